"""The parts of a series, as an article that is one of them shows them."""

from datetime import datetime
from typing import Any

from blog.posts.models import Post


def parts_around(post: Post, now: datetime) -> dict[str, Any]:
    """Return what the article's template needs: `series_parts` and `series_place`.

    Costs one query for a part of a series, else none. The place counts among what readers see
    at `now`: a part may still be hidden. It is None for a post that they do not see.
    """
    parts: list[Post] = []
    if post.series_id:
        parts = list(
            Post.objects.published(now)
            .filter(series=post.series_id)
            .order_by("series_position", "pk")
            .only("title", "slug", "series_position")
        )
    return {"series_parts": parts, "series_place": parts.index(post) + 1 if post in parts else None}
