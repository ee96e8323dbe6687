"""How many posts of each name readers see, and when its list last changed.

Read from the totals of listings, so that it takes the longer the more names there are, however many
posts these have.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

from blog.posts.models import ListedPost, ListingKind, ListingTotal, Post
from blog.posts.prepared_statements import fetch_all

COUNTED: Final = """
SELECT kind, listing, listed - ahead + coalesce(seen, 0) AS number, changed_at
FROM (
    SELECT kind, listing, sum(number)::bigint AS listed,
        max(changed_at) FILTER (WHERE changed_at <= %(now)s) AS changed_at
    FROM posts_listingtotal WHERE kind = ANY(%(kinds)s) GROUP BY kind, listing
) totals
CROSS JOIN LATERAL (
    SELECT count(*) AS ahead FROM posts_listedpost l
    WHERE l.kind = totals.kind AND l.listing = totals.listing AND l.at > %(now)s
) ahead
LEFT JOIN (
    SELECT l.kind, l.listing, count(*) AS seen FROM posts_listedpost l
    WHERE l.at > %(now)s AND l.post_id = ANY(ARRAY(
        SELECT id FROM posts_post
        WHERE status = 'published' AND updated_at > published_at AND updated_at > %(now)s
            AND (published_at <= %(now)s) IS TRUE
    )) GROUP BY l.kind, l.listing
) seen USING (kind, listing)
WHERE listed - ahead + coalesce(seen, 0) > 0
"""
"""The listings of some `kinds` that have posts which readers see at `now`, to be joined with names:
`kind`, `listing`, `number` of posts, `changed_at` (None if not known)."""

_NAMED: Final = f"""
SELECT counted.kind, counted.listing, coalesce(c.slug, t.slug, a.slug, ''), counted.number,
    counted.changed_at
FROM ({COUNTED}) counted
LEFT JOIN categories_category c
    ON counted.kind = {ListingKind.CATEGORY:d} AND c.id = counted.listing
LEFT JOIN posts_tag t ON counted.kind = {ListingKind.TAG:d} AND t.id = counted.listing
LEFT JOIN authors_author a ON counted.kind = {ListingKind.AUTHOR:d} AND a.id = counted.listing
ORDER BY counted.kind, counted.listing
"""  # noqa: S608  # constants
_MONTHS: Final = f"""
SELECT listing / 100, listing %% 100, number FROM ({COUNTED}) counted ORDER BY listing DESC
"""  # noqa: S608  # constants


def values_for(kinds: Collection[ListingKind], now: datetime) -> dict[str, Any]:
    """Return the values of the placeholders in `COUNTED`."""
    return {"kinds": [int(kind) for kind in kinds], "now": now}


@dataclass(frozen=True)
class Counted:
    """A listing, how many of its posts readers see, and when it last changed for them.

    Attributes:
        slug: of what the listing is of; `""` for one without a name.
        changed_at: None if not known. It may be later than the last change that still shows.
    """

    kind: ListingKind
    listing: int
    slug: str
    number: int
    changed_at: datetime | None


def all_counted(now: datetime) -> list[Counted]:
    """Return every listing that has posts which readers see, by kind and number; one query."""
    rows = fetch_all(_NAMED, values_for(ListingKind, now))
    return [Counted(ListingKind(kind), *row) for kind, *row in rows]


def months(now: datetime) -> list[tuple[int, int, int]]:
    """Return year, month (1 to 12) and number of posts of each month, the newest first; one query.

    A month without posts that readers see is left out.
    """
    return fetch_all(_MONTHS, values_for([ListingKind.MONTH], now))


def post_count(kind: ListingKind, now: datetime) -> CombinedExpression:
    """Return the number of posts that readers see of a name of this kind, for an annotation."""
    totals = ListingTotal.objects.filter(kind=kind, listing=OuterRef("pk")).values("listing")
    ahead = ListedPost.objects.filter(kind=kind, listing=OuterRef("pk"), at__gt=now)
    seen = ahead.filter(post__in=Post.objects.dated_ahead(now))
    return (
        Coalesce(Subquery(totals.values(number=Sum("number"))), 0)
        - Coalesce(Subquery(ahead.values("listing").values(number=Count("*"))), 0)
        + Coalesce(Subquery(seen.values("listing").values(number=Count("*"))), 0)
    )


def latest_at(kind: ListingKind, now: datetime) -> Coalesce:
    """Return the newest date of the posts that readers see of a name, for an annotation."""
    listed = ListedPost.objects.filter(kind=kind, listing=OuterRef("pk")).order_by(
        "-at", "-post_id"
    )
    ahead = listed.filter(at__gt=now, post__in=Post.objects.dated_ahead(now))
    return Coalesce(
        Subquery(ahead.values("at")[:1]), Subquery(listed.filter(at__lte=now).values("at")[:1])
    )
