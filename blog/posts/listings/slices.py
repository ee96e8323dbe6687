"""Part of a listing by its place: as quick at the end of a long one as at its beginning.

The weeks of a listing, summed up from the newest, tell in which of them a place lies; from there
the index gives the posts in order. So nothing is counted that is longer than a week.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from blog.posts.listings.listing import PostListing
from blog.posts.prepared_statements import fetch_all
from blog.posts.whole_numbers import LARGEST_COUNT

# The first in order are those whose date has not come. Most of them nobody sees yet; `seen` are
# the others, which have been published and whose update is dated ahead. Then come all the rest.
# `IS TRUE` keeps an index by date of publication out: all posts but a few have been published.
STATEMENT: Final = """
WITH seen AS MATERIALIZED (
    SELECT l.listing, l.at, l.post_id FROM posts_listedpost l
    WHERE l.kind = %(kind)s AND l.listing = ANY(%(numbers)s) AND l.at > %(now)s
        AND l.post_id = ANY(ARRAY(
            SELECT id FROM posts_post
            WHERE status = 'published' AND updated_at > published_at AND updated_at > %(now)s
                AND (published_at <= %(now)s) IS TRUE
        ))
), numbers AS MATERIALIZED (
    SELECT listed, seen, ahead - seen AS hidden FROM (
        SELECT
            coalesce((
                SELECT sum(number) FROM posts_listingtotal
                WHERE kind = %(kind)s AND listing BETWEEN %(first)s AND %(last)s AND number <> 0
            ), 0) AS listed,
            (SELECT count(*) FROM seen) AS seen,
            coalesce((
                SELECT sum(number) FROM posts_listingweek
                WHERE kind = %(kind)s AND listing = ANY(%(numbers)s)
                    AND week > posts_listing_week(%(now)s)
            ), 0) + (
                SELECT count(*) FROM posts_listedpost
                WHERE kind = %(kind)s AND listing = ANY(%(numbers)s) AND at > %(now)s
                    AND at < to_timestamp((posts_listing_week(%(now)s) + 1) * 604800.0)
            ) AS ahead
    ) counted
), wanted AS MATERIALIZED (
    SELECT greatest(%(start)s, seen) + hidden AS start, greatest(%(stop)s, seen) + hidden AS stop
    FROM numbers
), place AS MATERIALIZED (
    SELECT listing, to_timestamp((week + 1) * 604800.0) AS until, start - (upto - number) AS skipped
    FROM wanted, (
        SELECT listing, week, sum(number) AS number,
            sum(sum(number)) OVER (ORDER BY listing DESC, week DESC) AS upto
        FROM posts_listingweek
        WHERE kind = %(kind)s AND listing BETWEEN %(first)s AND %(last)s
        GROUP BY listing, week ORDER BY listing DESC, week DESC
    ) weeks
    WHERE upto > start LIMIT 1
)
SELECT listed - hidden,
    ARRAY(
        SELECT post_id FROM seen ORDER BY listing DESC, at DESC, post_id DESC
        OFFSET %(start)s LIMIT %(stop)s - %(start)s
    ) || ARRAY(
        SELECT post_id FROM wanted, place, LATERAL (
            SELECT l.listing, l.at, l.post_id FROM posts_listedpost l
            WHERE l.kind = %(kind)s AND l.listing >= %(first)s
                AND (l.listing, l.at) < (place.listing, place.until)
            ORDER BY l.listing DESC, l.at DESC, l.post_id DESC
            OFFSET place.skipped LIMIT wanted.stop - wanted.start
        ) rows
        ORDER BY rows.listing DESC, rows.at DESC, rows.post_id DESC
    )
FROM numbers
"""
"""How many posts of a listing readers see; the numbers of those from `start` to before `stop`."""


@dataclass(frozen=True)
class Slice:
    """Part of a listing.

    Attributes:
        total: how many posts of the whole listing readers see.
        pks: the numbers of those of the part, in order.
    """

    total: int
    pks: list[int] = field(default_factory=list)


def slice_of(listing: PostListing, start: int, stop: int, now: datetime) -> Slice:
    """Return the posts from place `start` (from 0) up to before `stop` that readers see; one query.

    Places from the 2,147,483,647th on are empty, as all that lie past the end.
    """
    ((total, pks),) = fetch_all(STATEMENT, values_for(listing, start, stop, now))
    return Slice(int(total), pks)


def values_for(listing: PostListing, start: int, stop: int, now: datetime) -> dict[str, Any]:
    """Return the values of the placeholders in `STATEMENT`."""
    return {
        "kind": int(listing.kind),
        "numbers": [*listing.numbers],
        "first": listing.numbers[0],
        "last": listing.numbers[-1],
        "start": min(start, LARGEST_COUNT),
        "stop": min(max(start, stop), LARGEST_COUNT),
        "now": now,
    }
