"""Executing the statements of a search, in the ways meant for them, for no longer than so long."""

from collections.abc import Sequence
from enum import Enum
from typing import Any, Final, NamedTuple

from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from blog.posts.search.clauses import Clause

LONGEST_STATEMENT: Final = 3_000
"""Milliseconds that the database may take for one statement of a search."""


class SearchTimeoutError(Exception):
    """The database was stopped, having taken longer than `LONGEST_STATEMENT` for a statement."""


_DEAR_ROWS: Final = {"random_page_cost": "40", "seq_page_cost": "10"}  # ten times the defaults


def _without(*names: str) -> dict[str, str]:
    return {f"enable_{name}": "off" for name in names}


class Way(Enum):
    """How the planner may answer a statement: the settings that it is given.

    It takes a vector for a column like others, but reading that of one row costs as much as reading
    many rows. What it is told holds for these statements only.
    """

    ANY = _without()
    BY_INDEX = _without("seqscan", "indexscan")
    """No row is looked at that an index's bitmap has not named."""
    BY_WORDS = _without("seqscan", "indexscan") | _DEAR_ROWS
    """Besides, no vector is read that the index of the vectors tells of, however few there are."""
    FEW_BY_INDEX = _without("seqscan", "indexscan", "hashjoin", "mergejoin")
    """As by index; of other tables only what belongs to those rows is looked at."""
    IN_ORDER = _without("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort")
    """Rows are read as an index has them in order, no further than asked for."""


_SETTINGS: Final = sorted({name for way in Way for name in way.value})


class Statement(NamedTuple):
    """A statement, and how it may be answered."""

    clause: Clause
    way: Way = Way.ANY


def execute(cursor: CursorWrapper, statements: Sequence[Statement]) -> list[list[tuple[Any, ...]]]:
    """Return the rows of each of the statements, which are executed together; one query.

    Raises:
        SearchTimeoutError: one of them took too long.
    """
    # What comes in one message is one transaction (PostgreSQL manual, section 54.2.2.1); the time
    # is taken of each statement by itself. Compiling any of them, or starting processes for it,
    # would take longer than running it.
    parts = [
        f"SET LOCAL statement_timeout = {LONGEST_STATEMENT}",
        "SET LOCAL jit = off",
        "SET LOCAL max_parallel_workers_per_gather = 0",
    ]
    answers: list[int] = []
    for clause, way in statements:
        parts += [f"SET LOCAL {name} = {way.value.get(name, 'DEFAULT')}" for name in _SETTINGS]
        answers.append(len(parts))
        parts.append(clause.sql)
    values = [value for clause, _way in statements for value in clause.values]
    try:
        cursor.execute("; ".join(parts), values)
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            raise SearchTimeoutError from error
        raise
    found: list[list[tuple[Any, ...]]] = []
    for number in range(len(parts)):
        if number in answers:
            found.append(cursor.fetchall())
        cursor.nextset()
    return found
