"""The statements that ask for the hits of a query. What is typed goes into them as values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from blog.search.matching import like_pattern, regular_expression
from blog.search.query import Query, Term
from blog.search.vectors import TITLE_MARK, all_of, quoted

MOST_HITS: Final = 1_000
"""Articles that are listed and counted for one query."""
MOST_CHECKED: Final = 4_000
"""Articles whose text is looked at for one query, if more than `MOST_HITS` could have it."""

TITLE_SCORE, TAG_SCORE, SUBJECT_SCORE = 4, 2, 1
_RANKED_TERMS = 3
_CONSTANTS: Final = {
    "columns": "p.id, p.category_id, p.published_at, p.updated_at, p.search_text, p.ctid AS place",
    # Reading a date costs more than the rest of a row, and only one is asked for.
    "answer": "id, category_id, year, CASE WHEN id = 0 THEN updated_at END",
    # How many articles lie before and among those found: rows are read in the order of the table.
    "read": "(SELECT max((place::text::point)[0]) + 1 FROM found) / greatest(relpages, 1)",
    "newest_first": "updated_at DESC, id DESC",
    "most": MOST_HITS,
    "more": MOST_HITS + 1,
    "most_called": 500,  # older articles with the terms in their titles
    "most_ranked": 20_000,  # articles that one term ranks higher
}


@dataclass(frozen=True)
class Clause:
    """A piece of SQL and the values of its placeholders."""

    sql: str
    values: tuple[Any, ...] = ()


def sql(template: str, *clauses: Clause, **words: str) -> Clause:
    """Return a template with clauses in place of its `{}`, and their values in order."""
    values = [value for clause in clauses for value in clause.values]
    filled = template.format(*(clause.sql for clause in clauses), **_CONSTANTS, **words)
    return Clause(filled, tuple(values))


def value(of: object) -> Clause:
    """Return a placeholder and its value."""
    return Clause("%s", (of,))


def joined(clauses: Iterable[Clause], word: str, nothing: str) -> Clause:
    """Return the clauses with a word between them; without any, `nothing`."""
    clauses = list(clauses)
    return sql(f" {word} ".join(["{}"] * len(clauses)), *clauses) if clauses else Clause(nothing)


class Statements:
    """The statements for one query.

    In them `found` are the articles that the index gives, `cut` those few whose vector is not whole
    and whose text is looked at instead; `f` is either, `p` the table.
    """

    def __init__(self, query: Query, where: Clause, score: Clause) -> None:
        """Take what is asked for, the conditions on an article `p`, and the worth of an `f`."""
        self._where = where
        self._score = score
        self._tsquery = _tsquery(query)
        self._title = all_of(
            TITLE_MARK + lexeme for term in query.wanted for lexeme in term.lexemes
        )
        unclear = [term for term in query.wanted if not term.is_told_by_lexemes]
        unclear_without = [term for term in query.unwanted if not term.is_told_by_lexemes]
        self._recheck = _texts(unclear, unclear_without, "f")
        self._whole_text = _texts(query.wanted, query.unwanted, "p")

    @property
    def asks_the_index(self) -> bool:
        """Whether there is a word to look for."""
        return bool(self._tsquery)

    @property
    def candidates(self) -> int:
        """How many of the latest articles are taken that the index gives, if it gives too many."""
        return MOST_CHECKED if self._recheck.values else MOST_HITS + 1

    def filtered(self) -> Clause:
        """The newest articles that meet the conditions, if there is no word to look for."""
        return sql(
            "SELECT {} FROM (SELECT {columns} FROM posts_post p WHERE {} AND {}"
            " ORDER BY {newest_first} LIMIT {more}) f ORDER BY {newest_first}",
            self._row(), self._where, self._whole_text,
        )  # fmt: skip

    def all_hits(self) -> Clause:
        """All hits; if there are too many candidates, a row of number 0 among what is left.

        That has, in place of category and year, how many articles there are, and how many were
        looked at to find `MOST_HITS`, both about.
        """
        return sql(
            "WITH found AS MATERIALIZED ({} LIMIT {more}), cut AS MATERIALIZED ({})"
            " SELECT {answer} FROM ("
            "SELECT {}, f.updated_at FROM found f"
            " WHERE (SELECT count(*) FROM found) <= {most} AND {}"
            " UNION ALL SELECT {}, f.updated_at FROM cut f"
            " UNION ALL SELECT 0, reltuples::int, (reltuples * {read})::int, 0, now() FROM pg_class"
            " WHERE oid = 'posts_post'::regclass AND (SELECT count(*) FROM found) > {most}"
            ") AS hits ORDER BY score DESC, {newest_first}",
            self._by_index(), self._cut(), self._row(), self._recheck, self._row(),
        )  # fmt: skip

    def latest_hits(self, since: datetime | None, *, by_date: bool) -> Clause:
        """The latest hits among articles updated since then, and all with the terms in the title.

        Args:
            since: None for all.
            by_date: whether it may be quicker to look for the dates than for the terms.

        With them a row of number 0, which says since when nothing is missing: none if nothing is.
        """
        newer = sql("p.updated_at >= {}", value(since)) if since else Clause("TRUE")
        if not by_date:
            newer = sql("({}) IS TRUE", newer)  # no index answers this
        # The text is looked at from the newest on, until there are enough.
        return sql(
            "WITH latest AS MATERIALIZED"
            " ({} AND {} ORDER BY {newest_first} LIMIT {candidates}),"
            " checked AS MATERIALIZED (SELECT * FROM latest f WHERE {} LIMIT {more}),"
            " called AS MATERIALIZED (SELECT * FROM"
            " ({} AND p.search_vector @@ {}::tsquery LIMIT {most_called}) f WHERE {}),"
            " cut AS MATERIALIZED ({})"
            " SELECT {answer} FROM (SELECT {}, f.updated_at FROM"
            " (TABLE checked UNION ALL TABLE called UNION ALL TABLE cut) f"
            " UNION ALL SELECT 0, NULL, 0, 0, CASE"
            " WHEN (SELECT count(*) FROM checked) = {more}"
            " THEN (SELECT min(updated_at) FROM checked)"
            " WHEN (SELECT count(*) FROM latest) = {candidates} OR {}"
            " THEN (SELECT min(updated_at) FROM latest) END"
            ") AS hits ORDER BY score DESC, {newest_first}",
            self._by_index(), newer, self._recheck, self._by_index(), value(self._title),
            self._recheck, self._cut(), self._row(), Clause("TRUE" if since else "FALSE"),
            candidates=str(self.candidates),
        )  # fmt: skip

    def _row(self) -> Clause:
        return sql(
            "f.id, f.category_id, extract(year FROM f.published_at AT TIME ZONE {})::int AS year,"
            " {} AS score",
            value(settings.TIME_ZONE), self._score,
        )  # fmt: skip

    def _by_index(self) -> Clause:
        return sql(
            "SELECT {columns} FROM posts_post p"
            " WHERE {} AND NOT p.search_is_cut AND p.search_vector @@ {}::tsquery",
            self._where, value(self._tsquery),
        )  # fmt: skip

    def _cut(self) -> Clause:
        return sql(
            "SELECT {columns} FROM posts_post p WHERE {} AND p.search_is_cut AND {} LIMIT {most}",
            self._where, self._whole_text,
        )  # fmt: skip


def score(query: Query, tags: Sequence[int]) -> Clause:
    """Return how much an article `f` is about a query: in its title, by its tags, by its text."""
    parts = [
        sql(
            "(f.id IN (SELECT t.id FROM posts_post t WHERE t.status = 'published'"
            " AND t.{column} @@ {}::tsquery LIMIT {most_ranked}))::int * {worth}",
            value(all_of(mark + lexeme for lexeme in term.lexemes)),
            column=column, worth=str(worth),
        )
        for term in query.wanted[:_RANKED_TERMS]
        for column, mark, worth in [
            ("search_vector", TITLE_MARK, TITLE_SCORE),
            ("subject_vector", "", SUBJECT_SCORE),
        ]
    ]  # fmt: skip
    if tags and parts:
        parts.append(
            sql(
                "(f.id IN (SELECT t.content_object_id FROM posts_posttag t"
                " WHERE t.tag_id = ANY({}) LIMIT {most_ranked}))::int * {worth}",
                value(list(tags)), worth=str(TAG_SCORE),
            )
        )  # fmt: skip
    return joined(parts, "+", "0")


def _tsquery(query: Query) -> str:
    """Return what the index is asked for; empty without a term to look for."""
    if not query.wanted:
        return ""
    wanted = all_of(lexeme for term in query.wanted for lexeme in term.lexemes)
    without = [f"!{quoted(term.lexemes[0])}" for term in query.unwanted if term.is_told_by_lexemes]
    return " & ".join([wanted, *without])


def _texts(wanted: Iterable[Term], unwanted: Iterable[Term], table: str) -> Clause:
    """Return that the text of an article of `table` has some terms and has not others."""
    clauses = [_in_text(term, table) for term in wanted]
    clauses += [sql("NOT ({})", _in_text(term, table)) for term in unwanted]
    return joined(clauses, "AND", "TRUE")


def _in_text(term: Term, table: str) -> Clause:
    clauses = [sql("{table}.search_text LIKE {}", value(like_pattern(term.text)), table=table)]
    if expression := regular_expression(term):
        clauses.append(sql("{table}.search_text ~ {}", value(expression), table=table))
    return joined(clauses, "AND", "TRUE")
