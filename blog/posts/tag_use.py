"""The tags as readers see them: those that published articles carry."""

from datetime import datetime

from blog.posts.listings.counts import COUNTED, values_for
from blog.posts.models import ListingKind, Tag

_BY_USE = f"""
SELECT t.id, t.name, t.slug, counted.number AS post_count
FROM posts_tag t JOIN ({COUNTED}) counted ON counted.listing = t.id
ORDER BY counted.number DESC, t.name, t.id LIMIT %(most)s
"""  # noqa: S608  # a constant


def tags_by_use(now: datetime, most: int | None = None) -> list[Tag]:
    """Return the tags with the number of published articles of each as `post_count`; one query.

    The most used come first, those used equally by name.

    Args:
        now: the moment up to which articles have been published.
        most: how many tags; None for all.
    """
    return list(Tag.objects.raw(_BY_USE, values_for([ListingKind.TAG], now) | {"most": most}))
