"""How many posts names have, and when their lists changed, at any time."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from blog.authors.models import Author
from blog.posts.category_tree import visible
from blog.posts.listings.counts import all_counted, all_named, months, used
from blog.posts.models import ListingKind, Post
from blog.posts.tag_use import tags_by_use
from tests.factories import make_author, make_category, make_post
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db

# The database goes by its own clock when it makes one sum of many.
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def names():
    """One article now, one tomorrow, one in a month, one draft; each name has some of them."""
    category = make_category("Root")
    leaf = make_category("Leaf", parent=category)
    author = make_author("A")
    make_post(tags=["all", "now"], category=category, authors=[author], published_at=NOW)
    for days, tag in [(1, "tomorrow"), (30, "later")]:
        make_post(
            tags=["all", tag], category=leaf, authors=[author], published_at=NOW + timedelta(days)
        )
    make_post(tags=["never"], status=Post.Status.DRAFT, category=make_category("Never"))


TAGS = {
    -1: {},
    0: {"all": 1, "now": 1},
    1: {"all": 2, "now": 1, "tomorrow": 1},
    30: {"all": 3, "now": 1, "tomorrow": 1, "later": 1},
}


def test_an_update_that_is_dated_ahead_counts_already(client):
    ahead = NOW + timedelta(3)
    Post.objects.filter(published_at=NOW).update(updated_at=ahead)
    assert {tag.name: tag.post_count for tag in tags_by_use(NOW)} == TAGS[0]
    (author,) = client.get("/authors/").context_data["names"]
    assert (author.post_count, author.latest_at) == (1, ahead)
    assert sum(count for _year, _month, count in months(NOW)) == 1


@pytest.mark.parametrize("days", TAGS)
@pytest.mark.parametrize("is_summed", [False, True])
def test_a_name_counts_what_readers_see(days, is_summed):
    if is_summed:
        plainly.sum_up()
    now, shown = NOW + timedelta(days), len(TAGS[days]) - 1
    tags = tags_by_use(now)
    assert {tag.name: tag.post_count for tag in tags} == TAGS[days]
    dates = {0: NOW, 1: NOW + timedelta(1), 30: NOW + timedelta(30)}
    author = Author.objects.get(name="A")
    known = {author.pk: (shown, dates[days])} if shown > 0 else {}
    assert used(ListingKind.AUTHOR, now) == known
    tree = [(one.category.name, one.count, [b.count for b in one.children]) for one in visible(now)]
    below = [shown - 1] if shown > 1 else []
    assert tree == ([("Root", shown, below)] if shown > 0 else [])
    assert sum(count for _year, _month, count in months(now)) == max(shown, 0)


def test_every_listing_counts_what_it_shows_before_and_after_the_end_of_a_week():
    """Articles of every two of these dates: published at the one, updated at the other."""
    end = datetime.fromtimestamp((NOW.timestamp() // plainly.WEEK + 1) * plainly.WEEK, UTC)
    dates = [end + timedelta(days) for days in (-9, -2, -1, 0, 1, 8, 40)]
    for published_at in dates:
        for updated_at in [date for date in dates if date >= published_at]:
            post = make_post(tags=["all"], published_at=published_at)
            Post.objects.filter(pk=post.pk).update(updated_at=updated_at)
    for now in [end + timedelta(days) for days in (-8, -1.5, -1, -0.5, 0, 0.5, 7, 30, 50)]:
        plain = Counter(
            (kind, listing) for kind, listing, _at, post in plainly.rows()
            if Post.objects.published(now).filter(pk=post).exists()
        )  # fmt: skip
        assert {(one.kind, one.listing): one.number for one in all_counted(now)} == plain
        assert [(one.kind, one.listing) for one in all_named(now)] == sorted(plain)


def test_the_most_used_tags_can_be_asked_for_alone():
    assert [tag.name for tag in tags_by_use(NOW + timedelta(60), most=2)] == ["all", "later"]


def test_a_list_changes_when_a_scheduled_article_appears():
    def changed(now):
        return {one.slug: one.changed_at for one in all_named(now) if one.kind == ListingKind.TAG}

    save = changed(NOW + timedelta(hours=1))["all"]
    assert NOW <= save < NOW + timedelta(hours=1)
    assert changed(NOW + timedelta(days=2)) == {
        "all": NOW + timedelta(1), "now": save, "tomorrow": NOW + timedelta(1),
    }  # fmt: skip
    plainly.sum_up()
    assert changed(NOW + timedelta(days=2))["all"] == NOW + timedelta(1)
    assert changed(NOW + timedelta(hours=1))["all"] == save
