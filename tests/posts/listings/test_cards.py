"""The cards of a list: what they show, and that each is drawn anew when that changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from blog.posts.listings.cards import cards_of, shown_of
from blog.posts.models import Post, Tag
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db


def drawn(post, *, dated_by_publication=False):
    [card] = cards_of([post.pk], timezone.now(), dated_by_publication=dated_by_publication)
    return card.html()


@pytest.fixture
def post():
    return make_post(
        'Raft & "friends" <b>',
        authors=[make_author("林知夏"), make_author("Emma <i>")],
        category=make_category("Systems & more"),
        tags=["Zebra", "注意力"],
        body="It's <em>said</em> that $x_i$",
    )


def test_a_card_shows_what_stands_in_the_database(post):
    html = drawn(post)
    for text in (
        "Raft &amp; &quot;friends&quot; &lt;b&gt;",
        "林知夏",
        "Emma &lt;i&gt;",
        "Systems &amp; more",
        "注意力",
        post.get_absolute_url(),
        post.category.get_absolute_url(),
        *(author.get_absolute_url() for author in post.authors.all()),
        *(tag.get_absolute_url() for tag in post.tags.all()),
    ):
        assert text in html
    assert html.index("林知夏") < html.index("Emma")
    assert html.index("Zebra") < html.index("注意力")


CHANGES = {
    "title": lambda post: Post.objects.update(title="Paxos"),
    "slug": lambda post: Post.objects.update(slug="paxos"),
    "excerpt": lambda post: Post.objects.update(excerpt="Another"),
    "language": lambda post: Post.objects.update(
        language="en" if post.language != "en" else "zh-hans"
    ),
    "update": lambda post: Post.objects.update(updated_at=post.updated_at + timedelta(days=40)),
    "minutes": lambda post: Post.objects.update(reading_minutes=77),
    "category": lambda post: type(post.category).objects.update(name="Renamed"),
    "no category": lambda post: Post.objects.update(category=None),
    "author": lambda post: post.authors.update(name="Renamed"),
    "author's address": lambda post: post.authors.filter(name="林知夏").update(slug="lin-2"),
    "order of authors": lambda post: post.bylines.filter(position=1).update(position=9),
    "tag": lambda post: Tag.objects.filter(name="Zebra").update(name="Quagga"),
    "no tags": lambda post: post.tags.clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_card_is_drawn_anew_when_what_it_shows_has_changed(post, change):
    before = drawn(post)
    assert drawn(post) is before
    change(post)
    assert drawn(post) != before


def test_the_site_and_the_list_make_a_difference_too(post, settings):
    Post.objects.update(updated_at=post.published_at + timedelta(days=400))
    before = drawn(post)
    assert drawn(post, dated_by_publication=True) != before
    zone, settings.TIME_ZONE = settings.TIME_ZONE, "America/Los_Angeles"
    assert drawn(post) != before
    settings.TIME_ZONE = zone
    assert drawn(post) == before
    settings.LANGUAGE_CODE = "zh-hans" if settings.LANGUAGE_CODE == "en" else "en"
    assert drawn(post) != before


def test_only_what_readers_see_has_a_card(django_assert_num_queries):
    now = timezone.now()
    seen, draft = make_post(), make_post(status="draft")
    later = make_post(published_at=now + timedelta(days=1))
    pks = [later.pk, seen.pk, draft.pk, 0]
    with django_assert_num_queries(1):
        cards = cards_of(pks, now, dated_by_publication=False)
    assert [card.pk for card in cards] == [seen.pk]
    assert shown_of(pks, now).keys() == {seen.pk}
    with django_assert_num_queries(0):
        assert cards_of([], now, dated_by_publication=False) == []
