"""What the page of an article says about its card."""

from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from blog.posts.card_images.words import DIGEST_LENGTH, CardWords, words_of

if TYPE_CHECKING:
    from blog.posts.models import Post


def card_url(post: "Post", words: CardWords | None = None) -> str:
    """Return the path of the card's present picture; costs no query and draws nothing.

    Args:
        post: with its category, and its bylines and their authors in order, already loaded, as
            `for_list()`, `for_feed()` and `whole_article` do.
        words: `words_of(post)`, where they are known already.
    """
    before, between, after = _shape()
    return f"{before}{post.uid}{between}{(words or words_of(post)).digest()}{after}"


@cache
def _shape() -> tuple[str, str, str]:
    """Return what stands before the article's permanent id, before the digest, and after it."""
    uid, digest = UUID(int=0), "0" * DIGEST_LENGTH
    before, _, rest = reverse("posts:card", args=[uid, digest]).partition(str(uid))
    between, _, after = rest.rpartition(digest)
    return before, between, after


def card_alt(words: CardWords) -> str:
    """Return what a card says, for those who do not see it."""
    return " · ".join(filter(None, [words.title, *words.authors, words.site_name]))
