"""Asking the database which articles a query finds, in which order.

The index tells which articles have all lexemes of a query; for what lexemes cannot tell (three
Chinese characters and more, phrases, `f(x)`) the text of those is looked at. Both are bounded: of
more than `MOST_HITS` only the latest are returned. If a sample says that there are very many, the
index is not even asked, but the newest articles are read until there are enough.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from blog.posts.search.clauses import Clause
from blog.posts.search.execution import Statement, Way, execute
from blog.posts.search.statements import CALLED, MISSING, MOST_HITS, Statements
from blog.search.query import Query


class Hit(NamedTuple):
    """An article that was found."""

    pk: int
    category: int | None
    year: int


@dataclass(frozen=True)
class Hits:
    """What a query finds.

    Attributes:
        rows: in order.
        are_all: whether there are no more.
        since: only of articles updated from then on none is missing, as there are very many; None
            if none is at all.
        are_indexed: whether every article can be found as this version finds it.
    """

    rows: list[Hit] = field(default_factory=list)
    are_all: bool = True
    since: datetime | None = None
    are_indexed: bool = True


def find(
    query: Query,
    conditions: Sequence[Clause],
    now: datetime,
    *,
    by_date: bool = False,
    tags: Sequence[int] = (),
) -> Hits:
    """Return the published articles that have all of a query's terms and meet the conditions.

    One query; two more if there are more than `MOST_HITS` candidates, and another one each time
    that an estimate has deceived. Ordered by score, or by the date of the last update alone; the
    newest first among equals.

    Args:
        query: its terms; its filters are in `conditions`. There is one of both at least.
        conditions: on an article that is called `p`.
        now: the moment up to which articles have been published.
        by_date: whether scores do not matter.
        tags: numbers of the tags that the query names.

    Raises:
        SearchTimeoutError: the database took too long.
    """
    asked = Statements(query, conditions, now, None if by_date else tags)
    with connection.cursor() as cursor:
        if asked.asks_the_index:
            found = _with_words(cursor, asked)
            if found.since and not by_date:
                found.rows.extend(_called(cursor, asked, found.since, found.called_since))
        else:
            found = _Found(*execute(cursor, [Statement(asked.filtered())]))
    found.rows.sort(key=lambda row: (row[3], row[4], row[0]), reverse=True)
    # Some are among the latest and among those called so.
    hits = list(dict.fromkeys(Hit(*row[:3]) for row in found.rows))
    are_all = found.since is None and len(hits) <= MOST_HITS
    return Hits(hits[:MOST_HITS], are_all, found.since, found.are_indexed)


class _Found:
    """The rows of an answer, and what it says of them.

    Attributes:
        rows: number, category, year, score and date of each article.
        is_told: whether it says anything.
        since: none is missing of articles updated from then on; None if none is at all.
        called_since: since when there may be enough with the words in their titles; None if that
            takes all articles.
    """

    def __init__(self, rows: list[tuple[Any, ...]], *, are_indexed: bool = True) -> None:
        self.rows = [row for row in rows if row[0] > MISSING]
        told = {row[0]: row[4] for row in rows if row[0] <= MISSING}
        dates = {kind: datetime.fromtimestamp(at, UTC) for kind, at in told.items() if at}
        self.is_told = MISSING in told
        self.since = dates.get(MISSING)
        self.called_since = dates.get(CALLED)
        self.are_indexed = are_indexed


def _with_words(cursor: CursorWrapper, asked: Statements) -> _Found:
    """Return the rows of the hits, without those of older articles called so."""
    (((newest, are_indexed),), rows) = execute(
        cursor,
        [
            Statement(asked.sampled(), Way.IN_ORDER),
            Statement(asked.all_hits(unless_sampled=True), Way.FEW_BY_INDEX),
        ],
    )

    def asking(statement: Clause, way: Way) -> _Found:
        (rows,) = execute(cursor, [Statement(statement, way)])
        return _Found(rows, are_indexed=are_indexed)

    if newest:
        found = asking(asked.newest(newest), Way.IN_ORDER)
        if found.is_told:
            return found
        found = asking(asked.all_hits(unless_sampled=False), Way.FEW_BY_INDEX)
    else:
        found = _Found(rows, are_indexed=are_indexed)
    if found.is_told:
        # If the latest have fewer than the others, all are asked.
        for since in dict.fromkeys([found.since, None]):
            found = asking(asked.updated_since(since), Way.BY_WORDS)
            if found.is_told:
                break
    return found


def _called(
    cursor: CursorWrapper, asked: Statements, until: datetime, since: datetime | None
) -> list[tuple[Any, ...]]:
    """Return the rows of older articles with the words in their titles."""
    # If there are fewer since then than can be shown, all are asked.
    for date in dict.fromkeys([since, None]):
        (rows,) = execute(cursor, [Statement(asked.called(until, date), Way.BY_INDEX)])
        found = _Found(rows)
        if not found.is_told:
            break
    return found.rows
