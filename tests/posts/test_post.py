"""What always holds for a post: constraints, derived columns, dates, revisions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from blog.markup import RENDERING_VERSION, MarkupError
from blog.posts.models import Byline, Post, Revision, Series
from tests.factories import make_author, make_post

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"slug": ""},
        {"status": "secret"},
        {"language": "fr"},
        {"published_at": None},
        {"updated_at": None},
        {"published_at": datetime(1899, 12, 31, tzinfo=UTC)},
        {
            "published_at": datetime(3000, 1, 1, tzinfo=UTC),
            "updated_at": datetime(3001, 1, 1, tzinfo=UTC),
        },
        {"series_position": 0, "series": "any"},
        {"series_position": None, "series": "any"},
    ],
)
def test_the_database_refuses_a_post_that_cannot_be(fields):
    if "series" in fields:
        fields = {**fields, "series": Series.objects.create(title="S", slug="s")}
    post = make_post()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**fields)


def test_the_database_refuses_an_update_before_the_publication(now):
    post = make_post(published_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(updated_at=now - timedelta(days=1))


def test_slugs_and_places_in_a_series_are_unique():
    series = Series.objects.create(title="S", slug="s")
    make_post(slug="one", series=series, series_position=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(slug="one")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(series=series, series_position=1)


# Publication


def test_publishing_a_draft_dates_it_now(now):
    post = make_post(status=Post.Status.DRAFT)
    post.publish(now)
    assert (post.published_at, post.updated_at, post.is_visible(now)) == (now, now, True)


def test_publishing_keeps_the_date_an_author_chose(now):
    post = make_post(status=Post.Status.DRAFT, published_at=now - timedelta(days=3))
    post.publish(now)
    assert post.published_at == post.updated_at == now - timedelta(days=3)


def test_a_moved_publication_takes_the_update_along(now):
    post = make_post(published_at=now + timedelta(days=3))
    post.publish(now, at=now + timedelta(days=1))
    assert post.published_at == post.updated_at == now + timedelta(days=1)
    assert not post.is_visible(now)


def test_a_moved_publication_leaves_a_later_update_where_it_is(now):
    post = make_post(published_at=now - timedelta(days=5), updated_at=now - timedelta(days=1))
    post.publish(now, at=now - timedelta(days=4))
    assert post.updated_at == now - timedelta(days=1)
    post.publish(now, at=now)
    assert post.updated_at == now


def test_a_significant_update_of_a_scheduled_post_stays_at_its_publication(now):
    post = make_post(published_at=now + timedelta(days=1))
    post.mark_updated(now)
    assert post.updated_at == now + timedelta(days=1)


def test_unpublishing_keeps_the_dates(now):
    post = make_post(published_at=now - timedelta(days=1))
    post.unpublish()
    post.save()
    assert not post.is_visible(now)
    assert post.published_at == now - timedelta(days=1)


# Derived columns


def test_saving_renders_the_source():
    post = make_post(body="## 标题\n\n公式 $x_i^*$。", language="zh-hans")
    stored = Post.objects.get(pk=post.pk)
    assert "<h2" in stored.body_html
    assert "<math" in stored.body_html
    assert stored.has_math
    assert stored.toc == [{"level": 2, "title": "标题", "anchor": "标题"}]
    assert stored.excerpt.startswith("标题")
    assert stored.rendering_version == RENDERING_VERSION


def test_saving_without_a_change_of_source_renders_nothing(monkeypatch):
    post = make_post()

    def render(*args, **kwargs):
        raise AssertionError("rendered again")

    monkeypatch.setattr("blog.posts.models.derived.render_for_site", render)
    post.title = "Another title"
    post.save()
    Post.objects.get(pk=post.pk).save()


def test_saving_a_source_field_alone_stores_what_is_derived_from_it():
    post = make_post(body="Old")
    post.body = "New"
    post.save(update_fields=["body"])
    assert "New" in Post.objects.get(pk=post.pk).body_html


def test_saving_other_fields_alone_makes_no_redirect():
    post = make_post(slug="a")
    post.slug = "b"
    post.save(update_fields=["title"])
    assert not post.redirects.exists()
    post.save(update_fields=["slug"])
    assert post.redirects.get().path == "/posts/a/"


def test_every_save_counts():
    post = make_post()
    before = post.version
    post.save()
    post.save(update_fields=["title"])
    assert Post.objects.get(pk=post.pk).version == before + 2


def test_saving_renders_anew_what_an_older_pipeline_derived():
    post = make_post(body="Text")
    Post.objects.filter(pk=post.pk).update(rendering_version=0, body_html="stale")
    Post.objects.get(pk=post.pk).save()
    assert "Text" in Post.objects.get(pk=post.pk).body_html


def test_a_summary_replaces_the_excerpt():
    post = make_post(body="The body.", summary="The summary.")
    assert post.excerpt == "The summary."
    post.summary = ""
    post.save()
    assert post.excerpt == "The body."


# Revisions


def test_every_change_of_title_or_body_leaves_a_revision(editor):
    post = make_post("Title", body="One")
    post.body = "Two"
    post.save()
    revision = post.record_revision(by=editor, note="why")
    assert (revision.number, revision.body, revision.by, revision.note) == (2, "Two", editor, "why")
    post.title = "Another"
    post.save()
    post.record_revision(by=editor)
    numbers = list(post.revisions.order_by("number").values_list("number", "title", "body"))
    assert numbers == [(1, "Title", "One"), (2, "Title", "Two"), (3, "Another", "Two")]


def test_a_save_without_such_a_change_leaves_none(editor):
    post = make_post()
    post.summary = "Something else"
    post.save()
    assert post.record_revision(by=editor) is None
    assert post.revisions.count() == 1


def test_a_revision_outlives_the_login_of_who_made_it(editor):
    post = make_post()
    post.body = "Two"
    post.record_revision(by=editor)
    editor.delete()
    assert Revision.objects.get(post=post, number=2).by is None


# Bylines


def test_bylines_are_replaced_in_order_and_named_once():
    first, second = make_author("A"), make_author("B")
    post = make_post(authors=[first])
    post.set_bylines([second, first, second])
    named = list(
        Byline.objects.filter(post=post)
        .order_by("position")
        .values_list("author__name", "position")
    )
    assert named == [("B", 1), ("A", 2)]


def test_two_bylines_can_change_places_in_one_transaction():
    post = make_post(authors=[make_author("A"), make_author("B")])
    first, second = post.bylines.order_by("position")
    with transaction.atomic():
        Byline.objects.filter(pk=first.pk).update(position=2)
        Byline.objects.filter(pk=second.pk).update(position=1)
    assert [byline.author.name for byline in post.bylines.order_by("position")] == ["B", "A"]


# Tags


def test_tags_never_differ_by_case_alone_and_have_readable_slugs():
    make_post(tags=["C++", "C#", "C", "机器学习"])
    post = make_post(tags=["c++", "机器学习"])
    assert sorted(tag.slug for tag in post.tags.all()) == ["cpp", "机器学习"]


def test_a_post_remembers_what_its_last_save_rendered_and_nothing_older():
    post = make_post(body="[a](#none)")
    assert post.rendered.problems[0].kind == "dead-fragment"
    assert Post.objects.get(pk=post.pk).rendered is None

    post.body = "a" * 1_000_001
    with pytest.raises(MarkupError):
        post.refresh_derived()
    assert post.rendered is None


@pytest.mark.parametrize("appeared", [timedelta(days=-1), timedelta(0)])
def test_what_readers_have_seen_is_remembered(appeared, now):
    post = make_post(status=Post.Status.DRAFT, published_at=None)
    assert not post.seen_by_readers
    post.publish(now, at=now + appeared)
    post.save()
    post.unpublish()
    post.date_publication(None)
    post.save()
    assert Post.objects.get(pk=post.pk).seen_by_readers


def test_a_scheduled_post_that_appeared_without_a_save_has_been_seen(monkeypatch, now):
    post = make_post(published_at=now + timedelta(hours=1))
    assert not Post.objects.get(pk=post.pk).seen_by_readers
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    post = Post.objects.get(pk=post.pk)
    post.unpublish()
    post.date_publication(None)
    post.save(update_fields=["status", "published_at", "updated_at"])
    assert Post.objects.get(pk=post.pk).seen_by_readers


def test_what_is_taken_back_before_its_time_has_not_been_seen(now):
    post = make_post(published_at=now + timedelta(hours=1))
    post.unpublish()
    post.save()
    assert not Post.objects.get(pk=post.pk).seen_by_readers
