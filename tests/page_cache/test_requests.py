"""What a request asks for, as far as an answer for everybody can depend on it."""

import pytest
from django.test import RequestFactory

from blog.page_cache.requests import Asked, Requests, reduced, shared_environ

HOST = {"host": "testserver"}


def asked_by(environ):
    key = Requests().key(environ)
    return key and Asked(*key)


def environ(path="/", **headers):
    return RequestFactory(headers=HOST | headers).get(path).environ


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_is_asked_for_by_path_query_colours_and_protocol(method):
    request = getattr(RequestFactory(headers=HOST | {"cookie": "theme=dark"}), method)(
        "/tags/?order=name"
    )
    assert asked_by(request.environ) == Asked("/tags/", "order=name", "dark", False)


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_what_changes_something_is_not_for_sharing(method):
    assert asked_by(getattr(RequestFactory(headers=HOST), method)("/").environ) is None


@pytest.mark.parametrize("cookie", ["sessionid=x", "theme=dark; sessionid=x", "messages=x"])
def test_who_may_be_somebody_gets_pages_of_their_own(cookie):
    assert asked_by(environ(cookie=cookie)) is None


@pytest.mark.parametrize(
    ("cookie", "theme"),
    [("theme=light", "light"), ("theme=pink", ""), ("_ga=1; theme=dark", "dark"), ("", "")],
)
def test_other_cookies_make_no_difference(cookie, theme):
    assert asked_by(environ(cookie=cookie)) == Asked("/", "", theme, False)


@pytest.mark.parametrize("host", ["evil.example", "", "testserver@evil.example", "testserver/x"])
def test_only_the_sites_own_hosts_are_answered(host):
    assert asked_by({**environ(), "HTTP_HOST": host}) is None


@pytest.mark.parametrize("said", ["https", "https, http", "http", ""])
def test_the_protocol_is_read_as_django_reads_it(said, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    request = RequestFactory(headers=HOST | {"x-forwarded-proto": said}).get("/")
    assert asked_by(request.environ).is_secure is request.is_secure() is said.startswith("https")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("page=2", "page=2"),
        ("utm_source=x&page=2&fbclid=y", "page=2"),
        ("page=2&page=3", "page=3"),
        ("p%61ge=2", "p%61ge=2"),
        ("b=1&page=2", "page=2&b=1"),
        ("Page=2", ""),
        ("&&page", "page"),
        ("", ""),
    ],
)
def test_of_the_query_only_what_the_page_reads_is_left(query, left):
    assert reduced(query, ("page", "b")) == left


def test_an_overlong_query_is_not_looked_for():
    assert asked_by(environ("/search/?q=" + "x" * 3000)) is None


def test_what_is_rendered_depends_on_nothing_of_one_client():
    request = RequestFactory(
        headers=HOST
        | {
            "cookie": "_ga=1; csrftoken=y; theme=dark",
            "if-none-match": '"x"',
            "if-modified-since": "Fri, 20 Nov 2026 12:00:00 GMT",
            "range": "bytes=0-1",
            "accept-encoding": "br",
            "authorization": "Basic eDp5",
        }
    ).head("/tags/?order=name&utm_source=x")
    asked = asked_by(request.environ)._replace(query="order=name")
    shared = shared_environ(request.environ, asked)
    assert shared["REQUEST_METHOD"] == "GET"
    assert shared["QUERY_STRING"] == "order=name"
    assert shared["HTTP_COOKIE"] == "theme=dark"
    personal = ("HTTP_IF", "HTTP_RANGE", "HTTP_ACCEPT_ENCODING", "HTTP_AUTHORIZATION")
    assert not [name for name in shared if name.startswith(personal)]
    assert request.environ["REQUEST_METHOD"] == "HEAD", "the request itself stays as it is"
