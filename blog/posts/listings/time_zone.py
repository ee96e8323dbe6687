"""The time zone by which the database cuts months is the site's (`TIME_ZONE`), after `migrate`."""

from typing import Any

from django.conf import settings
from django.db import connections, transaction

from blog.posts.models import ListingKind

_IS_THERE = "SELECT to_regprocedure('posts_site_time_zone()') IS NOT NULL"
# Nobody lists a post by the former zone meanwhile.
_LOCK = "SELECT pg_advisory_xact_lock(725, 1)"
_LIST = """
SELECT posts_list(ARRAY(SELECT id FROM posts_post WHERE status = 'published'), %s::smallint, FALSE)
"""


def follow_time_zone(*, using: str, **kwargs: Any) -> None:
    """Sort all posts into months anew if the site's time zone is another one than before.

    A receiver of `post_migrate`.
    """
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        cursor.execute(_IS_THERE)
        if cursor.fetchone() == (False,):
            return  # migrated back to before there were listings
        cursor.execute("SELECT posts_site_time_zone()")
        if cursor.fetchone() == (settings.TIME_ZONE,):
            return
        zone = connection.schema_editor().quote_value(settings.TIME_ZONE)
        cursor.execute(_LOCK)
        cursor.execute(
            "CREATE OR REPLACE FUNCTION posts_site_time_zone() RETURNS text LANGUAGE sql STABLE"
            f" AS $$ SELECT {zone} $$"
        )
        cursor.execute(_LIST, [ListingKind.MONTH])
