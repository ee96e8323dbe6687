"""What cannot be stored comes back with a sentence on the form, and with what was typed."""

from datetime import timedelta
from unittest.mock import Mock
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.posts.models import Post
from tests.factories import make_post
from tests.posts.form_data import form_of

pytestmark = pytest.mark.django_db
TYPED = "写了很久的一段话，with $x_i^*$ in it."


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def refused(response, field, said):
    """Assert that the form came back with a sentence on a field, and with what was typed."""
    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert any(said in error for error in errors.get(field, [])), errors
    page = response.content.decode()
    assert said in page
    return page


def sent(admin, post=None, **changes):
    address = (
        reverse("admin:posts_post_change", args=[post.pk])
        if post
        else reverse("admin:posts_post_add")
    )
    return admin.post(address, form_of(post, **changes))


def test_a_title_of_10_000_characters(admin):
    title = "标" * 10_000
    page = refused(sent(admin, title=title, body=TYPED), "title", "at most 300 characters")
    assert title in page
    assert "写了很久的一段话" in page
    assert Post.objects.count() == 0


def test_a_body_of_5_mb(admin):
    body = "a long line of text\n" * 270_000
    assert len(body) > 5_000_000
    page = refused(sent(admin, title="Kept title", body=body), "body", "the limit is 1,000,000")
    assert "Kept title" in page
    assert page.count("a long line of text") >= 270_000
    assert Post.objects.count() == 0


@pytest.mark.parametrize("slug", ["taken", "bad slug/..", ""])
def test_a_slug_that_cannot_be(slug, admin):
    make_post(slug="taken")
    said = {"taken": "already exists", "": "required"}.get(slug, "valid “slug”")
    page = refused(sent(admin, slug=slug, body=TYPED), "slug", said)
    assert "写了很久的一段话" in page


def local(at):
    at = timezone.localtime(at)
    return {"published_at_0": f"{at:%Y-%m-%d}", "published_at_1": f"{at:%H:%M:%S}"}


def test_a_time_in_the_past(admin, now):
    past = local(now - timedelta(days=3))
    draft = make_post(status=Post.Status.DRAFT)
    page = refused(
        sent(admin, draft, status="published", body=TYPED, **past),
        "published_at",
        "This time has passed",
    )
    assert "3 days ago" in page.replace("\xa0", " ")
    assert "写了很久的一段话" in page
    draft.refresh_from_db()
    assert draft.status == Post.Status.DRAFT


def test_a_time_in_the_past_that_is_meant(admin, now):
    draft = make_post(status=Post.Status.DRAFT)
    past = local(now - timedelta(days=3))
    assert sent(admin, draft, status="published", backdate="on", **past).status_code == 302
    draft.refresh_from_db()
    assert draft.published_at == now - timedelta(days=3)


def test_an_article_that_has_been_published_keeps_its_date_without_a_question(admin, now):
    post = make_post(published_at=now - timedelta(days=3))
    assert sent(admin, post, body="Mended").status_code == 302


def test_another_date_in_the_past_is_asked_about(admin, now):
    post = make_post(published_at=now - timedelta(days=3))
    response = sent(admin, post, **local(now - timedelta(days=300)))
    refused(response, "published_at", "This time has passed")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("published_at_0", "2026-13-45", "valid date"),
        ("published_at_1", "25:99", "valid time"),
        ("category", "999999", "Select a valid choice"),
        ("category", "x", "Select a valid choice"),
        ("language", "fr", "Select a valid choice"),
        ("status", "gone", "cannot be brought to this status"),
        ("canonical_url", "javascript:alert(1)", "valid URL"),
        ("series_position", "-1", "greater than or equal to"),
        ("title", "a\0b", "Null characters"),
        ("body", "a\0b", "Null characters"),
        ("revision_note", "x" * 301, "at most 300 characters"),
    ],
)
def test_values_that_cannot_be(name, value, said, admin):
    changes = {"body": TYPED, "status": "published", "published_at_0": "2050-01-01"}
    changes |= {"published_at_1": "08:00:00", name: value}
    field = name.removesuffix("_0").removesuffix("_1")
    page = refused(sent(admin, **changes), field, said)
    assert name == "body" or "写了很久的一段话" in page


@pytest.mark.parametrize("name", ["title", "body", "summary", "revision_note"])
def test_bytes_that_are_not_utf_8(name, admin):
    data = {**form_of(title="A title", slug="a-title", body="first\nTYPED"), name: "first\nTYPED"}
    encoded = urlencode(data, doseq=True).replace("TYPED", "%CE%B1%FF%FE")
    response = admin.post(
        reverse("admin:posts_post_add"),
        encoded,
        content_type="application/x-www-form-urlencoded",
    )
    page = refused(response, name, "not valid UTF-8")
    assert "α\ufffd" in page
    assert Post.objects.count() == 0


def test_a_replacement_character_that_is_stored_already_stays(admin):
    post = make_post(body="imported \ufffd")
    assert sent(admin, post, body="imported \ufffd and more").status_code == 302


def test_what_is_larger_than_any_form_is_answered_with_a_page(admin, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = sent(admin, body="a" * 2000)
    assert response.status_code == 400
    assert "Traceback" not in response.content.decode()


@pytest.mark.parametrize("name", ["category", "series", "cover", "published_at"])
def test_an_address_that_begins_a_new_article_with_nonsense(admin, name):
    answer = admin.get(reverse("admin:posts_post_add"), {name: "nonsense", "title": "A title"})
    assert answer.status_code == 200
    assert 'value="A title"' in answer.content.decode()


@pytest.mark.parametrize("author", ["nonsense", "\0", "9" * 5000])
def test_a_byline_of_no_author(admin, author):
    post = make_post(body="Old text")
    changes = {"bylines-0-author": author, "body": TYPED}
    answer = sent(admin, post, **changes)
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert TYPED in answer.content.decode()
    assert Post.objects.get().body == "Old text"


def test_a_copy_of_the_article_is_not_made_by_saving_it_as_new(admin):
    post = make_post()
    answer = sent(admin, post, _saveasnew="1", body=TYPED)
    assert answer.status_code == 200
    assert TYPED in answer.content.decode()
    assert Post.objects.count() == 1


def test_a_stale_form_with_more_text_than_an_article_holds_is_refused_unmerged(admin, monkeypatch):
    post = make_post(body="Old text")
    stale = form_of(post, body=TYPED + "x" * 1_000_000)
    post.body = "Their text"
    post.save()
    merge = Mock()
    monkeypatch.setattr("blog.posts.forms.stale.merge", merge)
    address = reverse("admin:posts_post_change", args=[post.pk])
    page = refused(admin.post(address, stale), "body", "the limit is 1,000,000")
    assert TYPED in page
    assert not merge.called
    assert Post.objects.get().body == "Their text"
