"""The reader's colours: chosen by a form, kept in a cookie, in the page as it is served."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from blog.site.theme import THEME_COOKIE, THEMES, chosen_theme
from tests.factories import make_post

pytestmark = pytest.mark.django_db

HOME = "http://testserver"


def choose(client, value, *, back="", **options):
    headers = {"Referer": back} if back else {}
    return client.post("/theme/", {"theme": value}, headers=headers, **options)


def pressed(page):
    return re.findall(r'value="(\w+)" aria-pressed="true"', page.content.decode())


def colours_of(page):
    return re.search(r"<html [^>]*>", page.content.decode())[0].partition("data-theme=")[2]


@pytest.mark.parametrize("value", THEMES)
def test_a_choice_is_kept_for_a_year_and_is_in_the_page_as_served(client, value):
    make_post()
    answer = choose(client, value)
    cookie = answer.cookies[THEME_COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["path"]) == (value, 31_536_000, "/")
    assert cookie["samesite"] == "Lax"
    assert not cookie["httponly"]  # a script of the page follows it
    page = client.get("/")
    assert colours_of(page) == f'"{value}">'
    assert pressed(page) == [value]


def test_the_systems_colours_are_no_cookie(client):
    choose(client, "dark")
    answer = choose(client, "system")
    assert answer.cookies[THEME_COOKIE]["max-age"] == 0
    page = client.get("/")
    assert colours_of(page) == ""
    assert pressed(page) == ["system"]


def test_the_cookie_is_sent_by_https_only_where_the_site_is(client):
    assert choose(client, "dark", secure=True).cookies[THEME_COOKIE]["secure"]
    assert not choose(client, "dark").cookies[THEME_COOKIE]["secure"]


@pytest.mark.parametrize("value", ["", "sepia", "DARK", "dark light", "dark\0", '"><script>'])
def test_an_unknown_cookie_is_none(client, value):
    assert chosen_theme({THEME_COOKIE: value}) == ""
    client.cookies[THEME_COOKIE] = value
    assert colours_of(client.get("/")) == ""


@pytest.mark.parametrize("value", ["", "sepia", "DARK", "dark\0", '"><script>'])
def test_unknown_colours_are_refused_with_a_sentence(client, value):
    answer = choose(client, value)
    assert answer.status_code == 400
    assert answer.content.decode() == (
        "There are no such colours. Choose one of: system, light, dark."
    )
    assert answer["Content-Type"].startswith("text/plain")
    assert THEME_COOKIE not in answer.cookies


def test_a_form_without_colours_is_refused(client):
    assert client.post("/theme/").status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_nothing_but_the_form_changes_them(client, method):
    assert getattr(client, method)("/theme/").status_code == 405


def test_it_needs_no_token_for_pages_are_shared():
    answer = choose(Client(enforce_csrf_checks=True), "dark")
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (f"{HOME}/search/?q=a+b", f"{HOME}/search/?q=a+b"),
        ("", "/"),  # as from the page of a draft, which sends no Referer
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver@elsewhere.example/", "/"),
        ("http://testserver.elsewhere.example/", "/"),
    ],
)
def test_it_leads_back_within_the_site_only(client, back, expected):
    answer = choose(client, "dark", back=back)
    assert (answer.status_code, answer["Location"]) == (303, expected)


def test_a_secure_page_does_not_lead_to_an_open_one(client):
    answer = choose(client, "dark", back="http://testserver/archive/", secure=True)
    assert answer["Location"] == "/"


def test_every_page_says_that_it_depends_on_the_cookie(client):
    post = make_post()
    for path in ("/", post.get_absolute_url(), "/tags/", "/nowhere/"):
        assert "Cookie" in client.get(path)["Vary"], path


def test_what_is_no_page_does_not(client):
    make_post()
    for path in ("/feed.atom", "/sitemap.xml", "/robots.txt", "/favicon.ico", "/?page=1"):
        assert "Cookie" not in client.get(path).get("Vary", ""), path


def test_the_form_stands_on_every_page(client):
    post = make_post()
    for path in ("/", post.get_absolute_url(), "/tags/", "/nowhere/"):
        html = client.get(path).content.decode()
        assert f'action="{reverse("theme")}"' in html


def test_a_cookie_costs_no_query(client, django_assert_num_queries):
    make_post()
    client.get("/")
    with django_assert_num_queries(2):
        client.get("/")
    client.cookies[THEME_COOKIE] = "dark"
    with django_assert_num_queries(2):
        client.get("/")
