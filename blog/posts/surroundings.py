"""What lies around an article: its neighbours, its kin, its translations, its series."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from blog.posts.loaded_rows import loaded
from blog.posts.models import Post
from blog.posts.prepared_statements import fetch_all

MOST_RELATED: Final = 4
"""Articles recommended below one."""

_LINK: Final = (
    "id", "reading_minutes", "title", "slug", "language", "series_position", "published_at",
    "canonical_url",
)  # fmt: skip
_PUBLISHED_AT: Final = _LINK.index("published_at")
_COLUMNS: Final = ", ".join(f"o.{name}" for name in _LINK)
_VISIBLE: Final = "o.status = 'published' AND o.published_at <= %(now)s"
# Dates are compared as rows, as the index has them, which is read from the article's place on.
_AROUND: Final = f"""
(SELECT json_agg(json_build_array(kind, {", ".join(_LINK)}) ORDER BY place, id)::text FROM (
    (SELECT 'related' AS kind, -r.score AS place, {_COLUMNS}
        FROM posts_relatedpost r JOIN posts_post o ON o.id = r.other_id
        WHERE r.post_id = {{pk}} AND {_VISIBLE}
        ORDER BY r.score DESC, o.id LIMIT {MOST_RELATED})
    UNION ALL
    (SELECT 'translation', 0, {_COLUMNS} FROM posts_post o
        WHERE o.translation_of_id = {{original}} AND o.id <> {{pk}} AND {_VISIBLE})
    UNION ALL
    (SELECT 'translation', 0, {_COLUMNS} FROM posts_post o
        WHERE o.id = {{original}} AND o.id <> {{pk}} AND {_VISIBLE})
    UNION ALL
    (SELECT 'previous', 0, {_COLUMNS} FROM posts_post o
        WHERE (o.published_at, o.id) < ({{at}}, {{pk}}) AND {_VISIBLE}
        ORDER BY o.published_at DESC, o.id DESC LIMIT 1)
    UNION ALL
    (SELECT 'next', 0, {_COLUMNS} FROM posts_post o
        WHERE (o.published_at, o.id) > ({{at}}, {{pk}}) AND {_VISIBLE}
        ORDER BY o.published_at, o.id LIMIT 1)
    UNION ALL
    (SELECT 'part', o.series_position, {_COLUMNS} FROM posts_post o
        WHERE o.series_id = {{series}} AND {_VISIBLE})
) around)
"""  # noqa: S608  # constants
AROUND_STORED: Final = _AROUND.format(
    pk="p.id",
    original="coalesce(p.translation_of_id, p.id)",
    at="p.published_at",
    series="p.series_id",
)
"""SQL: what readers see around the article `p` at `%(now)s`, for `stored_around`; part of the
statement that every article's page asks."""
_AROUND_ANY: Final = "SELECT " + _AROUND.format(
    pk="%(pk)s::bigint",
    original="%(original)s::bigint",
    at="%(at)s::timestamptz",
    series="%(series)s::bigint",
)


@dataclass
class Surroundings:
    """Articles that readers of another can go to; all of them visible, none with its text.

    `previous` and `next` are by date of publication, older and newer. The parts of a series are in
    their order; `series_place` counts from 1 among those that readers see, and is None for an
    article that they do not see.
    """

    previous: Post | None = None
    next: Post | None = None
    related: list[Post] = field(default_factory=list)
    translations: list[Post] = field(default_factory=list)
    series_parts: list[Post] = field(default_factory=list)
    series_place: int | None = None
    series_previous: Post | None = None
    series_next: Post | None = None


def stored_around(post: Post, stored: str | None) -> Surroundings:
    """Return what lies around the article, as `AROUND_STORED` says it."""
    found: dict[str, list[Post]] = defaultdict(list)
    for kind, *values in json.loads(stored) if stored else []:
        values[_PUBLISHED_AT] = datetime.fromisoformat(values[_PUBLISHED_AT])
        found[kind].append(loaded(Post, _LINK, values))
    around = Surroundings(
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        related=found["related"],
        translations=found["translation"],
        series_parts=found["part"],
    )
    if post in around.series_parts:
        index = around.series_parts.index(post)
        around.series_place = index + 1
        around.series_previous = around.series_parts[index - 1] if index else None
        around.series_next = next(iter(around.series_parts[index + 1 :]), None)
    return around


def surroundings_of(post: Post, now: datetime) -> Surroundings:
    """Return what lies around an article that may differ from the stored one; one query.

    Args:
        post: whatever it says of its date, series and original counts.
        now: when readers look.
    """
    values: dict[str, Any] = {
        "pk": post.pk,
        "original": post.original_id,
        "at": post.published_at,
        "series": post.series_id,
        "now": now,
    }
    ((stored,),) = fetch_all(_AROUND_ANY, values)
    return stored_around(post, stored)
