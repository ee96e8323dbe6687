"""What is made once an article has been saved, so that no reader waits for it."""

from functools import partial

from django.db import transaction

from blog.posts.card_images import ensure_card
from blog.posts.models import Post
from blog.posts.relating import relate


def make_ahead(post: Post, *, with_card: bool = True) -> None:
    """Have related articles found, and the card drawn, once the transaction has succeeded.

    An error there is logged; the article is saved all the same.

    Args:
        post: the article as it has been saved.
        with_card: false for many articles at once; a card is drawn when it is first asked for.
    """
    transaction.on_commit(partial(relate, post.pk), robust=True)
    if with_card:
        transaction.on_commit(partial(ensure_card, post), robust=True)
