"""`rerender_posts`: old renderings are refreshed, and nothing else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from blog.markup import MarkupError
from blog.posts import rerendering
from blog.posts.models import Post
from tests.factories import make_post

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
