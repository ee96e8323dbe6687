"""What lies around an article: its neighbours, its kin, its translations, its series."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models import FETCH_RAISE

from blog.posts.models import Post
from blog.posts.prepared_statements import fetch_all

MOST_RELATED: Final = 4
"""Articles recommended below one."""

# In the order of the model's fields, as rows are made of them.
_LINK: Final = (
    "id", "reading_minutes", "title", "slug", "language", "series_position", "published_at",
    "canonical_url",
)  # fmt: skip
_COLUMNS: Final = ", ".join(f"p.{name}" for name in _LINK)
_VISIBLE: Final = "p.status = 'published' AND p.published_at <= %(now)s"
# Written out, since every article's page asks it: putting it together cost more than answering it.
# Dates are compared as rows, as the index has them, which is read from the article's place on.
_STATEMENT: Final = f"""
(SELECT 'related' AS kind, -r.score AS place, {_COLUMNS}
    FROM posts_relatedpost r JOIN posts_post p ON p.id = r.other_id
    WHERE r.post_id = %(pk)s AND {_VISIBLE}
    ORDER BY r.score DESC, p.id LIMIT {MOST_RELATED})
UNION ALL
(SELECT 'translation', 0, {_COLUMNS} FROM posts_post p
    WHERE p.translation_of_id = %(original)s AND p.id <> %(pk)s AND {_VISIBLE})
UNION ALL
(SELECT 'translation', 0, {_COLUMNS} FROM posts_post p
    WHERE p.id = %(original)s AND p.id <> %(pk)s AND {_VISIBLE})
UNION ALL
(SELECT 'previous', 0, {_COLUMNS} FROM posts_post p
    WHERE (p.published_at, p.id) < (%(at)s, %(pk)s) AND {_VISIBLE}
    ORDER BY p.published_at DESC, p.id DESC LIMIT 1)
UNION ALL
(SELECT 'next', 0, {_COLUMNS} FROM posts_post p
    WHERE (p.published_at, p.id) > (%(at)s, %(pk)s) AND {_VISIBLE}
    ORDER BY p.published_at, p.id LIMIT 1)
UNION ALL
(SELECT 'part', p.series_position, {_COLUMNS} FROM posts_post p
    WHERE p.series_id = %(series)s AND {_VISIBLE})
ORDER BY place, id
"""  # noqa: S608  # constants


@dataclass
class Surroundings:
    """Articles that readers of another can go to; all of them visible, none with its text.

    `previous` and `next` are by date of publication, older and newer. The parts of a series are in
    their order; `series_place` counts from 1 among those that readers see, and is None for an
    article that they do not see. `fingerprint` is another number if any of that is another.
    """

    previous: Post | None = None
    next: Post | None = None
    related: list[Post] = field(default_factory=list)
    translations: list[Post] = field(default_factory=list)
    series_parts: list[Post] = field(default_factory=list)
    series_place: int | None = None
    series_previous: Post | None = None
    series_next: Post | None = None
    fingerprint: int = 0


def surroundings_of(post: Post, now: datetime) -> Surroundings:
    """Return what lies around the article for who reads it at `now`; one query."""
    found: dict[str, list[Post]] = defaultdict(list)
    rows = fetch_all(_STATEMENT, values_for(post, now))
    for kind, _place, *values in rows:
        link = Post.from_db(DEFAULT_DB_ALIAS, _LINK, values, fetch_mode=FETCH_RAISE)
        found[kind].append(link)
    around = Surroundings(
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        related=found["related"],
        translations=found["translation"],
        series_parts=found["part"],
        fingerprint=hash(tuple(rows)),
    )
    if post in around.series_parts:
        index = around.series_parts.index(post)
        around.series_place = index + 1
        around.series_previous = around.series_parts[index - 1] if index else None
        around.series_next = next(iter(around.series_parts[index + 1 :]), None)
    return around


def values_for(post: Post, now: datetime) -> dict[str, Any]:
    """Return the values of the statement's placeholders; what the article has not is None."""
    return {
        "pk": post.pk,
        "original": post.original_id,
        "at": post.published_at,
        "series": post.series_id,
        "now": now,
    }
