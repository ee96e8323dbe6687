"""`rerender_posts`: old renderings are refreshed, and nothing else."""

from contextlib import nullcontext
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from blog.markup import MarkupError
from blog.posts import rerendering
from blog.posts.models import Post, derived
from tests.factories import make_post
from tests.posts.search.asking import titles

pytestmark = pytest.mark.django_db


def rerender_posts():
    output = StringIO()
    call_command("rerender_posts", stdout=output, stderr=output)
    return output.getvalue()


def test_only_outdated_posts_are_rendered_anew(monkeypatch):
    monkeypatch.setattr(rerendering, "BATCH", 2)
    posts = [make_post(body=f"Text {number}") for number in range(5)]
    fresh = make_post()
    old = [post.pk for post in posts]
    Post.objects.filter(pk__in=old).update(rendering_version=0, body_html="stale")
    Post.objects.filter(pk=fresh.pk).update(body_html="marked")
    assert rerender_posts() == "5 rendered anew, 0 left as they were.\n"
    for number, post in enumerate(posts):
        post.refresh_from_db()
        assert f"Text {number}" in post.body_html
    fresh.refresh_from_db()
    assert fresh.body_html == "marked"
    assert rerender_posts() == "0 rendered anew, 0 left as they were.\n"


def test_dates_and_revisions_stay():
    post = make_post()
    Post.objects.filter(pk=post.pk).update(rendering_version=0)
    rerender_posts()
    again = Post.objects.get(pk=post.pk)
    assert (again.modified_at, again.updated_at) == (post.modified_at, post.updated_at)
    assert again.revisions.count() == 1


def test_a_post_saved_meanwhile_keeps_what_that_save_derived():
    post = make_post(body="Old")
    Post.objects.filter(pk=post.pk).update(rendering_version=0)
    results = rerendering.rerender()
    first = Post.refresh_derived

    def save_meanwhile(self):
        first(self)
        if self.body == "Old":
            newer = Post.objects.get(pk=self.pk)
            newer.body = "New"
            newer.save()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Post, "refresh_derived", save_meanwhile)
        list(results)
    assert "New" in Post.objects.get(pk=post.pk).body_html


def test_a_source_that_is_now_refused_keeps_its_rendering_and_is_named(monkeypatch):
    post = make_post("Too large", body="Text")
    Post.objects.filter(pk=post.pk).update(rendering_version=0, body_html="what it has")

    def refuse(*args, **kwargs):
        raise MarkupError("too large", limit="MAX_SOURCE_CHARACTERS")

    monkeypatch.setattr("blog.posts.models.derived.render_for_site", refuse)
    with pytest.raises(CommandError):
        rerender_posts()
    assert Post.objects.get(pk=post.pk).body_html == "what it has"


def test_a_source_that_is_now_refused_is_found_by_its_former_rendering(client, monkeypatch):
    post = make_post("Too large", body="needle")
    Post.objects.update(rendering_version=0, search_version=0, search_vector="", search_text="")

    def refuse(*args, **kwargs):
        raise MarkupError("too large", limit="MAX_SOURCE_CHARACTERS")

    monkeypatch.setattr("blog.posts.models.derived.render_for_site", refuse)
    (result,) = rerendering.rerender()
    assert "too large" in result.error
    response = client.get("/search/?q=needle")
    assert titles(response) == [post.title]
    assert response.context_data["notes"] == []
    assert Post.objects.get().rendering_version == 0


def test_what_the_database_refuses_of_one_post_is_named_and_the_others_are_done(monkeypatch):
    posts = [make_post(f"Post {number}", body="Text") for number in range(3)]
    Post.objects.update(rendering_version=0, search_version=0, body_html="old")
    make = derived.searchable

    def too_long_for_one(title, summary, text):
        found = make(title, summary, text)
        return replace(found, vector="a" * 3_000) if title == "Post 1" else found

    monkeypatch.setattr(derived, "searchable", too_long_for_one)
    refused = {result.slug: result.error for result in rerendering.rerender() if result.error}
    assert list(refused) == [posts[1].slug]
    assert refused[posts[1].slug].startswith("The database refuses it: word is too long")
    stale = Post.objects.filter(body_html="old")
    assert list(stale) == [posts[1]]


@pytest.mark.parametrize("is_usable", [True, False])
def test_a_lost_connection_is_no_fault_of_a_post(monkeypatch, is_usable):
    make_post(body="Text")
    Post.objects.update(rendering_version=0)

    def lose(*args, **kwargs):
        raise OperationalError("the connection is lost")

    monkeypatch.setattr(rerendering, "relate", lose)
    monkeypatch.setattr(connection, "is_usable", lambda: is_usable)
    with nullcontext() if is_usable else pytest.raises(OperationalError):
        (result,) = rerendering.rerender()
        assert "lost" in result.error
    assert Post.objects.get().rendering_version == 0
