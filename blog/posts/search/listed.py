"""Articles from the newest on, for the statements of a search.

Listings have them in order, so that reading some costs the same on every site; and how many there
are is summed up by the week already (`blog.posts.listings`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q

from blog.posts.models import ListedPost, ListingKind, Post
from blog.posts.search.clauses import Clause, joined, sql, value

_WEEK: Final = 604_800.0  # seconds, as `ListingWeek` counts them
_ALL: Final = Clause("posts_listedpost")
COLUMNS: Final = (
    "category_id", "series_id", "published_at", "search_is_cut", "search_text", "search_vector",
    "subject_vector",
)  # fmt: skip
"""What statements may ask of an article `p` or `f`, besides `id` and `updated_at`."""


@dataclass(frozen=True)
class Listed:
    """A listing by the date of the last update: of a category, tag or author, or the latest."""

    kind: ListingKind = ListingKind.LATEST
    number: int = 0

    def newest(self, most: int, now: datetime) -> Clause:
        """The newest of its articles, in order, without those scheduled for after `now`."""
        # In two parts, so that the index is read from the present on.
        seen = sql(
            "SELECT id FROM posts_post WHERE status = 'published' AND updated_at > published_at"
            " AND updated_at > {} AND published_at <= {}",
            value(now), value(now),
        )  # fmt: skip
        # Where there are many scheduled ones, they must not be read for the few of these.
        ahead = sql(
            "(SELECT * FROM posts_listedpost WHERE post_id = ANY(ARRAY({})) OFFSET 0)", seen
        )
        parts = [
            self._first(sql("l.at > {}", value(now)), most, ahead),
            self._first(sql("l.at <= {}", value(now)), most),
        ]
        return _articles(
            sql(
                "{} ORDER BY updated_at DESC, id DESC LIMIT {most}",
                joined(parts, "UNION ALL", ""), most=most,
            )
        )  # fmt: skip

    sample = newest
    """Some of its articles that are quickly read."""

    def has_more(self, than: int) -> Clause:
        """Whether it has more articles than so many."""
        return sql(
            "EXISTS (SELECT FROM {} l OFFSET {than})",
            self._first(Clause("TRUE"), than + 1), than=than,
        )  # fmt: skip

    def count(self) -> Clause:
        """How many articles it has."""
        return _count(self._rows("w"))

    def further(self, date: Clause, times: Clause, now: datetime) -> Clause:
        """A date since when so many times as many have been updated as since another one.

        NULL if there are not so many. Those dated after `now` do not count.
        """
        seen = sql(
            "(SELECT count(*) FROM posts_listedpost l WHERE {} AND l.at >= {} AND l.at <= {})",
            self._rows("l"), date, value(now),
        )  # fmt: skip
        return self.since(sql("{} * {}", seen, times), now)

    def since(self, number: Clause, now: datetime) -> Clause:
        """Since when so many of its articles have been updated, and some more: when a week began.

        NULL if there are not so many. Those dated after `now` do not count.
        """
        return sql(
            "(SELECT to_timestamp(week * {week}) FROM ("
            "SELECT week, sum(sum(number)) OVER (ORDER BY week DESC) AS upto"
            " FROM posts_listingweek w WHERE {} GROUP BY week) weeks"
            " WHERE upto >= {} + {} ORDER BY week DESC LIMIT 1)",
            self._rows("w"), number, self._ahead(now), week=_WEEK,
        )  # fmt: skip

    def _ahead(self, now: datetime) -> Clause:
        """How many of its articles are dated after `now`: by weeks, and the rest of this one."""
        later = _count(sql("{} AND w.week > posts_listing_week({})", self._rows("w"), value(now)))
        return sql(
            "({} + (SELECT count(*) FROM posts_listedpost l WHERE {} AND l.at > {}"
            " AND l.at < to_timestamp((posts_listing_week({}) + 1) * {week})))",
            later, self._rows("l"), value(now), value(now), week=_WEEK,
        )  # fmt: skip

    def _first(self, which: Clause, most: int, rows: Clause = _ALL) -> Clause:
        return sql(
            "(SELECT l.at AS updated_at, l.post_id AS id FROM {} l WHERE {} AND {}"
            " ORDER BY l.at DESC, l.post_id DESC LIMIT {most})",
            rows, self._rows("l"), which, most=most,
        )  # fmt: skip

    def _rows(self, table: str) -> Clause:
        return sql(
            "{table}.kind = {kind} AND {table}.listing = {}",
            value(self.number), table=table, kind=int(self.kind),
        )  # fmt: skip


@dataclass(frozen=True)
class InYear:
    """The articles published in a year of the site's time zone.

    No listing has them by the date of the last update, so all are sorted; an index has both dates.
    """

    year: int
    begins: datetime
    ends: datetime

    def newest(self, most: int, now: datetime) -> Clause:
        """Those of its articles that were updated last, in order."""
        # Not by the column itself: its index would be read from the present back to the year.
        return _articles(
            sql(
                "SELECT id, updated_at + interval '0' AS updated_at FROM posts_post"
                " WHERE status = 'published' AND published_at >= {} AND published_at < {}"
                " AND published_at <= {}"
                " ORDER BY 2 DESC, 1 DESC LIMIT {most}",
                value(self.begins), value(self.ends), value(now), most=most,
            )
        )  # fmt: skip

    def sample(self, most: int, now: datetime) -> Clause:
        """Some of its articles that are quickly read."""
        return _articles(
            sql(
                "SELECT l.at AS updated_at, l.post_id AS id FROM posts_listedpost l"
                " WHERE {} AND l.at <= {}"
                " ORDER BY l.listing DESC, l.at DESC, l.post_id DESC LIMIT {most}",
                self._rows("l"), value(now), most=most,
            )
        )  # fmt: skip

    def has_more(self, than: int) -> Clause:
        """Whether it has more articles than so many."""
        return sql("{} > {than}", self.count(), than=than)

    def count(self) -> Clause:
        """How many articles it has."""
        return _count(self._rows("w"))

    def further(self, date: Clause, times: Clause, now: datetime) -> Clause:
        """NULL: the year itself is the bound."""
        return Clause("NULL::timestamptz")

    def _rows(self, table: str) -> Clause:
        return sql(
            "{table}.kind = {kind} AND {table}.listing BETWEEN {first} AND {last}",
            table=table, kind=int(ListingKind.MONTH), first=self.year * 100 + 1,
            last=self.year * 100 + 12,
        )  # fmt: skip


@dataclass(frozen=True)
class Narrowing(Clause):
    """A condition on an article `p`.

    Attributes:
        to: just the articles that meet it, if they can be read from the newest on.
    """

    to: Listed | InYear = Listed()


def with_articles(kind: ListingKind, now: datetime) -> Q:
    """Return which names of this kind carry articles that readers see at `now`."""
    listed = ListedPost.objects.filter(kind=kind, listing=OuterRef("pk"))
    ahead = listed.filter(at__gt=now, post__in=Post.objects.dated_ahead(now))
    return Q(Exists(listed.filter(at__lte=now))) | Q(Exists(ahead))


def _count(weeks: Clause) -> Clause:
    return sql("(SELECT coalesce(sum(number), 0) FROM posts_listingweek w WHERE {})", weeks)


def _articles(chosen: Clause) -> Clause:
    """Return the columns of articles whose `id` and `updated_at` are given, in their order."""
    return sql(
        "SELECT l.id, l.updated_at, p.status, {columns}"
        " FROM ({}) l JOIN posts_post p ON p.id = l.id ORDER BY l.updated_at DESC, l.id DESC",
        chosen, columns=", ".join(f"p.{name}" for name in COLUMNS),
    )  # fmt: skip
