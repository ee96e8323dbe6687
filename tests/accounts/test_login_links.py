"""One-time links into the admin: made on the command line, good once and for half an hour."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.login_links import LIFETIME, login_path
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_the_command_prints_a_link_that_logs_in(editor, client, settings):
    output = StringIO()
    call_command("login_link", "editor", stdout=output)
    address = output.getvalue().strip()
    assert address.startswith(settings.SITE_URL + "/")
    answer = client.get(address.removeprefix(settings.SITE_URL))
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert "no-store" in answer["Cache-Control"]
    assert is_in(client)


@pytest.mark.parametrize(
    ("username", "sentence"),
    [("nobody", "no login called 'nobody'.*createsuperuser"), ("gone", "'gone' is switched off")],
)
def test_the_command_says_why_there_is_no_link(username, sentence):
    make_user("gone", is_active=False)
    with pytest.raises(CommandError, match=sentence):
        call_command("login_link", username)


def test_a_link_works_once(editor):
    path = login_path(editor)
    assert Client().get(path).status_code == 302
    second = Client()
    assert second.get(path).status_code == 403
    assert not is_in(second)


def test_links_made_and_used_within_one_second_work_once_each(editor):
    for _ in range(3):
        path = login_path(editor)
        assert Client().get(path).status_code == 302
        assert Client().get(path).status_code == 403
        editor.refresh_from_db()


def test_a_newer_login_spends_every_older_link(editor):
    older, newer = login_path(editor), login_path(editor)
    Client().get(newer)
    assert Client().get(older).status_code == 403


@pytest.mark.parametrize(("seconds", "status"), [(-1, 302), (1, 403)])
def test_a_link_works_for_half_an_hour(seconds, status, editor, client, monkeypatch):
    path = login_path(editor)
    later = time.time() + LIFETIME.total_seconds() + seconds
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert LIFETIME.total_seconds() == 30 * 60
    assert client.get(path).status_code == status


def test_a_link_of_somebody_switched_off_meanwhile_is_refused(editor, client):
    path = login_path(editor)
    editor.is_active = False
    editor.save()
    assert client.get(path).status_code == 403


def test_a_change_of_password_spends_a_link(editor, client):
    path = login_path(editor)
    editor.set_password("another one")
    editor.save()
    assert client.get(path).status_code == 403


def test_a_link_of_another_user_or_a_forged_one_is_refused(editor, reader, client):
    token = login_path(reader).split("/")[-2]
    signed, stamp, signature = token.rsplit(":", 2)
    forged = [
        reverse("accounts:enter", args=[editor.pk, token]),
        reverse("accounts:enter", args=[10**30, token]),
        reverse("accounts:enter", args=[reader.pk, signed]),
        reverse("accounts:enter", args=[reader.pk, f"{signed}x:{stamp}:{signature}"]),
        reverse("accounts:enter", args=[reader.pk, f"{signed}:{stamp[:-1]}A:{signature}"]),
        reverse("accounts:enter", args=[reader.pk, f"{signed}:{stamp}:{'A' * len(signature)}"]),
        reverse("accounts:enter", args=[reader.pk, "倒排"]),
    ]
    assert {client.get(path).status_code for path in forged} == {403}
    assert client.get(login_path(reader)).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "head"])
def test_a_link_is_for_get_only_and_nothing_else_spends_it(method, editor, client):
    path = login_path(editor)
    assert getattr(client, method)(path).status_code == 405
    assert client.get(path).status_code == 302


def test_the_page_for_a_spent_link_shows_the_way_out_and_is_not_kept(client):
    answer = client.get(reverse("accounts:enter", args=[1, "spent"]))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "no-store" in answer["Cache-Control"]
    assert "make login" in page
    assert "manage.py login_link" in page
    assert f'href="{reverse("admin:login")}"' in page
