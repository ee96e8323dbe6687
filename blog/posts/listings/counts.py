"""How many posts of each name readers see, and when its list last changed.

Read from the totals of listings, so that it takes the longer the more names there are, however many
posts these have.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final, NamedTuple

from blog.posts.models import ListingKind
from blog.posts.prepared_statements import fetch_all

_END_OF_WEEK: Final = "to_timestamp((posts_listing_week(%(now)s) + 1) * 604800.0)"
# What lies ahead is looked up once for all listings. A post's date in a listing is that of its
# publication or that of its update.
COUNTED: Final = f"""
SELECT kind, listing,
    listed - coalesce(later, 0) - coalesce(soon, 0) + coalesce(seen, 0) AS number, seen_at
FROM (
    SELECT kind, listing, sum(number)::bigint AS listed
    FROM posts_listingtotal WHERE kind = ANY(%(kinds)s) AND number <> 0 GROUP BY kind, listing
) totals
LEFT JOIN (
    SELECT kind, listing, sum(number)::bigint AS later FROM posts_listingweek
    WHERE kind = ANY(%(kinds)s) AND week > posts_listing_week(%(now)s) GROUP BY kind, listing
) later USING (kind, listing)
LEFT JOIN (
    SELECT kind, listing, count(*) AS soon FROM posts_listedpost
    WHERE kind = ANY(%(kinds)s) AND at > %(now)s AND at < {_END_OF_WEEK} AND post_id = ANY(ARRAY(
        SELECT id FROM posts_post
        WHERE status = 'published' AND published_at > %(now)s AND published_at < {_END_OF_WEEK}
        UNION ALL
        SELECT id FROM posts_post
        WHERE status = 'published' AND updated_at > published_at
            AND updated_at > %(now)s AND updated_at < {_END_OF_WEEK}
    )) GROUP BY kind, listing
) soon USING (kind, listing)
LEFT JOIN (
    SELECT kind, listing, count(*) AS seen, max(at) AS seen_at FROM posts_listedpost
    WHERE kind = ANY(%(kinds)s) AND at > %(now)s AND post_id = ANY(ARRAY(
        SELECT id FROM posts_post
        WHERE status = 'published' AND updated_at > published_at AND updated_at > %(now)s
            AND (published_at <= %(now)s) IS TRUE
    )) GROUP BY kind, listing
) seen USING (kind, listing)
WHERE listed - coalesce(later, 0) - coalesce(soon, 0) + coalesce(seen, 0) > 0
"""  # noqa: S608  # put together of constants
"""The listings of some `kinds` that have posts which readers see at `now`, to be joined with names:
`kind`, `listing`, `number` of posts, `seen_at` (the newest date of those of them whose update is
dated ahead, None if there is none)."""

_ALL: Final = f"""
SELECT kind, listing, number FROM ({COUNTED}) counted ORDER BY kind, listing
"""  # noqa: S608  # put together of constants
_NAMED: Final = f"""
SELECT counted.kind, counted.listing, coalesce(c.slug, t.slug, a.slug, ''), (
    SELECT t.changed_at FROM posts_listingtotal t
    WHERE t.kind = counted.kind AND t.listing = counted.listing AND t.changed_at <= %(now)s
    ORDER BY t.kind DESC, t.listing DESC, t.changed_at DESC LIMIT 1
)
FROM ({COUNTED}) counted
LEFT JOIN categories_category c
    ON counted.kind = {ListingKind.CATEGORY:d} AND c.id = counted.listing
LEFT JOIN posts_tag t ON counted.kind = {ListingKind.TAG:d} AND t.id = counted.listing
LEFT JOIN authors_author a ON counted.kind = {ListingKind.AUTHOR:d} AND a.id = counted.listing
ORDER BY counted.kind, counted.listing
"""  # noqa: S608  # put together of constants
_USED: Final = f"""
SELECT counted.listing, counted.number, coalesce(counted.seen_at, (
    SELECT l.at FROM posts_listedpost l
    WHERE l.kind = counted.kind AND l.listing = counted.listing AND l.at <= %(now)s
    ORDER BY l.kind DESC, l.listing DESC, l.at DESC LIMIT 1
))
FROM ({COUNTED}) counted
"""  # noqa: S608  # put together of constants
_MONTHS: Final = f"""
SELECT listing / 100, listing %% 100, number FROM ({COUNTED}) counted ORDER BY listing DESC
"""  # noqa: S608  # put together of constants


def values_for(kinds: Collection[ListingKind], now: datetime) -> dict[str, Any]:
    """Return the values of the placeholders in `COUNTED`."""
    return {"kinds": [int(kind) for kind in kinds], "now": now}


class Counted(NamedTuple):
    """A listing, and how many of its posts readers see."""

    kind: int
    listing: int
    number: int


def all_counted(now: datetime) -> list[Counted]:
    """Return every listing that has posts which readers see, by kind and number; one query."""
    return [Counted(*row) for row in fetch_all(_ALL, values_for(ListingKind, now))]


class Named(NamedTuple):
    """A listing that has posts which readers see, and when it last changed for them.

    Attributes:
        slug: of what the listing is of; `""` for one without a name.
        changed_at: None if not known. It may be later than the last change that still shows.
    """

    kind: int
    listing: int
    slug: str
    changed_at: datetime | None


def all_named(now: datetime) -> list[Named]:
    """Return what `all_counted()` does with names and dates; one query."""
    return [Named(*row) for row in fetch_all(_NAMED, values_for(ListingKind, now))]


def months(now: datetime) -> list[tuple[int, int, int]]:
    """Return year, month (1 to 12) and number of posts of each month, the newest first; one query.

    A month without posts that readers see is left out.
    """
    return fetch_all(_MONTHS, values_for([ListingKind.MONTH], now))


class Use(NamedTuple):
    """How many posts of a name readers see, at least one, and the newest date of these."""

    number: int
    latest_at: datetime


def used(kind: ListingKind, now: datetime) -> dict[int, Use]:
    """Return the use of each name of this kind that has posts which readers see; one query."""
    return {pk: Use(*rest) for pk, *rest in fetch_all(_USED, values_for([kind], now))}
