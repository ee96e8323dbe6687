"""The connection that changes are heard over: cut off, silent, refused."""

import time
from threading import Event, Thread

import pytest
from django.db import connection, connections

from blog.page_cache import listening
from blog.page_cache.freshness import Freshness
from blog.page_cache.listening import Listener
from tests.factories import make_post

pytestmark = pytest.mark.django_db(transaction=True)


def cut_off_listeners():
    """End every connection that listens, as an operator or a restart does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND (query LIKE 'LISTEN%%' OR query = 'SELECT 1')"
        )
        return cursor.fetchone()[0]


def test_a_listener_that_is_cut_off_proves_nothing_and_comes_back(site):
    site.get()
    assert site.get().how == "HIT"
    generation = site.freshness.generation
    assert cut_off_listeners()
    site.wait(lambda: site.freshness.generation > generation)
    site.wait(lambda: site.freshness.is_proven)
    assert site.get().how == "MISS", "something may have changed meanwhile"
    make_post("After that")
    site.heard()
    assert "After that" in site.get().text
    assert site.get().how == "HIT"


def test_what_is_asked_for_meanwhile_is_made_anew_and_not_kept(site, monkeypatch):
    site.get()
    monkeypatch.setattr(Listener, "_connect", refuse)
    assert cut_off_listeners()
    site.wait(lambda: not site.freshness.is_proven)
    make_post("Unheard")
    for _ in range(2):
        answered = site.get()
        assert answered.how == "MISS"
        assert "Unheard" in answered.text


def refuse(self):
    raise OSError("nobody answers")


def test_a_look_takes_in_what_the_thread_has_had_no_turn_for(transactional_db, monkeypatch):
    freshness = Freshness(lambda now: None)
    listener = Listener(freshness)
    listener._connect()
    generation = freshness.begin()
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY page_cache")
    try:
        for _ in range(2000):  # a fuse, not a measurement
            listener.look()
            if not freshness.is_current(generation):
                break
            time.sleep(0.005)
        else:
            pytest.fail("it was not heard")
    finally:
        listener._forget(listener._connection)
    assert not freshness.is_proven


def looking(listener):
    """Let a thread look, and return it."""
    thread = Thread(target=listener.look)
    thread.start()
    return thread


def test_who_looks_waits_for_a_look_that_takes_long(transactional_db):
    listener = Listener(Freshness(lambda now: None))
    with listener._lock:
        thread = looking(listener)
        thread.join(0.2)
        assert thread.is_alive()
    thread.join(20)
    assert not thread.is_alive()


def test_who_looks_trusts_a_look_of_a_moment_ago(transactional_db, monkeypatch):
    monkeypatch.setattr(listening, "TRUSTED_FOR", 1000)
    listener = Listener(Freshness(lambda now: None))
    listener._looked_at = time.monotonic()
    with listener._lock:
        thread = looking(listener)
        thread.join(20)
        assert not thread.is_alive()


def test_what_changes_while_the_connection_is_tried_out_is_not_called_fresh(site, monkeypatch):
    site.get()
    asked, answer = Event(), Event()

    def try_slowly(self, connection, try_out=Listener._try_out):
        asked.set()
        answer.wait(20)
        try_out(self, connection)

    monkeypatch.setattr(Listener, "_try_out", try_slowly)
    monkeypatch.setattr(listening, "HEARTBEAT", 0)
    assert asked.wait(20)
    monkeypatch.setattr(listening, "HEARTBEAT", 20)
    make_post("Meanwhile")
    time.sleep(2 * listening.TRUSTED_FOR)
    found = []
    thread = Thread(target=lambda: found.append(site.get().text))
    thread.start()
    thread.join(0.2)
    assert found == []
    answer.set()
    thread.join(20)
    assert "Meanwhile" in found[0]


def test_silence_is_tried_out(site, monkeypatch):
    monkeypatch.setattr(listening, "HEARTBEAT", 0.01)
    tried = []
    monkeypatch.setattr(site.listener, "_try_out", tried.append)
    site.wait(lambda: tried)


def test_a_connection_to_nobody_is_given_up(transactional_db):
    freshness = Freshness(lambda now: None)
    listener = Listener(freshness)
    listener._connect()
    listener._connection.close()
    with listener._lock:
        listener._try_out(listener._connection)
    assert not freshness.is_proven


def test_it_stops(transactional_db):
    listener = Listener(Freshness(lambda now: None))
    listener.start()
    listener.start()
    listener.stop()
    assert not listener._thread.is_alive()
    connections.close_all()
