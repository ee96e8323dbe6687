"""Executing statements that the index of the vectors answers, and for no longer than so long."""

from collections.abc import Sequence
from typing import Final

from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from blog.posts.search.statements import Clause

LONGEST_STATEMENT: Final = 3_000
"""Milliseconds that the database may take for one statement of a search."""


class SearchTimeoutError(Exception):
    """The database was stopped, having taken longer than `LONGEST_STATEMENT` for a statement."""


def execute_by_index(cursor: CursorWrapper, statements: Sequence[Clause]) -> None:
    """Execute statements together; the cursor then stands at the rows of the first.

    The planner takes a vector for a column like others, but reading that of one row costs as much
    as reading many rows. So it is told, for these statements only, to look at no row that the
    index of the vectors has not named: what is left is its bitmap.

    Raises:
        SearchTimeoutError: one of them took too long.
    """
    _execute(
        cursor, ["SET LOCAL enable_seqscan = off", "SET LOCAL enable_indexscan = off"], statements
    )


def execute(cursor: CursorWrapper, statement: Clause) -> None:
    """Execute a statement as the planner likes; the cursor then stands at its rows.

    Raises:
        SearchTimeoutError: it took too long.
    """
    _execute(cursor, [], [statement])


def _execute(cursor: CursorWrapper, settings: list[str], statements: Sequence[Clause]) -> None:
    # What comes in one message is one transaction (PostgreSQL manual, section 54.2.2.1); the time
    # is taken of each statement by itself.
    settings = [*settings, f"SET LOCAL statement_timeout = {LONGEST_STATEMENT}"]
    try:
        cursor.execute(
            "; ".join([*settings, *(one.sql for one in statements)]),
            [value for one in statements for value in one.values],
        )
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimeoutError from error
        raise
    for _ in settings:
        cursor.nextset()
