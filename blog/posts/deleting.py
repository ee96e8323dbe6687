"""Deleting articles, when others may be saving them."""

from collections.abc import Iterable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from blog.posts import rights
from blog.posts.card_images import delete_cards
from blog.posts.models import Post
from blog.posts.relating import hold_related


def delete(user: rights.Visitor, pks: Iterable[int]) -> None:
    """Delete the articles of these numbers and all that belongs to them, all or none.

    Their rows are locked first, as a save does: a deletion that began with what belongs to them
    would meet a save from the other end, and the database would break one of the two off.

    Raises:
        PermissionDenied: `user` may not delete one of them, or not any more.
    """
    with transaction.atomic():
        hold_related()
        chosen = Post.objects.filter(pk__in=list(pks))
        locked = list(
            chosen.only("uid", "status", "published_at", "seen_by_readers")
            .order_by("pk")
            .select_for_update()
        )
        now = timezone.now()
        if not all(rights.may_delete(user, post, now) for post in locked):
            raise PermissionDenied
        chosen.delete()
        uids = [post.uid for post in locked]
        transaction.on_commit(partial(delete_cards, uids), robust=True)
