"""Asking the database which articles a query finds, in which order.

The index tells which articles have all lexemes of a query; for what lexemes cannot tell (three
Chinese characters and more, phrases, `f(x)`) the text of those is looked at. Both are bounded: of
more than `MOST_HITS` only the latest are returned, so that the work does not grow with the site.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from blog.posts.search.execution import execute, execute_by_index
from blog.posts.search.statements import MOST_HITS, Clause, Statements, joined, score, sql, value
from blog.search.query import Query
from blog.search.vectors import SEARCH_VERSION

_READING = 8
"""How much more it costs to read the vector of a row than to read the row."""


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

    One query; two or three more if there are more than `MOST_HITS` candidates. Ordered by score, or
    by the date of the last update alone; the newest first among equals.

    Args:
        query: its terms; its filters are in `conditions`. There is one of both at least.
        conditions: on an article that is called `p`.
        now: the moment up to which articles have been published.
        by_date: whether scores do not matter.
        tags: numbers of the tags that the query names.

    Raises:
        SearchTimeoutError: the database took too long.
    """
    readable = sql("p.status = 'published' AND p.published_at <= {}", value(now))
    where = joined([readable, *conditions], "AND", "TRUE")
    asked = Statements(query, where, Clause("0") if by_date else score(query, tags))
    since = None
    with connection.cursor() as cursor:
        if asked.asks_the_index:
            rows, are_indexed = _all_hits(cursor, asked.all_hits())
            for _zero, total, read, _date in [row for row in rows if row[0] == 0]:
                rows = _latest_hits(cursor, asked, read, total)
                (since,) = [row[3] for row in rows if row[0] == 0]
        else:
            execute(cursor, asked.filtered())
            rows, are_indexed = cursor.fetchall(), True
    # Some are among the latest and among those called so.
    hits = list(dict.fromkeys(Hit(*row[:3]) for row in rows if row[0]))
    are_all = since is None and len(hits) <= MOST_HITS
    return Hits(hits[:MOST_HITS], are_all, since, are_indexed)


def _all_hits(cursor: CursorWrapper, statement: Clause) -> tuple[list[tuple[Any, ...]], bool]:
    are_indexed = sql(
        "SELECT NOT EXISTS"
        " (SELECT FROM posts_post WHERE status = 'published' AND search_version < {})",
        value(SEARCH_VERSION),
    )
    execute_by_index(cursor, [are_indexed, statement])
    ((is_true,),) = cursor.fetchall()
    cursor.nextset()
    return list(cursor.fetchall()), is_true


def _latest_hits(
    cursor: CursorWrapper, asked: Statements, read: int, total: int
) -> list[tuple[Any, ...]]:
    """Return the hits among as many of the latest articles as have enough of them.

    How many that are follows from how many of all were read to find `MOST_HITS`; if the latest have
    fewer than the others, all are asked.
    """
    latest = max(read, 0) * 2 * asked.candidates // MOST_HITS
    hits = total * MOST_HITS // max(read, 1)
    cursor.execute(
        "SELECT updated_at FROM posts_post WHERE status = 'published'"
        " ORDER BY updated_at DESC, id DESC OFFSET %s LIMIT 1",
        [latest],
    )
    row = cursor.fetchone()
    rows: list[tuple[Any, ...]] = []
    for since in [row[0], None] if row and latest else [None]:
        is_rare = latest * _READING < hits
        execute_by_index(cursor, [asked.latest_hits(since, by_date=is_rare)])
        rows = list(cursor.fetchall())
        if len(rows) > MOST_HITS // 2:
            break
    return rows
