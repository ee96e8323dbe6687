"""What the page of an article says about its card."""

from typing import TYPE_CHECKING

from django.urls import reverse

from blog.posts.card_images.words import CardWords, words_of

if TYPE_CHECKING:
    from blog.posts.models import Post


def card_url(post: "Post", words: CardWords | None = None) -> str:
    """Return the path of the card's present picture; costs no query and draws nothing.

    Args:
        post: with its category, and its bylines and their authors in order, already loaded, as
            `for_list()`, `for_feed()` and `whole_article` do.
        words: `words_of(post)`, where they are known already.
    """
    return reverse("posts:card", args=[post.uid, (words or words_of(post)).digest()])


def card_alt(words: CardWords) -> str:
    """Return what a card says, for those who do not see it."""
    return " · ".join(filter(None, [words.title, *words.authors, words.site_name]))
