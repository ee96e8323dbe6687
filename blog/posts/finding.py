"""Finding articles by what names them, for those who write and edit.

A text of several words finds the articles that have each of them in the title, the slug, an
author's name or a tag. Words are found in the middle of others, so Chinese needs no word limits.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from blog.posts.models import Byline, Post, PostTag
from blog.posts.querysets import PostQuerySet

MOST_WORDS = 10
LONGEST_TEXT = 200  # characters
_QUOTES = ('"', "'")


def words_of(text: str) -> list[str]:
    """Return the words of what somebody searches for; quotes keep several together.

    What no column can hold, a NUL, is left out, and so are quotes without words, and what comes
    after `LONGEST_TEXT` characters or `MOST_WORDS` words.
    """
    split = smart_split(text.replace("\0", "")[:LONGEST_TEXT])
    return [word for word in map(_unquoted, split) if word.strip(" \"'")][:MOST_WORDS]


def _unquoted(word: str) -> str:
    is_quoted = len(word) > 1 and word[0] in _QUOTES and word[0] == word[-1]
    return unescape_string_literal(word) if is_quoted else word


def find(posts: PostQuerySet, text: str) -> PostQuerySet:
    """Return those of `posts` that have every word of `text` in a name; all for an empty text."""
    for word in words_of(text):
        posts = posts.filter(pk__in=_named(word))
    return posts


def _named(word: str) -> QuerySet[Post, dict[str, Any]]:
    """Return the numbers of the posts that have the word in one of their names.

    A union of three searches, each over narrow rows: joined in one, they would multiply and have
    to be told apart again. A single Latin letter is in almost every name, so it must be all of an
    author's or a tag's: "C", "R".
    """
    whole = "iexact" if len(word) == 1 and word.isascii() else "icontains"
    titled = (
        Post.objects.filter(Q(title__icontains=word) | Q(slug__icontains=word))
        .order_by()
        .values("pk")
    )
    named: QuerySet[Post, dict[str, Any]] = titled.union(
        Byline.objects.filter(**{f"author__name__{whole}": word}).values("post_id"),
        PostTag.objects.filter(**{f"tag__name__{whole}": word}).values("content_object_id"),
    )  # type: ignore[assignment]  # rows of other models, but of numbers as well
    return named
