"""Loading an article with everything that its page shows, by one statement.

It is written out, since every article's page asks it: Django would take eight queries, and longer
for putting them together than the database for answering.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple, NoReturn

from django.core.exceptions import FieldFetchBlocked
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import FETCH_RAISE, Field, Model, QuerySet

from blog.authors.models import Author, AuthorLink
from blog.categories.models import Category
from blog.media.models import MediaFile
from blog.posts.models import Byline, Post, PostTag, Series, SignificantUpdate, Tag
from blog.posts.prepared_statements import fetch_all
from blog.posts.querysets import LEFT_BEHIND
from blog.posts.surroundings import AROUND_STORED, Surroundings, stored_around

_AUTHOR: Final = ("id", "name", "slug", "biography", "website", "avatar_id")
_PICTURE: Final = ("id", "path", "width", "height", "copies")


def _fields(model: type[Model], left_behind: Sequence[str] = ()) -> list[Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.name not in left_behind]


# What the statement begins with: the row itself, then each that it refers to.
_POST: Final = _fields(Post, LEFT_BEHIND)
_REFERRED: Final = {
    "category": (Category, "c", _fields(Category)),
    "series": (Series, "s", _fields(Series)),
    "cover": (MediaFile, "cover", _fields(MediaFile)),
}
_COLUMNS: Final = ", ".join(
    f'{alias}."{field.column}"'
    for alias, fields in [("p", _POST), *((alias, own) for _, alias, own in _REFERRED.values())]
    for field in fields
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
            loaded; without the source. Reading more than that raises.
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
        setattr(post, name, referred if referred.pk is not None else None)
    _remember(post, "bylines", Byline, (_byline(post, row) for row in _listed(bylines)))
    _remember(post, "tagged_items", PostTag, (_tagged(post, row) for row in _listed(tags)))
    _remember(
        post,
        "significant_updates",
        SignificantUpdate,
        (
            _row(
                SignificantUpdate,
                ("id", "post_id", "at", "note"),
                (pk, post.pk, datetime.fromisoformat(at), note),
            )
            for pk, at, note in _listed(updates)
        ),
    )
    return Article(post, stored_around(post, around), hash(row))


def _listed(stored: str | None) -> list[Any]:
    return json.loads(stored) if stored else []


def _made[Row: Model](
    model: type[Row], fields: Sequence[Field[Any, Any]], columns: Iterator[Any]
) -> Row:
    """Make a row of as many of the columns as it has fields."""
    values = [_value(field, next(columns)) for field in fields]
    return _row(model, [field.attname for field in fields], values)


def _value(field: Field[Any, Any], stored: Any) -> Any:
    convert = getattr(field, "from_db_value", None)
    return convert(stored, None, connection) if convert else stored


def _byline(post: Post, row: Sequence[Any]) -> Byline:
    pk, position, author_row, picture, links = row
    author = _row(Author, _AUTHOR, author_row)
    author.avatar = _row(MediaFile, _PICTURE, picture) if author.avatar_id else None
    _remember(
        author,
        "links",
        AuthorLink,
        (
            _row(AuthorLink, ("id", "author_id", "label", "address"), (one, author.pk, *rest))
            for one, *rest in links or ()
        ),
    )
    byline = _row(
        Byline, ("id", "post_id", "author_id", "position"), (pk, post.pk, author.pk, position)
    )
    byline.author = author
    return byline


def _tagged(post: Post, row: Sequence[Any]) -> PostTag:
    pk, tag_pk, name, slug = row
    item = _row(PostTag, ("id", "content_object_id", "tag_id"), (pk, post.pk, tag_pk))
    item.tag = _row(Tag, ("id", "name", "slug"), (tag_pk, name, slug))
    return item


def _row[Row: Model](model: type[Row], names: Sequence[str], values: Sequence[Any]) -> Row:
    return model.from_db(DEFAULT_DB_ALIAS, names, values, fetch_mode=FETCH_RAISE)


class _Loaded[Row: Model](QuerySet[Row]):
    """Rows that are all there: what else is asked of them would be asked of the whole table."""

    def _chain(self) -> NoReturn:
        raise FieldFetchBlocked(f"All {self.model._meta.verbose_name_plural} are loaded already.")


def _remember[Row: Model](
    owner: Model, relation: str, model: type[Row], rows: Iterable[Row]
) -> None:
    """Keep related rows as `prefetch_related` does."""
    found: _Loaded[Row] = _Loaded(model)
    found._result_cache = [*rows]
    cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[relation] = found
