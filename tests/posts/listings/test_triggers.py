"""The tables of listings are right whoever writes what, and whatever comes after what."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.listings.listing import PostListing
from blog.posts.listings.slices import slice_of
from blog.posts.models import ListingKind, ListingTotal, Post, PostTag, Tag
from tests.factories import make_author, make_category, make_post
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
# Two of one moment, two a week apart, over midnight in the tests' time zone, and ahead.
DATES = [
    NOW - timedelta(days=400),
    NOW - timedelta(days=8),
    NOW - timedelta(days=1),
    NOW - timedelta(days=1),
    datetime(2026, 10, 31, 17, tzinfo=UTC),
    NOW + timedelta(seconds=1),
    NOW + timedelta(days=30),
]
STATUSES = ["published", "published", "published", "draft", "archived"]
MOMENTS = [NOW, NOW + timedelta(days=2), NOW + timedelta(days=40)]


class Cast:
    """A tree of categories, tags and authors."""

    def __init__(self):
        root = make_category()
        middle = make_category(parent=root)
        self.categories = [root, middle, make_category(parent=middle), make_category()]
        self.tags = [Tag.objects.create(name=name, slug=name) for name in "abc"]
        self.authors = [make_author(), make_author()]


def some(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


def fields(cast, a, b):
    published = DATES[a % len(DATES)]
    return {
        "status": STATUSES[b % len(STATUSES)],
        "published_at": published,
        "updated_at": max(published, DATES[b % len(DATES)]),
        "category": some([*cast.categories, None], a + b),
    }


def new(cast, a, b):
    return Post(title="T", slug=uuid.uuid4().hex, **fields(cast, a, b))


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# Each takes the cast, one of the articles or None, and two numbers.


def create(cast, post, a, b):
    post = new(cast, a, b)
    post.save()
    post.tags.add(some(cast.tags, a), some(cast.tags, b))
    post.set_bylines(cast.authors[: 1 + a % 2])


def create_many(cast, post, a, b):
    posts = Post.objects.bulk_create(new(cast, a + n, b + n) for n in range(3))
    PostTag.objects.bulk_create(
        PostTag(content_object=one, tag=tag) for one in posts for tag in cast.tags
    )


def save(cast, post, a, b):
    for name, value in fields(cast, a, b).items():
        setattr(post, name, value)
    post.save()


def update_all(cast, post, a, b):
    Post.objects.update(status=STATUSES[a % len(STATUSES)])


def write_past_everything(cast, post, a, b):
    execute(
        "UPDATE posts_post SET status = 'published', updated_at = published_at, category_id = %s"
        " WHERE id %% 2 = %s",
        cast.categories[a % 4].pk,
        b % 2,
    )


def number_anew(cast, post, a, b):
    bare = new(cast, a, b)
    bare.save()
    execute("UPDATE posts_post SET id = id + 1000000 WHERE id = %s", bare.pk)


def set_tags(cast, post, a, b):
    post.tags.set(cast.tags[a % 3 : b % 4])


def exchange_tags(cast, post, a, b):
    PostTag.objects.filter(tag=cast.tags[0]).delete()
    PostTag.objects.filter(tag=cast.tags[1]).update(tag=cast.tags[0])


def copy_tags(cast, post, a, b):
    PostTag.objects.filter(content_object=post).delete()
    with connection.cursor() as cursor:
        target = "COPY posts_posttag (content_object_id, tag_id) FROM STDIN"
        with cursor.copy(target) as copying:
            copying.write(f"{post.pk}\t{cast.tags[a % 3].pk}\n")


def delete_tag(cast, post, a, b):
    tag = some(cast.tags, a)
    Tag.objects.filter(pk=tag.pk).delete()
    cast.tags[cast.tags.index(tag)] = Tag.objects.create(name=tag.name, slug=tag.slug)


def set_bylines(cast, post, a, b):
    post.set_bylines(cast.authors[a % 2 :][: 1 + b % 2])


def move(cast, post, a, b):
    Category.objects.filter(pk=cast.categories[a % 4].pk).update(
        parent=some([*cast.categories[: a % 4], None], b)
    )


def make_a_circle(cast, post, a, b):
    first, second = cast.categories[a % 4], cast.categories[b % 4]
    if first != second:
        Category.objects.filter(pk=first.pk).update(parent=second)
        Category.objects.filter(pk=second.pk).update(parent=first)


def delete(cast, post, a, b):
    post.delete()


def delete_plainly(cast, post, a, b):
    execute("DELETE FROM posts_posttag WHERE content_object_id = %s", post.pk)
    execute("DELETE FROM posts_byline WHERE post_id = %s", post.pk)
    execute("DELETE FROM posts_post WHERE id = %s", post.pk)


def change_your_mind(cast, post, a, b):
    with transaction.atomic():
        create(cast, post, a, b)
        update_all(cast, post, a, b)
        plainly.sum_up()
        transaction.set_rollback(True)


def sum_up(cast, post, a, b):
    plainly.sum_up()


def relist(cast, post, a, b):
    execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is checked later cannot be altered
    execute("SELECT posts_relist_all()")
    execute("SET CONSTRAINTS ALL DEFERRED")


WRITES = [
    create, create_many, save, update_all, write_past_everything, number_anew, set_tags,
    exchange_tags, copy_tags, delete_tag, set_bylines, move, make_a_circle, delete, delete_plainly,
    change_your_mind, sum_up, relist,
]  # fmt: skip
NEEDS_POST = {save, set_tags, copy_tags, set_bylines, delete, delete_plainly}


def listings():
    yield PostListing.latest()
    yield from map(PostListing.of_category, Category.objects.all())
    yield from map(PostListing.of_tag, Tag.objects.all())
    yield from map(PostListing.of_author, Author.objects.all())
    yield PostListing.of_month(2026, 11)
    yield from map(PostListing.of_year, (2025, 2026))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from(WRITES), st.integers(0, 20), st.integers(0, 20)),
        min_size=1,
        max_size=12,
    )
)
def test_after_any_writes_the_lists_are_those_counted_plainly(writes):
    with transaction.atomic():
        cast = Cast()
        create(cast, None, 1, 2)
        for write, a, b in writes:
            post = some(Post.objects.order_by("pk"), a)
            if post or write not in NEEDS_POST:
                write(cast, post, a, b)
            plainly.check()
        for listing in listings():
            for now in MOMENTS:
                expected = plainly.visible(listing, now)
                assert slice_of(listing, 0, 100, now).pks == expected
                assert slice_of(listing, 1, 3, now).pks == expected[1:3]
                assert slice_of(listing, 0, 0, now).total == len(expected)
        transaction.set_rollback(True)


@pytest.mark.parametrize("write", WRITES)
def test_each_way_to_write_keeps_the_lists_right(write):
    cast = Cast()
    for a, b in [(1, 2), (2, 1), (5, 0), (3, 6)]:
        create(cast, None, a, b)
    for a, b in [(0, 1), (1, 2), (3, 2)]:
        write(cast, some(Post.objects.order_by("pk"), a), a, b)
        plainly.check()


@pytest.mark.parametrize("tables", ["posts_posttag", "posts_byline", "posts_post CASCADE"])
def test_what_is_emptied_is_in_no_list(tables):
    make_post(tags=["a"], category=make_category())
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute(f"TRUNCATE {tables}")
    plainly.check()
    make_post(tags=["a"], category=make_category())
    plainly.check()


def test_a_save_that_changes_no_list_writes_no_place():
    post = make_post(tags=["a"], category=make_category())

    def places():
        with connection.cursor() as cursor:
            cursor.execute("SELECT kind, listing, ctid, xmin, xmax FROM posts_listedpost")
            return sorted(cursor.fetchall())

    before = places()
    assert len(before) == 5
    post.title = "Another"
    post.save()
    post.bylines.update(position=5)
    assert places() == before


def test_sums_are_of_few_rows_after_many_writes():
    post = make_post(tags=["a"])
    for _ in range(200):
        post.save(update_fields=["modified_at"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM posts_listingtotal WHERE kind = 0")
        (parts,) = cursor.fetchone()
    # Each save makes one row of all with a chance of an eighth.
    assert parts < 120


def test_a_sum_is_of_few_rows_however_many_articles_are_scheduled():
    for days in range(1, 31):
        make_post(published_at=timezone.now() + timedelta(days))
    plainly.sum_up()
    latest = ListingTotal.objects.filter(kind=ListingKind.LATEST)
    assert [part.number for part in latest.exclude(number=0)] == [30]
    assert latest.filter(number=0, changed_at__gt=timezone.now()).count() == 30
    plainly.check()
