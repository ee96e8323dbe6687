"""Whose a kept connection is, and whether it still leads to the server."""

import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import DataError, OperationalError, connection, transaction
from django.db.backends.postgresql import base

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(monkeypatch):
    """How often the server was asked whether it is there."""
    answers = []

    def ask(self, is_usable=base.DatabaseWrapper.is_usable):
        answers.append(is_usable(self))
        return answers[-1]

    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", ask)
    return answers


def end_from_outside(pid=None):
    """Let the server end this process's connection, or one; wait until that has arrived."""
    pid = pid or connection.connection.info.backend_pid
    at = connection.settings_dict
    place = {"dbname": at["NAME"], "host": at["HOST"], "port": at["PORT"], "user": at["USER"]}
    with psycopg.connect(**place, password=at["PASSWORD"] or None, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
        for _ in range(500):
            left = other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pid])
            if left.fetchone() is None:
                return
            time.sleep(0.01)
    pytest.fail("the connection did not end")


def test_a_connection_at_rest_is_usable_without_a_word(asked):
    connection.ensure_connection()
    assert connection.is_usable()
    assert asked == []


def test_one_that_the_server_has_ended_is_not(asked):
    connection.ensure_connection()
    end_from_outside()
    assert not connection.is_usable()
    assert asked == [False]
    connection.close()


def test_one_whose_transaction_has_failed_is_not(asked):
    with transaction.atomic():
        with pytest.raises(DataError), connection.cursor() as cursor:
            cursor.execute("SELECT 'seven'::int")
        assert not connection.is_usable()
        transaction.set_rollback(True)
    assert connection.is_usable()
    assert asked == [False]


def test_a_notice_is_no_end(asked):
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("LISTEN heard")
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
        other.execute("NOTIFY heard")
    for _ in range(500):
        assert connection.is_usable()
        if asked:
            break
        time.sleep(0.01)
    assert asked == [True]
    connection.close()


def test_after_an_error_the_server_is_asked(asked):
    connection.ensure_connection()
    end_from_outside()
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert connection.errors_occurred
    assert not connection.is_usable()
    assert asked == [False]
    connection.close()


@pytest.fixture
def kept(monkeypatch):
    """Connections are kept between requests, as on a site; the database is nobody's at the end."""
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    connection.close()
    idle = connection._at_rest()
    yield idle
    connection.close()
    for found, _close_at in iter(idle.take, None):
        found.close()


@pytest.fixture
def threads():
    """Return functions that each run something in a thread of their own and wait for it."""
    with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
        yield [lambda what, pool=pool: pool.submit(what).result(20) for pool in (one, other)]


def server_process():
    """Ask the database something; return the number of the process that answered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cursor.fetchone()[0]


def end_request():
    connection.close_if_unusable_or_obsolete()


def end_connection():
    connection.close()


def request():
    """Ask the database something, as a request does that then ends."""
    process = server_process()
    end_request()
    return process


def test_threads_that_take_turns_share_a_connection(kept, threads):
    one, other = threads
    assert len({one(request), other(request), one(request), request()}) == 1


def test_at_the_same_time_each_has_its_own(kept, threads):
    one, other = threads
    assert one(server_process) != other(server_process)
    one(end_request)
    other(end_request)


def test_the_one_used_last_is_taken_first(kept, threads):
    one, other = threads
    first, last = one(server_process), other(server_process)
    one(end_request)
    other(end_request)
    assert [one(request), other(request), request()] == [last] * 3
    other(end_request)
    assert (one(server_process), other(server_process)) == (last, first)
    one(end_request)
    other(end_request)


def test_none_is_given_out_that_the_server_has_ended(kept, threads):
    one, other = threads
    ended = [one(server_process), other(server_process)]
    one(end_request)
    other(end_request)
    for process in ended:
        end_from_outside(process)
    assert request() not in ended
    assert one(request) not in ended


def test_one_within_a_transaction_is_not_given_out(kept, threads):
    one, other = threads

    def leave_open():
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
        return request()

    left = one(leave_open)
    assert other(request) != left
    one(end_connection)


def test_what_a_thread_left_behind_is_not_the_next_ones(kept, threads):
    one, other = threads
    told = []

    def fail():
        connection.close()
        with transaction.atomic():
            transaction.on_commit(lambda: told.append("never"))
            server_process()
            transaction.set_rollback(True)
        end_request()

    def work():
        with transaction.atomic():
            transaction.on_commit(lambda: told.append("once"))
            server_process()
        end_request()

    for thread in (one, other):
        thread(fail)
    for thread in (one, other):
        thread(work)
    assert told == ["once", "once"]


def test_one_whose_time_is_over_is_closed(kept, threads, monkeypatch):
    one, other = threads
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0.05)
    first, second = one(server_process), other(server_process)
    one(end_request)
    other(end_request)
    time.sleep(0.05)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    new = request()
    assert new not in {first, second}
    [last] = iter(kept.take, None)
    assert last[0].info.backend_pid == new
    last[0].close()


def test_those_that_nobody_takes_any_more_are_closed(kept, threads, monkeypatch):
    one, other = threads
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0.5)
    one(server_process)
    unused = one(lambda: connection.connection)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    other(server_process)
    one(end_request)
    time.sleep(0.5)
    other(end_request)
    assert unused.closed
