"""Rows of models that are made of values, to be shown."""

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.utils import timezone

from blog.authors.models import Author
from blog.posts.loaded_rows import loaded, remember
from blog.posts.models import Byline, Post
from tests.factories import make_post

NOW = timezone.now()


def byline(position):
    author = loaded(Author, ("id", "name"), (7, "Lin"))
    names = ("id", "post_id", "author_id", "position")
    return loaded(Byline, names, (position, 3, 7, position), author=author)


def test_a_row_has_what_it_was_given():
    post = loaded(Post, ("id", "title", "published_at"), (3, "Raft", NOW))
    assert (post.pk, post.title, post.published_at) == (3, "Raft", NOW)
    assert (post._state.adding, post._state.db) == (False, "default")
    assert byline(1).author.name == "Lin"


def test_reading_what_it_was_not_given_raises():
    with pytest.raises(FieldFetchBlocked):
        _ = loaded(Post, ("id",), (3,)).title
    with pytest.raises(FieldFetchBlocked):
        _ = loaded(Post, ("id", "category_id"), (3, 5)).category


def test_names_without_values_are_an_error():
    with pytest.raises(ValueError, match="zip"):
        loaded(Post, ("id", "title"), (3,))


def test_what_refers_to_it_is_found_where_django_looks():
    post = loaded(Post, ("id",), (3,))
    remember(post, "bylines", [byline(1), byline(2)])
    remember(post, "significant_updates", [])
    assert [one.position for one in post.bylines.all()] == [1, 2]
    assert not post.significant_updates.all()
    for more in ("filter", "count", "order_by", "exists"):
        with pytest.raises(FieldFetchBlocked, match=more):
            getattr(post.bylines, more)()


@pytest.mark.django_db
def test_it_is_the_row_that_django_loads():
    stored = make_post("Raft")
    made = loaded(Post, ("id", "title"), (stored.pk, stored.title))
    assert made == stored
    assert hash(made) == hash(stored)
    Post.objects.update(title="Paxos")
    made.refresh_from_db()
    assert made.title == "Paxos"
