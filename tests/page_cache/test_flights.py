"""One making of a page at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from django.db import connection

from blog.page_cache.flights import Flight
from tests.factories import make_post

MANY = 50


def ask(site):
    """Ask for the first page, in a thread with a connection of its own."""
    try:
        return site.get()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_fifty_who_come_at_once_wait_for_one(site, handler):
    make_post("Raft")
    site.heard()
    all_there, made = Barrier(MANY + 1), []
    may_go_on = Event()

    def slow(environ, start_response):
        made.append(environ["PATH_INFO"])
        may_go_on.wait(20)
        return handler(environ, start_response)

    site.cache._application = slow

    def ask_together():
        all_there.wait(20)
        return ask(site)

    with ThreadPoolExecutor(MANY) as pool:
        asked = [pool.submit(ask_together) for _ in range(MANY)]
        all_there.wait(20)
        may_go_on.set()
        answers = [one.result(timeout=30) for one in asked]
    assert made == ["/"]
    assert len({answer.body for answer in answers}) == 1
    assert {answer.how for answer in answers} <= {"MISS", "HIT"}
    assert [answer.how for answer in answers].count("MISS") == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_after_a_change_does_not_wait_for_what_was_begun_before(site, handler):
    post = make_post("Raft")
    site.heard()
    begun, may_go_on = Event(), Event()

    def slow(environ, start_response):
        chunks = handler(environ, start_response)
        begun.set()
        may_go_on.wait(20)
        return chunks

    site.cache._application = slow
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(ask, site)
        assert begun.wait(20)
        site.cache._application = handler
        type(post).objects.update(title="Paxos")
        site.heard()
        assert "Paxos" in site.get().text
        may_go_on.set()
        assert "Raft" in first.result(timeout=20).text
    assert "Paxos" in site.get().text


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_what_fails_tries_alone(site, handler):
    begun, may_go_on = Event(), Event()

    def failing(environ, start_response):
        begun.set()
        may_go_on.wait(20)
        raise RuntimeError("the page cannot be made")

    site.cache._application = failing
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, site)
        assert begun.wait(20)
        second = pool.submit(ask, site)
        site.cache._application = handler
        may_go_on.set()
        with pytest.raises(RuntimeError):
            first.result(timeout=20)
        assert second.result(timeout=20).status == 200


@pytest.mark.django_db(transaction=True)
def test_who_has_waited_is_not_told_a_date_at_which_it_was_another_page(site, handler, monkeypatch):
    """By that date alone the client would be told later that the next page is the same."""
    begun, waiting, may_go_on = Event(), Event(), Event()
    wait = Flight.wait

    def slow(environ, start_response):
        begun.set()
        may_go_on.wait(20)
        return handler(environ, start_response)

    def observed(flight):
        waiting.set()
        return wait(flight)

    monkeypatch.setattr(Flight, "wait", observed)
    site.cache._application = slow
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(ask, site)
        assert begun.wait(20)
        second = pool.submit(ask, site)
        assert waiting.wait(20)
        site.freshness.change()
        site.freshness.changed_at -= 60
        may_go_on.set()
        assert first.result(timeout=20).how == "MISS"
        answered = second.result(timeout=20)
    assert answered.how == "HIT"
    assert "last-modified" not in answered.headers
