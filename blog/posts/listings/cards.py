"""The cards of a list: what each shows, read by one statement, and its HTML.

A page of a list is made anew after every change of anything, and most of its cards are then what
they were. So a card's HTML is remembered by all that it shows: it is drawn again when that has
changed, and can never be another's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_default_timezone_name
from django.utils.translation import get_language

from blog.posts.prepared_statements import fetch_all
from blog.site.addresses import address_of
from blog.site.identity import HTML_LANGUAGES

MOST_REMEMBERED: Final = 2_000
"""Cards of which the HTML is remembered."""

STATEMENT: Final = """
SELECT p.id, json_build_object(
    'title', p.title, 'slug', p.slug, 'excerpt', p.excerpt, 'language', p.language,
    'published_at', p.published_at, 'updated_at', p.updated_at, 'minutes', p.reading_minutes,
    'category', (SELECT json_build_array(c.name, c.slug) FROM categories_category c
        WHERE c.id = p.category_id),
    'authors', (SELECT json_agg(json_build_array(a.name, a.slug) ORDER BY b.position, b.id)
        FROM posts_byline b JOIN authors_author a ON a.id = b.author_id WHERE b.post_id = p.id),
    'tags', (SELECT json_agg(json_build_array(t.name, t.slug) ORDER BY t.name, i.id)
        FROM posts_posttag i JOIN posts_tag t ON t.id = i.tag_id WHERE i.content_object_id = p.id)
)::text
FROM posts_post p
WHERE p.id = ANY(%(pks)s) AND p.status = 'published' AND p.published_at <= %(now)s
"""
"""What the cards of some posts show that readers see at `now`, in no order."""


@dataclass(frozen=True)
class Shown:
    """What a card shows of a post; names come with the paths of their pages.

    Attributes:
        category: one name or none.
    """

    title: str
    url: str
    excerpt: str
    language: str
    published_at: datetime
    updated_at: datetime
    minutes: int
    category: list[dict[str, str]]
    authors: list[dict[str, str]]
    tags: list[dict[str, str]]

    @property
    def html_language(self) -> str:
        """The post's language as the `lang` attribute says it, `""` for the site's own."""
        return HTML_LANGUAGES[self.language] if self.language != settings.LANGUAGE_CODE else ""


@dataclass(frozen=True)
class Card:
    """What stands for a post in a list.

    Attributes:
        pk: the post's number.
        stored: all that the card shows, as the database says it.
        dated_by_publication: whether that is the date it shows first, or that of the last update.
        where: the active language, the site's, and the site's time zone.
    """

    pk: int
    stored: str
    dated_by_publication: bool
    where: tuple[str | None, str, str]

    def html(self) -> SafeString:
        """Return its HTML, in that language and that time zone."""
        return _drawn(self.stored, self.dated_by_publication, self.where)


def cards_of(pks: Sequence[int], now: datetime, *, dated_by_publication: bool) -> list[Card]:
    """Return the cards of these posts in this order, without those that readers do not see.

    One query; none for no posts.
    """
    stored = _stored(pks, now)
    where = (get_language(), settings.LANGUAGE_CODE, get_default_timezone_name())
    return [Card(pk, stored[pk], dated_by_publication, where) for pk in pks if pk in stored]


def shown_of(pks: Sequence[int], now: datetime) -> dict[int, Shown]:
    """Return what cards of these posts show, by the posts' numbers; without those not seen.

    One query; none for no posts.
    """
    return {pk: _read(stored) for pk, stored in _stored(pks, now).items()}


def _stored(pks: Sequence[int], now: datetime) -> dict[int, str]:
    if not pks:
        return {}
    return dict(fetch_all(STATEMENT, {"pks": [*pks], "now": now}))


def _read(stored: str) -> Shown:
    row: dict[str, Any] = json.loads(stored)
    return Shown(
        title=row["title"],
        url=address_of("detail", row["slug"]),
        excerpt=row["excerpt"],
        language=row["language"],
        published_at=datetime.fromisoformat(row["published_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
        minutes=row["minutes"],
        category=_linked("category", [row["category"]] if row["category"] else []),
        authors=_linked("author", row["authors"] or []),
        tags=_linked("tag", row["tags"] or []),
    )


@lru_cache(maxsize=MOST_REMEMBERED)
def _drawn(
    stored: str, dated_by_publication: bool, _where: tuple[str | None, str, str]
) -> SafeString:
    context = {"post": _read(stored), "dated_by_publication": dated_by_publication}
    return mark_safe(render_to_string("posts/_card.html", context))


def _linked(name: str, found: Sequence[Sequence[str]]) -> list[dict[str, str]]:
    """Return names with the paths of their pages."""
    return [{"name": one, "url": address_of(name, slug)} for one, slug in found]
