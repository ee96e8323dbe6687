"""What lies around an article."""

from datetime import timedelta

import pytest

from blog.posts.models import Post, Series
from blog.posts.surroundings import MOST_RELATED, surroundings_of
from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(now):
    """Five articles published a day after the other, the last one tomorrow."""
    return [make_post(published_at=now + timedelta(days=day)) for day in range(-3, 2)]


def test_neighbours_are_by_date_of_publication(row, now):
    around = surroundings_of(row[1], now)
    assert (around.previous, around.next) == (row[0], row[2])


def test_the_first_and_the_last_that_readers_see_have_one_neighbour(row, now):
    assert surroundings_of(row[0], now).previous is None
    assert surroundings_of(row[3], now).next is None


def test_articles_of_one_second_are_neighbours_once(now):
    twins = [make_post(published_at=now) for _ in range(3)]
    around = surroundings_of(twins[1], now)
    assert (around.previous, around.next) == (twins[0], twins[2])


def test_a_draft_has_no_neighbours(row, now):
    draft = make_post(status=Post.Status.DRAFT)
    around = surroundings_of(draft, now)
    assert (around.previous, around.next, around.related) == (None, None, [])


def test_related_articles_come_closest_first_and_only_visible_ones(now):
    post = make_post()
    others = [make_post() for _ in range(MOST_RELATED + 2)]
    for score, other in enumerate(others):
        post.related.create(other=other, score=score)
    hidden = make_post(status=Post.Status.ARCHIVED)
    post.related.create(other=hidden, score=99)
    assert surroundings_of(post, now).related == others[:1:-1]


def test_translations_know_each_other(now):
    original = make_post(language="zh-hans")
    translation = make_post(language="en", translation_of=original)
    assert surroundings_of(original, now).translations == [translation]
    assert surroundings_of(translation, now).translations == [original]
    Post.objects.filter(pk=original.pk).update(status=Post.Status.DRAFT)
    assert surroundings_of(translation, now).translations == []


def test_a_series_is_in_its_order_and_without_hidden_parts(now):
    series = Series.objects.create(title="S", slug="s")
    parts = [make_post(series=series, series_position=place) for place in (30, 10, 20)]
    make_post(series=series, series_position=15, status=Post.Status.DRAFT)
    around = surroundings_of(parts[2], now)
    assert around.series_parts == [parts[1], parts[2], parts[0]]
    assert (around.series_place, around.series_previous, around.series_next) == (
        2, parts[1], parts[0],
    )  # fmt: skip
    last = surroundings_of(parts[0], now)
    assert (last.series_previous, last.series_next) == (parts[2], None)


def test_everything_comes_with_one_query(now, django_assert_num_queries):
    post = make_post(series=Series.objects.create(title="S", slug="s"), series_position=1)
    for _ in range(3):
        post.related.create(other=make_post(), score=1)
    with django_assert_num_queries(1):
        around = surroundings_of(post, now)
        for other in [*around.related, around.previous, around.next]:
            if other:
                assert other.title
                assert other.get_absolute_url()
                assert other.published_at
                assert other.html_language
                assert other.reading_minutes
