"""Loading an article with everything that its page shows, by one statement.

It is written out, since every article's page asks it: Django would take eight queries, and longer
for putting them together than the database for answering.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Model

from blog.authors.models import Author, AuthorLink
from blog.categories.models import Category
from blog.media.models import MediaFile
from blog.posts.loaded_rows import loaded, remember
from blog.posts.models import Byline, Post, PostTag, Series, SignificantUpdate, Tag
from blog.posts.prepared_statements import fetch_all
from blog.posts.surroundings import AROUND_STORED, Surroundings, stored_around

_AUTHOR: Final = ("id", "name", "slug", "biography", "website", "avatar_id")
_PICTURE: Final = ("id", "path", "width", "height", "copies")


type _Column = tuple[str, Callable[..., Any] | None]
"""The attribute that a column becomes, and what converts its value, if anything."""


def _columns(model: type[Model], *names: str) -> list[_Column]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return [(fields[one].attname, getattr(fields[one], "from_db_value", None)) for one in names]


# What the statement begins with: the row itself, then each that it refers to. Each column more
# makes every article's page dearer, and a page new that would show nothing new.
_POST: Final = _columns(
    Post,
    "id", "uid", "slug", "canonical_url", "title", "language", "excerpt", "body_html", "toc",
    "has_math", "reading_minutes", "status", "published_at", "updated_at", "category", "series",
    "series_position", "cover", "translation_of",
)  # fmt: skip
_REFERRED: Final = {
    "category": (Category, "c", _columns(Category, "id", "name", "slug")),
    "series": (Series, "s", _columns(Series, "id", "title", "slug")),
    "cover": (
        MediaFile,
        "cover",
        _columns(MediaFile, "id", "path", "alt", "width", "height", "copies"),
    ),
}
_COLUMNS: Final = ", ".join(
    f'{alias}."{name}"'
    for alias, fields in [("p", _POST), *((alias, own) for _, alias, own in _REFERRED.values())]
    for name, _ in fields
)
_STATEMENT: Final = f"""
SELECT {_COLUMNS},
    (SELECT json_agg(json_build_array(
            b.id, b.position,
            json_build_array(a.id, a.name, a.slug, a.biography, a.website, a.avatar_id),
            json_build_array(m.id, m.path, m.width, m.height, m.copies),
            (SELECT json_agg(json_build_array(l.id, l.label, l.address) ORDER BY l.id)
                FROM authors_authorlink l WHERE l.author_id = a.id)
        ) ORDER BY b.position, b.id)::text
        FROM posts_byline b JOIN authors_author a ON a.id = b.author_id
        LEFT JOIN media_mediafile m ON m.id = a.avatar_id
        WHERE b.post_id = p.id),
    (SELECT json_agg(json_build_array(i.id, t.id, t.name, t.slug) ORDER BY t.name, i.id)::text
        FROM posts_posttag i JOIN posts_tag t ON t.id = i.tag_id
        WHERE i.content_object_id = p.id),
    (SELECT json_agg(json_build_array(u.id, u.at, u.note) ORDER BY u.at DESC, u.id DESC)::text
        FROM posts_significantupdate u WHERE u.post_id = p.id),
    {AROUND_STORED}
FROM posts_post p
LEFT JOIN categories_category c ON c.id = p.category_id
LEFT JOIN posts_series s ON s.id = p.series_id
LEFT JOIN media_mediafile cover ON cover.id = p.cover_id
"""  # noqa: S608  # constants
# On one line: longer statements than 4,096 characters psycopg reads anew each time.
_ON_ONE_LINE: Final = " ".join(_STATEMENT.split())
PUBLISHED: Final = (
    f"{_ON_ONE_LINE} WHERE p.slug = %(slug)s"
    " AND p.status = 'published' AND p.published_at <= %(now)s"
)
_BY_NUMBER: Final = f"{_ON_ONE_LINE} WHERE p.id = %(pk)s"


class Article(NamedTuple):
    """An article with everything that its page shows.

    Attributes:
        post: with its category, series, cover, bylines (with authors, their pictures and links),
            tags and significant updates, the latest first, where Django would keep what it had
            loaded; of each what the page shows. Reading more than that raises.
        around: what readers see around it.
        fingerprint: another number if anything of that is another.
    """

    post: Post
    around: Surroundings
    fingerprint: int


def published_article(slug: str, now: datetime) -> Article | None:
    """Return the article at an address, None if readers do not see it at `now`; one query."""
    return _loaded(PUBLISHED, {"slug": slug, "now": now})


def whole_article(pk: int, now: datetime) -> Article | None:
    """Return the article of a number, whoever may see it, None if there is none; one query.

    What lies around it is what readers see at `now`.
    """
    return _loaded(_BY_NUMBER, {"pk": pk, "now": now})


def _loaded(statement: str, values: dict[str, Any]) -> Article | None:
    rows = fetch_all(statement, values)
    return _article(rows[0]) if rows else None


def _article(row: tuple[Any, ...]) -> Article:
    *columns, bylines, tags, updates, around = row
    left = iter(columns)
    post = _made(Post, _POST, left)
    for name, (model, _alias, fields) in _REFERRED.items():
        referred = _made(model, fields, left)
        post._state.fields_cache[name] = referred if referred.pk is not None else None
    remember(post, "bylines", [_byline(post, row) for row in _listed(bylines)])
    remember(post, "tagged_items", [_tagged(post, row) for row in _listed(tags)])
    remember(
        post,
        "significant_updates",
        [
            loaded(
                SignificantUpdate,
                ("id", "post_id", "at", "note"),
                (pk, post.pk, datetime.fromisoformat(at), note),
            )
            for pk, at, note in _listed(updates)
        ],
    )
    return Article(post, stored_around(post, around), hash(row))


def _listed(stored: str | None) -> list[Any]:
    return json.loads(stored) if stored else []


def _made[Row: Model](model: type[Row], fields: Sequence[_Column], columns: Iterator[Any]) -> Row:
    """Make a row of as many of the columns as it has fields."""
    values = [
        convert(next(columns), None, connection) if convert else next(columns)
        for _, convert in fields
    ]
    return loaded(model, [name for name, _ in fields], values)


def _byline(post: Post, row: Sequence[Any]) -> Byline:
    pk, position, author_row, picture, links = row
    avatar = None if picture[0] is None else loaded(MediaFile, _PICTURE, picture)
    author = loaded(Author, _AUTHOR, author_row, avatar=avatar)
    remember(
        author,
        "links",
        [
            loaded(AuthorLink, ("id", "author_id", "label", "address"), (one, author.pk, *rest))
            for one, *rest in links or ()
        ],
    )
    values = (pk, post.pk, author.pk, position)
    return loaded(Byline, ("id", "post_id", "author_id", "position"), values, author=author)


def _tagged(post: Post, row: Sequence[Any]) -> PostTag:
    pk, tag_pk, name, slug = row
    tag = loaded(Tag, ("id", "name", "slug"), (tag_pk, name, slug))
    return loaded(PostTag, ("id", "content_object_id", "tag_id"), (pk, post.pk, tag_pk), tag=tag)
