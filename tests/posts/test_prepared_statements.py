"""Statements that the database plans once for each connection."""

import psycopg
import pytest
from django.db import DataError, NotSupportedError, connection, transaction
from django.test.utils import CaptureQueriesContext

from blog.posts.models import Tag
from blog.posts.prepared_statements import fetch_all

pytestmark = pytest.mark.django_db

STATEMENT = "SELECT %(number)s::int + 1, %(text)s::text || '%%', %(number)s::int"
AS_PREPARED = "SELECT $1::int + 1, $2::text || '%', $1::int"


def plans():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement = %s",
            [AS_PREPARED],
        )
        return [number for (number,) in cursor.fetchall()]


def test_values_go_beside_the_statement_which_is_planned_once():
    for text in ("a", "b'; DROP TABLE posts_post --", "%s"):
        assert fetch_all(STATEMENT, {"number": 7, "text": text}) == [(8, text + "%", 7)]
    assert plans() == [3]


def test_it_is_counted_and_logged_as_one_query():
    with CaptureQueriesContext(connection) as captured:
        fetch_all(STATEMENT, {"number": 7, "text": "a"})
    (query,) = captured.captured_queries
    assert "%(number)s::int" in query["sql"]


def test_errors_are_those_of_django():
    with pytest.raises(DataError):
        fetch_all("SELECT %(number)s::int", {"number": "seven"})


def test_rows_come_as_django_reads_them():
    Tag.objects.create(name="t", slug="t")
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), '{\"a\": 1}'::jsonb, name FROM posts_tag")
        expected = cursor.fetchall()
    assert fetch_all("SELECT now(), '{\"a\": 1}'::jsonb, name FROM posts_tag", {}) == expected


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_anew():
    values = {"number": 1, "text": ""}
    fetch_all(STATEMENT, values)
    connection.close()
    assert fetch_all(STATEMENT, values) == [(2, "%", 1)]
    assert plans() == [1]


@pytest.mark.django_db(transaction=True)
def test_one_plan_is_kept_for_all_values_from_the_first_on():
    for number in range(3):
        fetch_all(STATEMENT, {"number": number, "text": "a"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement = %s",
            [AS_PREPARED],
        )
        assert cursor.fetchall() == [(3, 0)]


@pytest.mark.django_db(transaction=True)
def test_a_roll_back_does_not_keep_a_connection_from_that():
    connection.close()
    with transaction.atomic():
        fetch_all(STATEMENT, {"number": 1, "text": "a"})
        transaction.set_rollback(True)
    fetch_all(STATEMENT, {"number": 2, "text": "a"})
    with connection.cursor() as cursor:
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("force_generic_plan",)


@pytest.mark.django_db(transaction=True)
def test_a_column_that_is_added_meanwhile_does_no_harm():
    read = "SELECT name FROM posts_tag WHERE slug = %(slug)s"
    Tag.objects.create(name="t", slug="t")
    fetch_all(read, {"slug": "t"})
    try:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE posts_tag ADD COLUMN more text")
        assert fetch_all(read, {"slug": "t"}) == [("t",)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE posts_tag DROP COLUMN IF EXISTS more")


@pytest.fixture
def elsewhere():
    """A connection of another process, and a table that it may change."""
    connection.ensure_connection()
    with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
        other.execute("CREATE TABLE widened (name varchar(5))")
        yield other
        other.execute("DROP TABLE widened")


@pytest.mark.django_db(transaction=True)
def test_a_column_that_a_migration_has_widened_is_read_by_a_new_plan(elsewhere):
    elsewhere.execute("INSERT INTO widened VALUES ('short')")
    assert fetch_all("SELECT name FROM widened", {}) == [("short",)]
    elsewhere.execute("ALTER TABLE widened ALTER COLUMN name TYPE varchar(9)")
    assert fetch_all("SELECT name FROM widened", {}) == [("short",)]


@pytest.mark.django_db(transaction=True)
def test_within_a_transaction_that_is_an_error(elsewhere):
    fetch_all("SELECT name FROM widened", {})
    elsewhere.execute("ALTER TABLE widened ALTER COLUMN name TYPE varchar(9)")
    with pytest.raises(NotSupportedError), transaction.atomic():
        fetch_all("SELECT name FROM widened", {})
    assert fetch_all("SELECT name FROM widened", {}) == []
