"""The admin in its user's language, readers' pages in the site's."""

import re

import pytest
from django.conf import settings as project
from django.test import Client
from django.utils import translation

from accounts.models import AdminLanguage
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db

PATH = "/accounts/language/"


@pytest.fixture
def entered(administrator, client):
    client.force_login(administrator)
    return client


def prefer(user, language):
    user.admin_language = language
    user.save()


def language_of(answer):
    html = re.search(r'<html lang="([^"]*)"', answer.content.decode())
    return html[1], answer.headers.get("Content-Language")


def test_the_choices_are_the_projects_languages():
    assert AdminLanguage.values == [code for code, _name in project.LANGUAGES]


@pytest.mark.parametrize(
    ("site", "preferred", "used", "word"),
    [
        ("en", "", "en", "Log out"),
        ("en", "zh-hans", "zh-hans", "注销"),
        ("zh-hans", "", "zh-hans", "注销"),
        ("zh-hans", "en", "en", "Log out"),
    ],
)
def test_the_admin_speaks_the_users_language_else_the_sites(
    site, preferred, used, word, entered, administrator, settings
):
    settings.LANGUAGE_CODE = site
    prefer(administrator, preferred)
    for path in ("/admin/", "/admin/accounts/user/", "/admin/password_change/"):
        answer = entered.get(path, headers={"Accept-Language": "de"})
        assert language_of(answer) == (used, used)
        assert word in answer.content.decode()
    assert "Cookie" in answer["Vary"]


def test_the_login_page_speaks_the_sites(client, settings):
    settings.LANGUAGE_CODE = "zh-hans"
    assert language_of(client.get("/admin/login/")) == ("zh-hans", "zh-hans")


def test_readers_pages_stay_as_they_are(entered, administrator):
    make_post()
    pages = ["/", "/archive/", "/feed.atom", "/nowhere/"]
    before = [Client().get(path).content for path in pages]
    prefer(administrator, "zh-hans")
    for path, page in zip(pages, before, strict=True):
        answer = entered.get(path)
        assert "Content-Language" not in answer.headers
        if path != "/nowhere/":
            assert answer.content == page
    assert translation.get_language() == "en"


def test_error_pages_below_the_admin_are_readers_pages(entered, administrator):
    prefer(administrator, "zh-hans")
    answer = entered.get("/admin/nowhere/")
    assert answer.status_code == 404
    assert language_of(answer) == ("en", "en")
    # The page offers to search for what was asked.
    page = answer.content.replace(b"admin nowhere", b"nowhere")
    assert page == Client().get("/nowhere/").content


def test_one_users_language_is_not_the_next_ones(entered, administrator):
    prefer(administrator, "zh-hans")
    assert language_of(entered.get("/admin/"))[0] == "zh-hans"
    other = Client()
    other.force_login(make_user(role="author"))
    assert language_of(other.get("/admin/"))[0] == "en"


@pytest.mark.parametrize("role", ["contributor", "author", "editor", "administrator"])
def test_every_role_switches_and_is_remembered(role, client):
    user = make_user(role=role)
    client.force_login(user)
    answer = client.post(PATH, {"language": "zh-hans", "next": "/admin/?a=1"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/?a=1")
    assert language_of(client.get("/admin/")) == ("zh-hans", "zh-hans")
    client.post(PATH, {"language": "en"})
    user.refresh_from_db()
    assert (user.admin_language, user.role) == ("en", role)


def test_the_header_offers_the_other_language(entered, administrator):
    for used, other, name in (("en", "zh-hans", "中文"), ("zh-hans", "en", "English")):
        prefer(administrator, used)
        page = entered.get("/admin/accounts/user/?role__exact=editor").content.decode()
        switch = re.search(r'<form class="language-switch".*?</form>', page, re.DOTALL)[0]
        assert re.findall(r'<button name="language" value="([^"]+)"[^>]*>(\w+)', switch) == [
            (other, name)
        ]
        assert 'value="/admin/accounts/user/?role__exact=editor"' in switch
        assert 'name="csrfmiddlewaretoken"' in switch


def test_the_switch_is_not_shown_to_strangers(client):
    assert "language-switch" not in client.get("/admin/login/").content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["", "https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_the_way_back_stays_on_the_site(elsewhere, entered):
    answer = entered.post(PATH, {"language": "en", "next": elsewhere})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


@pytest.mark.parametrize("language", ["", "de", "zh", "x" * 1000, "\0"])
def test_another_language_is_refused_with_a_sentence(language, entered, administrator):
    answer = entered.post(PATH, {"language": language})
    assert answer.status_code == 400
    assert answer.content.decode() == "There is no such language. Choose one of: 中文, English."
    administrator.refresh_from_db()
    assert administrator.admin_language == ""


def test_a_stranger_is_sent_to_log_in(client):
    answer = client.post(PATH, {"language": "en", "next": "/admin/posts/"})
    assert answer["Location"] == "/admin/login/?next=/admin/posts/"


def test_the_switch_changes_nothing_without_a_form(entered, administrator):
    assert entered.get(PATH, {"language": "zh-hans"}).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator)
    assert strict.post(PATH, {"language": "zh-hans"}).status_code == 403
    administrator.refresh_from_db()
    assert administrator.admin_language == ""


def test_a_word_to_go_back_to_is_no_name_of_a_view(entered):
    answer = entered.post(PATH, {"language": "en", "next": "nowhere"})
    assert (answer.status_code, answer["Location"]) == (302, "nowhere")
