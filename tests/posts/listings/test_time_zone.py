"""Months are cut by the site's time zone, also when that becomes another one."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection

from blog.posts.listings.counts import months
from blog.posts.listings.time_zone import follow_time_zone
from tests.factories import make_post
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db

NEXT_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


def test_another_time_zone_sorts_what_there_is_and_what_comes(settings):
    # In Shanghai, the tests' zone, it is June already.
    at = datetime(2026, 5, 31, 17, tzinfo=UTC)
    make_post(published_at=at)
    assert months(NEXT_YEAR) == [(2026, 6, 1)]
    settings.TIME_ZONE = "America/New_York"
    follow_time_zone(using=DEFAULT_DB_ALIAS)
    assert months(NEXT_YEAR) == [(2026, 5, 1)]
    make_post(published_at=at)
    assert months(NEXT_YEAR) == [(2026, 5, 2)]
    plainly.check()


def test_the_same_time_zone_costs_two_queries(django_assert_num_queries):
    with django_assert_num_queries(4):  # with the savepoint
        follow_time_zone(using=DEFAULT_DB_ALIAS)


def test_a_database_without_listings_is_left_alone():
    with connection.cursor() as cursor:
        cursor.execute("ALTER FUNCTION posts_site_time_zone() RENAME TO renamed")
    follow_time_zone(using=DEFAULT_DB_ALIAS)


@pytest.mark.django_db(transaction=True)
def test_migrating_asks_for_the_time_zone(settings):
    make_post(published_at=datetime(2026, 5, 31, 17, tzinfo=UTC))
    settings.TIME_ZONE = "UTC"
    try:
        call_command("migrate", verbosity=0)
        assert months(NEXT_YEAR) == [(2026, 5, 1)]
    finally:
        settings.TIME_ZONE = "Asia/Shanghai"
        call_command("migrate", verbosity=0)
    assert months(NEXT_YEAR) == [(2026, 6, 1)]
