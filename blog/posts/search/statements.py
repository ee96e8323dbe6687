"""The statements that ask for the hits of a query.

A row of an answer has an article's number, category, year of publication, score, and the date of
its last update (seconds since 1970). Rows with the numbers `MISSING` and `CALLED` are no articles:
they say what there may be besides.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.conf import settings

from blog.posts.search.clauses import Clause, joined, sql, value
from blog.posts.search.listed import COLUMNS, InYear, Listed, Narrowing
from blog.posts.search.scores import score
from blog.search.matching import like_pattern, regular_expression
from blog.search.query import Query, Term
from blog.search.vectors import SEARCH_VERSION, TITLE_MARK, all_of, quoted

MOST_HITS: Final = 1_000
"""Articles that are listed and counted for one query."""
MOST_CHECKED: Final = 4_000
"""Articles whose text is looked at for one query, if more than `MOST_HITS` could have it."""
MOST_CALLED: Final = 500
"""Older articles with the terms in their titles that are added if there are too many hits."""
SAMPLE: Final = 100
"""Of the newest articles: they tell whether a query is common."""
WORTH_A_SAMPLE: Final = 20_000
"""With fewer articles the index is asked at once."""
READING: Final = 20
"""How much longer it takes to read one vector than to read one entry of the index twice."""
READING_WITHIN: Final = 5
"""The same within a list: what the index names is looked at whether or not it is in the list."""

MISSING, CALLED = 0, -1
"""The numbers of rows that say what there may be besides the others."""

_COLUMNS: Final = ", ".join(f"p.{name}" for name in ("id", "updated_at", *COLUMNS))
_NEWEST_FIRST: Final = "updated_at DESC, id DESC"
_ALWAYS: Final = Clause("TRUE")
_UNLESS_SAMPLED: Final = Clause("current_setting('downlink.newest') = '0'")
# How many articles lie before and among those found: the index gives them in the table's order.
_READ: Final = (
    "((SELECT max((place::text::point)[0]) + 1 FROM found)"
    " * current_setting('block_size')::int / pg_relation_size('posts_post'))"
)


class Statements:
    """The statements for one query.

    In them `found` and `latest` are articles whose vectors have what is asked for, `cut` those few
    whose vector is not whole and whose text is looked at instead; `p` is an article of the table,
    `f` one whose vector has been looked at.
    """

    def __init__(
        self, query: Query, conditions: Sequence[Clause], now: datetime, tags: Sequence[int] | None
    ) -> None:
        """Take what is asked for, and from when.

        Args:
            conditions: on an article `p`.
            now: the moment up to which articles have been published.
            tags: numbers of the tags that the query names; None if scores do not matter.
        """
        readable = sql("p.status = 'published' AND p.published_at <= {}", value(now))
        self._where = joined([readable, *conditions], "AND", "TRUE")
        # A listing rather than a year: all of a year would have to be sorted.
        narrowing = [one for one in conditions if isinstance(one, Narrowing)]
        narrowing.sort(key=lambda one: isinstance(one.to, InYear))
        self._listed = narrowing[0].to if narrowing else Listed()
        others = [one for one in conditions if one not in narrowing[:1]]
        self._is_narrowed = bool(narrowing)
        self._is_one_list = self._is_narrowed and not (others or query.parts[1:])
        self._where_listed = joined([readable, *others], "AND", "TRUE")
        self._now = now
        self._score = Clause("0") if tags is None else score(query, tags)
        self._lexemes = [lexeme for term in query.wanted for lexeme in term.lexemes]
        self._title = all_of(TITLE_MARK + lexeme for lexeme in self._lexemes)
        self._without = [
            f"!{quoted(term.lexemes[0])}" for term in query.unwanted if term.is_told_by_lexemes
        ]
        self._unclear = [term for term in query.wanted if not term.is_told_by_lexemes]
        self._unclear_without = [term for term in query.unwanted if not term.is_told_by_lexemes]
        self._recheck = self._recheck_of("f")
        self._whole_text = _texts(query.wanted, query.unwanted, "p")

    @property
    def asks_the_index(self) -> bool:
        """Whether there is a word to look for."""
        return bool(self._lexemes)

    @property
    def _candidates(self) -> int:
        """How many of the latest articles are taken whose vectors have all, if too many have."""
        return MOST_CHECKED if self._recheck.values else MOST_HITS + 1

    def filtered(self) -> Clause:
        """The newest articles that meet the conditions, if there is no word to look for."""
        latest = sql(
            "SELECT {columns} FROM posts_post p WHERE {} AND {} ORDER BY {newest_first}",
            self._where, self._whole_text, columns=_COLUMNS, newest_first=_NEWEST_FIRST,
        )  # fmt: skip
        if self._is_one_list:
            latest = self._listed.newest(MOST_HITS + 1, self._now)
        return self._rows(sql("{} LIMIT {more}", latest, more=MOST_HITS + 1))

    def sampled(self) -> Clause:
        """How many of the newest articles are to be read; and whether every article can be found.

        The first is 0 if the index is to be asked: if a sample has no hit, or if so many articles
        would have to be read that the index takes less. Reading takes the longer the rarer the
        hits are, the index the longer the more there are. `all_hits` of the same transaction knows
        the answer.
        """
        return sql(
            "WITH newest AS MATERIALIZED (SELECT * FROM ({}) p WHERE {} >= {worth}),"
            " likely AS MATERIALIZED (SELECT {} AS is_hit FROM newest p WHERE {}),"
            " sample AS MATERIALIZED (SELECT (SELECT count(*) FROM newest) AS read,"
            " count(*) AS likely, count(*) FILTER (WHERE is_hit) AS hits FROM likely),"
            " reading AS MATERIALIZED (SELECT read * {candidates} / likely AS most,"
            " least(read * {candidates} / likely, read * {more} / nullif(hits, 0), {}) * {reading}"
            " < {} * {lexemes} * likely / read AS is_worth_it FROM sample WHERE likely > 0)"
            " SELECT set_config('downlink.newest',"
            " coalesce((SELECT most * 2 FROM reading WHERE is_worth_it), 0)::text, TRUE)::bigint,"
            " NOT EXISTS (SELECT FROM posts_post"
            " WHERE status = 'published' AND search_version < {})",
            self._listed.sample(SAMPLE, self._now), Listed().count(), self._recheck_of("p"),
            self._with_words(self._where_listed), self._listed.count(), Listed().count(),
            value(SEARCH_VERSION),
            lexemes=len(self._lexemes), candidates=self._candidates, more=MOST_HITS + 1,
            reading=READING_WITHIN if self._is_narrowed else READING, worth=WORTH_A_SAMPLE,
        )  # fmt: skip

    def all_hits(self, *, unless_sampled: bool) -> Clause:
        """All hits by the index; of too many, instead, since when articles are to be looked at.

        That is the date of a row of number `MISSING`, NULL for all. It follows from how many of all
        articles were read to find `MOST_HITS`.

        Args:
            unless_sampled: nothing is asked if `sampled` said that the newest are to be read.
        """
        return sql(
            "WITH found AS MATERIALIZED (SELECT {columns}, p.ctid AS place FROM posts_post p"
            " WHERE {} AND {} LIMIT {more}), cut AS MATERIALIZED (SELECT * FROM ({}) p WHERE {})"
            " {} UNION ALL {}"
            " UNION ALL SELECT {missing}, 0, 0, 0, extract(epoch FROM {})::float8"
            " WHERE (SELECT count(*) FROM found) > {most}",
            self._with_words(self._where), (gate := _UNLESS_SAMPLED if unless_sampled else _ALWAYS),
            self._cut(), gate,
            self._rows(
                sql(
                    "SELECT * FROM found f WHERE (SELECT count(*) FROM found) <= {most} AND {}",
                    self._recheck, most=MOST_HITS,
                )
            ),
            self._rows(Clause("TABLE cut")),
            Listed().since(
                sql("{} * {read} * {many}", Listed().count(), read=_READ,
                    many=2 * self._candidates / MOST_HITS),
                self._now,
            ),
            columns=_COLUMNS, most=MOST_HITS, more=MOST_HITS + 1, missing=MISSING,
        )  # fmt: skip

    def newest(self, most: int) -> Clause:
        """The latest hits among so many of the newest articles, each of which is read."""
        latest = sql(
            "SELECT {columns} FROM ({}) p WHERE {}",
            self._listed.newest(most, self._now), self._with_words(self._where_listed),
            columns=_COLUMNS,
        )  # fmt: skip
        return self._latest(latest, sql("NOT {}", self._listed.has_more(most)), MOST_HITS)

    def updated_since(self, date: datetime | None) -> Clause:
        """The latest hits among articles updated since then (None: among all), by the index."""
        newer = sql("p.updated_at >= {}", value(date)) if date else Clause("TRUE")
        latest = sql(
            "SELECT {columns} FROM posts_post p WHERE {} AND {}",
            self._with_words(self._where), newer, columns=_COLUMNS,
        )  # fmt: skip
        is_all = Clause("FALSE" if date else "TRUE")
        return self._latest(latest, is_all, MOST_HITS // 2 if date else MOST_HITS)

    def called(self, until: datetime, since: datetime | None) -> Clause:
        """The latest articles that have the terms in their titles, up to `MOST_CALLED`.

        With a row of number `MISSING` if there are fewer.

        Args:
            until: of articles updated later nothing is missing any more.
            since: no older ones are looked for; None if that would miss some.
        """
        words = " & ".join([self._title, *self._without])
        newer = sql("p.updated_at >= {}", value(since)) if since else Clause("TRUE")
        return sql(
            "WITH called AS MATERIALIZED (SELECT {columns} FROM posts_post p WHERE {}"
            " AND p.updated_at <= {} AND {} ORDER BY {newest_first} LIMIT {most})"
            " {} UNION ALL SELECT {missing}, 0, 0, 0, NULL"
            " WHERE (SELECT count(*) FROM called) < {most}",
            _has(self._where, words), value(until), newer,
            self._rows(sql("SELECT * FROM called f WHERE {}", self._recheck)),
            columns=_COLUMNS, newest_first=_NEWEST_FIRST, most=MOST_CALLED, missing=MISSING,
        )  # fmt: skip

    def _latest(self, latest: Clause, is_all: Clause, enough: int) -> Clause:
        """The latest hits among some, and those that are looked through for every query.

        Two rows of other numbers have dates: `MISSING`, before which articles may be missing, NULL
        if none is missing at all; `CALLED`, since when there may be `MOST_CALLED` with all terms in
        their titles, NULL if that takes all articles. They are not there if there may be older
        hits and no more than `enough` were found.
        """
        # The text is looked at from the newest on, until there are enough.
        return sql(
            "WITH latest AS MATERIALIZED ({} ORDER BY {newest_first} LIMIT {candidates}),"
            " checked AS MATERIALIZED (SELECT * FROM latest f WHERE {} LIMIT {more}),"
            " cut AS MATERIALIZED ({}),"
            " first AS MATERIALIZED (SELECT * FROM latest LIMIT {first}),"
            " reached AS MATERIALIZED (SELECT CASE"
            " WHEN (SELECT count(*) FROM checked) = {more}"
            " THEN (SELECT min(updated_at) FROM checked)"
            " WHEN (SELECT count(*) FROM latest) = {candidates} OR NOT {}"
            " THEN (SELECT min(updated_at) FROM latest) END AS since"
            " WHERE (SELECT count(*) FROM checked) > {enough}"
            " OR (SELECT count(*) FROM latest) = {candidates} OR {})"
            " {}"
            " UNION ALL SELECT {missing}, 0, 0, 0, extract(epoch FROM since)::float8 FROM reached"
            " UNION ALL SELECT {called}, 0, 0, 0, extract(epoch FROM {})::float8 FROM reached",
            latest, self._recheck, self._cut(), is_all, is_all,
            self._rows(Clause("TABLE checked UNION ALL TABLE cut")),
            self._listed.further(
                Clause("(SELECT min(updated_at) FROM first)"),
                sql(
                    "({times} / nullif((SELECT count(*) FROM first f"
                    " WHERE f.search_vector @@ {}::tsquery), 0))",
                    value(self._title), times=2.0 * MOST_CALLED,
                ),
                self._now,
            ),
            newest_first=_NEWEST_FIRST, candidates=self._candidates, more=MOST_HITS + 1,
            enough=enough, missing=MISSING, called=CALLED, first=3 * SAMPLE,
        )  # fmt: skip

    def _rows(self, articles: Clause) -> Clause:
        return sql(
            "SELECT f.id, f.category_id, extract(year FROM f.published_at AT TIME ZONE {})::int,"
            " {}, extract(epoch FROM f.updated_at)::float8 FROM ({}) f",
            value(settings.TIME_ZONE), self._score, articles,
        )  # fmt: skip

    def _with_words(self, where: Clause) -> Clause:
        return _has(where, " & ".join([all_of(self._lexemes), *self._without]))

    def _cut(self) -> Clause:
        return sql(
            "SELECT {columns} FROM posts_post p WHERE {} AND p.search_is_cut AND {} LIMIT {most}",
            self._where, self._whole_text, columns=_COLUMNS, most=MOST_HITS,
        )  # fmt: skip

    def _recheck_of(self, table: str) -> Clause:
        return _texts(self._unclear, self._unclear_without, table)


def _has(where: Clause, words: str) -> Clause:
    return sql("{} AND NOT p.search_is_cut AND p.search_vector @@ {}::tsquery", where, value(words))


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
