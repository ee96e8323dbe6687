"""When time alone changes what readers see."""

from datetime import timedelta

import pytest

from blog.posts.next_change import next_change
from tests.factories import make_post

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_nothing_waits(now, django_assert_num_queries):
    make_post("Published", published_at=now - HOUR)
    make_post("Draft", status="draft", published_at=now + HOUR)
    with django_assert_num_queries(1):
        assert next_change(now) is None


def test_the_next_article_that_appears(now):
    make_post("Now", published_at=now)
    make_post("Later", published_at=now + 3 * HOUR)
    make_post("Next", published_at=now + 2 * HOUR)
    assert next_change(now) == now + 2 * HOUR
    assert next_change(now + 2 * HOUR) == now + 3 * HOUR
    assert next_change(now + 3 * HOUR) is None


def test_an_update_that_was_marked_for_later(now):
    post = make_post("Raft", published_at=now - HOUR)
    post.significant_updates.create(at=now + HOUR)
    make_post("Later", published_at=now + 2 * HOUR)
    assert next_change(now) == now + HOUR
