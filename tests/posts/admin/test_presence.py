"""Who else has an article open."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from blog.posts.admin import presence
from blog.posts.models import OpenForm, Post
from blog.posts.models.open_form import SILENT_AFTER
from tests.factories import make_author, make_post, make_user
from tests.posts.form_data import change_address, form_of

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/posts/post/presence/"
MINE, OTHER = str(uuid.uuid4()), str(uuid.uuid4())


@pytest.fixture
def writer(db):
    """An author, with the login `writer.user`."""
    user = make_user("emma", role="author", first_name="Emma", last_name="Noether")
    return make_author("Emma", user=user)


@pytest.fixture
def client(client, writer):
    client.force_login(writer.user)
    return client


@pytest.fixture
def post(writer):
    return make_post(authors=[writer])


def report(client, article, **changes):
    sent = {"tab": MINE, "post": article.pk, "version": article.version, **changes}
    return client.post(ADDRESS, sent, content_type="application/json")


def opened(user, post, seen_at, tab=OTHER):
    return OpenForm.objects.create(user=user, post=post, tab=tab, seen_at=seen_at)


def test_alone_with_the_newest_version(client, post, writer, now):
    assert report(client, post).json() == {"others": [], "version": post.version}
    report(client, post)
    form = OpenForm.objects.get()
    assert (form.user, form.post, str(form.tab)) == (writer.user, post, MINE)


def test_others_and_ones_own_other_tabs_are_named_once(client, post, writer, editor, now):
    opened(editor, post, now)
    opened(editor, post, now, uuid.uuid4())
    opened(writer.user, post, now)
    opened(make_user(), make_post(), now)
    assert report(client, post).json()["others"] == [
        {"name": "editor", "own": False},
        {"name": "Emma Noether", "own": True},
    ]


def test_who_is_silent_is_gone_and_forgotten(client, post, editor, now):
    opened(editor, post, now - SILENT_AFTER - timedelta(seconds=1))
    opened(make_user(), make_post(), now - SILENT_AFTER - timedelta(seconds=1), uuid.uuid4())
    lately = opened(editor, post, now - SILENT_AFTER + timedelta(seconds=2), uuid.uuid4())
    assert len(report(client, post).json()["others"]) == 1
    assert set(OpenForm.objects.values_list("tab", flat=True)) == {lately.tab, uuid.UUID(MINE)}


def test_a_save_by_another_is_named(client, post, editor):
    theirs = Client()
    theirs.force_login(editor)
    response = theirs.post(change_address(post), form_of(post, body="Theirs"))
    assert response.status_code == 302
    answer = report(client, post).json()
    assert answer["version"] > post.version
    assert (answer["saved_by"], answer["saved_by_you"]) == ("editor", False)
    # Nor is there more to say to who has the newest.
    assert "saved_by" not in report(client, post, version=answer["version"]).json()


def test_a_save_in_ones_own_other_tab_is_ones_own(client, post):
    client.post(change_address(post), form_of(post, body="In the other tab"))
    answer = report(client, post).json()
    assert (answer["saved_by"], answer["saved_by_you"]) == ("Emma Noether", True)


def test_a_save_by_a_command_has_no_name(client, post, editor):
    LogEntry.objects.create(
        user=editor, object_id=str(post.pk), action_flag=2, action_time=post.modified_at
    )
    post.save()
    answer = report(client, post, version=post.version - 1).json()
    assert (answer["saved_by"], answer["saved_by_you"]) == (None, False)
    assert answer["saved_at"]


def test_a_tab_that_is_closed_says_so_by_a_form_with_a_token(writer, post, now):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer.user)
    opened(writer.user, post, now, MINE)
    sent = {"tab": MINE, "post": post.pk, "user": writer.user.pk, "left": "1"}
    assert strict.post(ADDRESS, sent).status_code == 403
    assert OpenForm.objects.exists()
    strict.get(change_address(post))
    token = strict.cookies["csrftoken"].value
    assert strict.post(ADDRESS, {**sent, "csrfmiddlewaretoken": token}).status_code == 200
    assert not OpenForm.objects.exists()


def test_leaving_removes_only_ones_own(client, post, editor, now):
    theirs = opened(editor, post, now, MINE)
    assert report(client, post, left=True).json() == {}
    assert OpenForm.objects.get() == theirs


def test_who_may_not_change_the_article_learns_nothing(client, editor, reader, now):
    elsewhere = make_post(status="draft")
    opened(editor, elsewhere, now)
    assert report(client, elsewhere).status_code == 404
    contributor = make_author("C", user=make_user("c", role="contributor"))
    client.force_login(contributor.user)
    assert report(client, make_post(authors=[contributor])).status_code == 403
    client.force_login(reader)
    assert report(client, elsewhere).status_code == 403
    client.logout()
    assert report(client, elsewhere).status_code == 401


def test_a_tab_of_somebody_who_was_logged_in_before_must_log_in(client, post, editor):
    assert report(client, post, user=editor.pk).status_code == 401
    assert not OpenForm.objects.exists()


@pytest.mark.parametrize("changes", [{"tab": "x"}, {"tab": None}, {"post": None}])
def test_what_cannot_be_used_gives_a_sentence(changes, client, post):
    response = report(client, post, **changes)
    assert (response.status_code, list(response.json())) == (400, ["error"])


@pytest.mark.parametrize("count", [1, 20])
def test_a_report_costs_the_same_whoever_else_is_there(
    count, client, post, now, django_assert_num_queries
):
    report(client, post)
    for _ in range(count):
        opened(make_user(role="editor"), post, now, uuid.uuid4())
    with django_assert_num_queries(10):
        assert len(report(client, post).json()["others"]) == count


@pytest.mark.django_db(transaction=True)
def test_an_article_that_is_deleted_this_moment_is_not_there(client, post, monkeypatch):
    find = presence.post_to_change

    def found_and_gone(request, number):
        found = find(request, number)
        Post.objects.filter(pk=number).delete()
        return found

    monkeypatch.setattr(presence, "post_to_change", found_and_gone)
    answer = report(client, post)
    assert answer.status_code == 404
    assert answer.json() == {"error": "There is no such article, or it is not yours."}
