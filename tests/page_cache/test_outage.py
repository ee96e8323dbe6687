"""The database cannot be reached: the last copy, marked as what it is, or a plain 503."""

import psycopg
import pytest
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.utils import InterfaceError, OperationalError, ProgrammingError

from blog.page_cache import application
from blog.page_cache.outage import is_unreachable
from tests.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def outage(site, monkeypatch):
    """Begins and ends an outage: nobody gets a connection, and those that there are have ended."""
    connect = DatabaseWrapper.get_new_connection

    def refuse(self, params):
        raise psycopg.OperationalError("connection refused")

    def begin():
        connection.ensure_connection()
        monkeypatch.setattr(DatabaseWrapper, "get_new_connection", refuse)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connections.close_all()
        site.wait(lambda: not site.freshness.is_proven)

    def end():
        monkeypatch.setattr(DatabaseWrapper, "get_new_connection", connect)
        site.wait(lambda: site.freshness.is_proven)

    yield begin, end
    monkeypatch.setattr(DatabaseWrapper, "get_new_connection", connect)


def test_the_last_copy_is_shown_and_says_so(site, outage):
    begin, end = outage
    post = make_post("Raft")
    site.heard()
    fresh = site.get(post.get_absolute_url())
    begin()
    for _ in range(2):
        stale = site.get(post.get_absolute_url())
        assert (stale.status, stale.how, stale.body) == (200, "STALE", fresh.body)
        assert int(stale.headers["age"]) >= 0
        assert stale.headers["warning"].startswith("110 ")
        assert stale.headers["etag"] == fresh.headers["etag"]
    end()
    assert site.get(post.get_absolute_url()).how == "MISS"
    assert site.get(post.get_absolute_url()).how == "HIT"


def test_what_changed_before_it_is_not_shown_as_it_was_after_it(site, outage):
    begin, end = outage
    post = make_post("Raft")
    site.heard()
    site.get()
    begin()
    assert site.get().how == "STALE"
    end()
    type(post).objects.update(title="Paxos")
    site.heard()
    assert "Paxos" in site.get().text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ["/", "/posts/raft/", "/nowhere/"])
def test_what_was_never_asked_for_gets_a_plain_page(site, outage, path, method):
    begin, _end = outage
    begin()
    for _ in range(2):
        answered = site.get(path, method)
        assert (answered.status, answered.how) == (503, "BYPASS")
        assert int(answered.headers["retry-after"]) > 0
        assert answered.headers["cache-control"] == "no-store"
        assert ("Back in a moment" in answered.text) is (method == "GET")


def test_pages_that_are_never_kept_say_so_too(site, outage, client, editor):
    client.force_login(editor)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    begin, _end = outage
    begin()
    answered = site.get("/", cookie=cookie)
    assert answered.status == 503
    assert "retry-after" in answered.headers


def test_it_is_tried_again_only_after_a_while(site, outage, made, monkeypatch):
    monkeypatch.setattr(application, "TRY_AGAIN_AFTER", 3600)
    site.get()
    begin, _end = outage
    begin()
    asked = len(made)
    for _ in range(5):
        assert site.get().how == "STALE"
    assert len(made) == asked + 1


def test_a_page_that_fails_by_itself_is_no_outage(site, monkeypatch, handler):
    site.get()
    site.freshness.change()

    def failing(environ, start_response):
        start_response("500 Internal Server Error", [("Content-Type", "text/html")])
        return [b"failed"]

    site.cache._application = failing
    answered = site.get()
    assert (answered.status, answered.how, answered.body) == (500, "BYPASS", b"failed")


def with_code(error, code):
    cause = psycopg.Error()
    cause.sqlstate = code
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "is_so"),
    [
        (OperationalError("connection refused"), True),
        (with_code(OperationalError("server closed the connection"), "08006"), True),
        (with_code(OperationalError("shutting down"), "57P01"), True),
        (with_code(OperationalError("too many clients"), "53300"), True),
        (InterfaceError("connection already closed"), True),
        (with_code(OperationalError("canceling statement"), "57014"), False),
        (with_code(OperationalError("deadlock detected"), "40P01"), False),
        (ProgrammingError("no such column"), False),
        (ValueError("another"), False),
    ],
)
def test_only_a_database_out_of_reach_is_an_outage(error, is_so):
    assert is_unreachable(error) is is_so
