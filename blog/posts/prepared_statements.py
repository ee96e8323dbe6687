"""Statements that the database plans once for each connection.

For the few that make up readers' pages planning takes the database several times as long as
answering. Django sends each with its values written into it, so that every one is new; here the
values go beside it, and one plan is kept for all of them (PostgreSQL's documentation, PREPARE).
"""

from collections.abc import Mapping
from typing import Any
from weakref import WeakSet

import psycopg
from django.db import NotSupportedError, connection
from psycopg.abc import Params

# The estimates for values that are not known come out so high that the database would never keep a
# plan, though it is the same one as for any value.
_KEEP_PLANS = "SET plan_cache_mode = force_generic_plan"
_keeping: WeakSet[psycopg.Connection[Any]] = WeakSet()


class _PreparedCursor(psycopg.Cursor[tuple[Any, ...]]):
    """Prepares all that it executes."""

    def execute(self, query: Any, params: Params | None = None, **options: Any) -> Any:
        return super().execute(query, params, **{**options, "prepare": True})


def fetch_all(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, as `cursor.fetchall()` does; one query.

    Args:
        statement: a constant text, with placeholders like `%(name)s`. A connection keeps a hundred
            of different texts.
        values: of the placeholders.
    """
    try:
        return _fetched(statement, values)
    except NotSupportedError:
        # A migration has changed the type of a column since, and a plan keeps the types it had
        # (PostgreSQL: "cached plan must not change result type"). A new connection plans anew.
        if connection.in_atomic_block:
            raise
        connection.close()
        return _fetched(statement, values)


def _fetched(statement: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    # The wrapper counts, logs and translates errors, whatever cursor it wraps.
    with connection.cursor() as wrapper, _PreparedCursor(_ready(connection.connection)) as cursor:
        wrapper.cursor = cursor
        wrapper.execute(statement, values)
        found: list[tuple[Any, ...]] = wrapper.fetchall()
        return found


def _ready(connected: psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    # Django turns preparing off, for poolers between it and the database. Behind one of those that
    # share a connection out by transactions the page cache hears nothing either.
    connected.prepare_threshold = 0
    # Within a transaction it would be gone with a roll back.
    if connected not in _keeping and connected.autocommit:
        connected.execute(_KEEP_PLANS)
        _keeping.add(connected)
    return connected
