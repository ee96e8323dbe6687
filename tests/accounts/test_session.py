"""Logging in again without leaving the page, and how often a password may be guessed."""

import logging
import time

import pytest
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from accounts import login_attempts
from accounts.models import Role
from tests.factories import make_user

pytestmark = pytest.mark.django_db

PATH = "/accounts/session/"
RIGHT = {"username": "editor", "password": "password"}
WRONG = {"username": "editor", "password": "guess"}
LOGIN_PAGE = "/admin/login/"


def state(answer):
    assert answer.status_code == 200
    said = answer.json()
    return said["user"], said["id"]


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_a_stranger_is_told_of_nobody(client):
    assert state(client.get(PATH)) == (None, None)


def test_who_is_logged_in_is_told_so(editor, client):
    client.force_login(editor)
    assert state(client.get(PATH)) == ("editor", editor.pk)


@pytest.mark.parametrize("change", [{"role": ""}, {"is_active": False}])
def test_whoever_may_not_enter_any_more_counts_as_nobody(change, editor, client):
    client.force_login(editor)
    for name, value in change.items():
        setattr(editor, name, value)
    editor.save()
    assert state(client.get(PATH)) == (None, None)


def test_a_password_logs_in_again(editor, client):
    assert state(client.post(PATH, RIGHT | {"user": editor.pk})) == ("editor", editor.pk)
    assert state(client.get(PATH)) == ("editor", editor.pk)
    assert is_in(client)


def test_a_link_opened_in_another_tab_is_seen(editor, client):
    from accounts.login_links import login_path

    client.get(login_path(editor))
    assert state(client.get(PATH)) == ("editor", editor.pk)


def test_answers_are_never_kept(editor, client):
    for answer in (client.get(PATH), client.post(PATH, WRONG), client.post(PATH, RIGHT)):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(method, client):
    assert getattr(client, method)(PATH).status_code == 405


def test_who_is_refused_learns_nothing_of_the_reason(editor):
    make_user("no-role")
    make_user("gone", role=Role.EDITOR, is_active=False)
    owner = make_user("owner", role=Role.ADMINISTRATOR)
    owner.set_unusable_password()
    owner.save()
    tries = [
        WRONG,
        {"username": "no-role", "password": "password"},
        {"username": "gone", "password": "password"},
        {"username": "owner", "password": "password"},
        {"username": "nobody", "password": "password"},
        {"username": "no\0body", "password": "password"},
        {"username": "x" * 100_000, "password": "password"},
        {"username": "editor", "password": "\0"},
        {"username": "editor"},
        {"password": "password"},
        {},
    ]
    client = Client()
    answers = [client.post(PATH, fields) for fields in tries]
    assert {answer.status_code for answer in answers} == {403}
    (sentence,) = {answer.json()["error"] for answer in answers}
    assert "If you enter by login links" in sentence
    assert not is_in(client)


def test_nobody_else_comes_in_where_one_person_was_writing(editor, client):
    other = make_user("other", role=Role.ADMINISTRATOR)
    for user in (other.pk, "x", "0"):
        answer = client.post(PATH, RIGHT | {"user": user})
        assert answer.status_code == 403
        assert "belongs to another user" in answer.json()["error"]
    assert not is_in(client)


@pytest.mark.parametrize(
    ("asked", "used"), [("", "en"), ("zh-hans", "zh-hans"), ("xx", "en"), ("../zh-hans", "en")]
)
def test_sentences_come_in_the_language_asked_for(asked, used, client, monkeypatch):
    monkeypatch.setattr("accounts.session._", lambda sentence: get_language())
    strict = Client(enforce_csrf_checks=True)
    for each in (client, strict):
        assert each.post(PATH, WRONG | {"language": asked}).json() == {"error": used}


def test_without_a_token_a_post_is_refused_with_a_sentence(editor):
    client = Client(enforce_csrf_checks=True)
    for headers in ({}, {"X-CSRFToken": get_token(RequestFactory().get("/"))}):
        answer = client.post(PATH, RIGHT, headers=headers)
        assert answer.status_code == 403
        assert "security token" in answer.json()["error"]
    assert not is_in(client)


def test_the_token_it_gives_opens_the_next_post_and_is_new_after_a_login(editor):
    client = Client(enforce_csrf_checks=True)
    token = client.get(PATH).json()["csrf"]
    cookie = client.cookies["csrftoken"].value
    answer = client.post(PATH, RIGHT, headers={"X-CSRFToken": token})
    assert state(answer) == ("editor", editor.pk)
    assert client.cookies["csrftoken"].value != cookie
    assert client.cookies["csrftoken"]["httponly"]
    # The old one is worth nothing now, the new one opens.
    old, new = token, answer.json()["csrf"]
    assert client.post(PATH, RIGHT, headers={"X-CSRFToken": old}).status_code == 403
    assert client.post(PATH, RIGHT, headers={"X-CSRFToken": new}).status_code == 200


def test_a_failed_login_is_logged_without_the_password(editor, client, caplog):
    with caplog.at_level(logging.WARNING):
        client.post(PATH, {"username": "editor\nroot", "password": "a secret"})
    assert r"failed to log in as 'editor\nroot'" in caplog.text
    assert "a secret" not in caplog.text


def guess(client, times, username="editor"):
    return [
        client.post(PATH, {"username": username, "password": f"guess {number}"}).status_code
        for number in range(times)
    ]


def test_after_ten_failures_not_even_the_right_password_is_tried(editor, client, caplog):
    assert guess(client, 11) == [403] * 10 + [429]
    answer = Client().post(PATH, RIGHT)
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")
    assert "Wait 15 minutes" in answer.json()["error"]
    assert "too many attempts to log in as 'editor'" in caplog.text
    # Also at the admin's own door.
    answer = client.post(LOGIN_PAGE, RIGHT)
    assert "Wait 15 minutes" in answer.content.decode()
    assert not is_in(client)


def test_failures_at_the_admins_door_count_as_well(editor, client):
    for _ in range(10):
        assert client.post(LOGIN_PAGE, WRONG).status_code == 200
    assert client.post(PATH, RIGHT).status_code == 429


def test_the_admins_door_lets_in_who_has_a_role(editor, client):
    make_user("no-role")
    refused = client.post(LOGIN_PAGE, {"username": "no-role", "password": "password"})
    assert "Please enter the correct username and password" in refused.content.decode()
    assert client.post(LOGIN_PAGE, RIGHT).status_code == 302
    assert is_in(client)


def test_a_name_in_other_letters_is_the_same_name(editor, client):
    assert guess(client, 5, "EDITOR") + guess(client, 5, "ｅditor") == [403] * 10
    assert guess(client, 1, "editor") == [429]


def test_other_names_are_not_held_up(editor, client):
    make_user("other", role=Role.EDITOR)
    guess(client, 11)
    assert client.post(PATH, {"username": "other", "password": "password"}).status_code == 200


def test_a_login_begins_a_new_count(editor, client):
    for _ in range(3):
        assert guess(Client(), 9) == [403] * 9
        assert client.post(PATH, RIGHT).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(-1, 429), (1, 200)])
def test_the_wait_is_a_quarter_of_an_hour(seconds, status, editor, client, monkeypatch):
    guess(client, 11)
    later = time.time() + login_attempts.WINDOW.total_seconds() + seconds
    assert login_attempts.WINDOW.total_seconds() == 15 * 60
    monkeypatch.setattr("django.core.cache.backends.locmem.time.time", lambda: later)
    assert client.post(PATH, RIGHT).status_code == status


def test_a_count_that_ends_while_it_is_read_begins_anew(monkeypatch):
    def ended(key):
        raise ValueError

    monkeypatch.setattr(login_attempts.cache, "incr", ended)
    assert all(login_attempts.admit("editor") for _ in range(3))
    monkeypatch.undo()
    assert [login_attempts.admit("editor") for _ in range(10)] == [True] * 9 + [False]
