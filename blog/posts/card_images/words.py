"""What is written on a card, taken from an article, and the digest that names it."""

import hashlib
import json
from contextlib import nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.utils.translation import get_language, override

from blog.site.dates import day_in_words
from blog.site.identity import site_name

if TYPE_CHECKING:
    from blog.posts.models import Post

DRAWING = 1
"""Counts up when the same words are drawn differently, so that every card is made anew."""

DIGEST_LENGTH = 12  # hex digits; among the cards of one article

_JSON: Final = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class CardWords:
    """Everything a card depends on."""

    title: str
    language: str
    """The title's language, as Django names it."""
    authors: tuple[str, ...]
    category: str
    """Empty if it has none."""
    date: str
    """Of publication, as it is shown; empty if there is none."""
    site_name: str
    site_language: str
    """As Django names it: the language of what joins the names."""

    def digest(self) -> str:
        """Return what names the picture of these words: `DIGEST_LENGTH` hex digits."""
        content = _JSON.encode(
            [
                DRAWING, self.title, self.language, self.authors, self.category, self.date,
                self.site_name, self.site_language,
            ]
        )  # fmt: skip
        return hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]


def words_of(post: "Post") -> CardWords:
    """Return what the card of the article says; costs no query.

    Whoever asks, it is in the site's language: nothing of it may depend on a login.

    Args:
        post: with its category, and its bylines and their authors in order, already loaded.
    """
    site_language = settings.LANGUAGE_CODE
    with nullcontext() if get_language() == site_language else override(site_language):
        published_at = post.published_at
        return CardWords(
            title=post.title,
            language=post.language,
            authors=tuple(byline.author.name for byline in post.bylines.all()),
            category=post.category.name if post.category else "",
            date=day_in_words(published_at) if published_at else "",
            site_name=site_name(),
            site_language=site_language,
        )
