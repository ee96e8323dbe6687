"""Saves in between that change nothing, and what looks like a change and is none."""

import json

import pytest
from django.contrib.admin.models import LogEntry
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Role
from blog.posts.forms.post import PostForm
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post, make_user
from tests.posts.form_data import change_address, form_of
from tests.posts.forms.merging import BODY, form_in, merging, posted_again, saved_by, sentence

pytestmark = pytest.mark.django_db


def test_ones_own_second_tab_is_named(admin, editor):
    post = make_post(body=BODY)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    saved_by(editor, post, body=BODY.replace("Third", "My third"))
    response = admin.post(change_address(post), mine)
    assert "You saved this article in another tab" in sentence(response)


def test_a_save_of_small_fields_names_who_made_it(admin, client):
    post, emma = make_post(body=BODY), make_user("emma", role=Role.EDITOR)
    mine = form_of(post, body=BODY.replace("First", "My first"))
    client.force_login(emma)
    assert client.post(change_address(post), form_of(post, summary="Hers")).status_code == 302
    client.force_login(make_user("zoe", role=Role.EDITOR))
    assert "emma saved this article" in sentence(client.post(change_address(post), mine))


@pytest.mark.parametrize("theirs", [{}, {"source_digest": "other"}])
def test_a_save_in_between_that_changed_nothing_stops_nobody(theirs, admin):
    post = make_post(body=BODY, tags=["A", "b"], published_at=timezone.now())
    mine = form_of(post, body="Mine")
    saved_by(make_user(), post, **theirs)
    response = admin.post(change_address(post), mine)
    assert response.status_code == 302, (form_in(response).errors, merging(response))
    assert Post.objects.get(pk=post.pk).body == "Mine"


def test_a_double_click_is_no_conflict(admin):
    post = make_post(body=BODY, tags=["a"])
    mine = form_of(post, body="Mine", title="Mine", tags=["b", "a"])
    for _ in range(2):
        assert admin.post(change_address(post), mine).status_code == 302
    assert post.revisions.count() == 2


@pytest.mark.parametrize("body", ["One\r\n\r\nTwo\r\n", "  One\n\nTwo\n\n"])
def test_line_ends_and_blank_ends_are_no_change(body, admin):
    post = make_post(body=body)
    mine = form_of(post, body="One\r\n\r\nTwo", summary="Mine")
    saved_by(make_user(), post, summary="Theirs", title="Theirs")
    response = admin.post(change_address(post), mine)
    assert [question.label for question in merging(response).questions] == ["Summary"]


def test_line_ends_are_stored_as_one_character(admin):
    post = make_post()
    admin.post(change_address(post), form_of(post, body="One\r\n\r\nTwo\rThree"))
    assert Post.objects.get(pk=post.pk).body == "One\n\nTwo\nThree"


def test_a_date_is_the_same_in_every_notation(admin, editor, now):
    post = make_post(published_at=now)
    mine = form_of(post, body="Mine")
    state = json.loads(mine["base_state"])
    mine["published_at_0"] = mine["published_at_0"].replace("-", "/")
    state["published_at_0"] = [mine["published_at_0"]]
    mine["base_state"] = json.dumps(state)
    saved_by(make_user(), post, title="Theirs")
    editor.admin_language = "zh-hans"
    editor.save()
    response = admin.post(change_address(post), mine)
    assert len(merging(response).taken) == 1
    assert merging(response).questions == []


def test_the_log_names_what_the_author_changed_only(admin):
    post = make_post(body=BODY, summary="A\nb")
    admin.post(change_address(post), form_of(post, title="Mine"))
    entry = LogEntry.objects.get()
    assert json.loads(entry.change_message) == [{"changed": {"fields": ["Title"]}}]


def test_a_form_begins_from_a_revision_only_if_that_says_what_is_stored(admin):
    post = make_post(body=BODY)
    assert posted_again(admin.get(change_address(post)))["base_revision"] == ["1"]
    post.body = "Stored without a revision"
    post.save()
    page = admin.get(change_address(post))
    assert posted_again(page)["base_revision"] == ["0"]
    mine = posted_again(page, body="Mine")
    saved_by(make_user(), post, body="Theirs")
    response = admin.post(change_address(post), mine)
    question = merging(response).questions[0]
    assert question.before is None
    assert "did not say rightly" not in sentence(response)


def test_what_the_page_posts_untouched_is_stored_without_a_question(admin, now):
    """The form's own fields, as a browser sends them back, agree with what is stored."""
    one = Series.objects.create(title="One", slug="one")
    post = make_post(
        body=BODY, summary="a\nb", published_at=now, tags=["x", "Y"], series=one,
        series_position=2, category=make_category(), authors=[make_author(), make_author()],
    )  # fmt: skip
    untouched = posted_again(admin.get(change_address(post)))
    saved_by(make_user(), post, canonical_url="https://example.org/theirs")
    response = admin.post(change_address(post), {**untouched, "title": "Mine"})
    assert merging(response).questions == []
    assert [label for label, *_sides in merging(response).taken] == ["Canonical URL"]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    stored = Post.objects.get(pk=post.pk)
    assert (stored.title, stored.canonical_url) == ("Mine", "https://example.org/theirs")
    assert stored.published_at == now
    assert stored.bylines.count() == 2


def test_an_article_deleted_during_its_save_is_not_made_again(editor):
    post = make_post(body=BODY)
    data = QueryDict("", mutable=True)
    for name, value in form_of(post, body="Mine").items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    form = type("Form", (PostForm,), {"user": editor})(data, instance=post)
    Post.objects.filter(pk=post.pk).delete()
    assert not form.is_valid()
    assert "was deleted" in form.non_field_errors()[0]
    assert "was deleted" in str(form.non_field_errors())
