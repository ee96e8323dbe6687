"""Whether a kept connection still leads to the server."""

import time

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


def end_from_outside():
    """Let the server end this process's connection; wait until that has arrived."""
    pid = connection.connection.info.backend_pid
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
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


def test_a_request_after_a_restart_gets_a_new_connection(client, settings, monkeypatch):
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    connection.close()
    connection.ensure_connection()
    end_from_outside()
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


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
