"""Keeping what an author types until it is saved: storing copies, and pruning them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import models, transaction

from accounts.models import User
from blog.posts.forms.state import (
    BASE_NAMES,
    BYLINES,
    TEXT,
    VALUES,
    FormState,
    one_line_end,
    storable,
)
from blog.posts.models import OpenForm, UnsavedCopy
from blog.posts.models.unsaved_copy import KEPT_FOR

SAVE: Final = ("revision_note", "review_note", "significant", "update_note", "backdate")
"""What belongs to one save."""
KEPT_NAMES: Final = (*VALUES, TEXT, BYLINES, *BASE_NAMES, *SAVE)

NUMBER: Final = "number"
"""Not of the form: which state of its tab a copy holds. Later states have larger numbers."""

MOST_COPIES: Final = 50
"""Of one user. Older ones go, but nothing younger than `SURELY_KEPT_FOR`."""
SURELY_KEPT_FOR: Final = timedelta(days=1)

_MOST_VALUES: Final = 1000
"""Of one name; an article has a dozen tags."""


def fields_to_keep(sent: Mapping[str, Any]) -> FormState | None:
    """Return what a browser sent of the form's fields as a copy stores it, None if it is no form.

    Names that the form has not are left out. A line end is one character; what PostgreSQL cannot
    store (NUL, halves of a character) is replaced by U+FFFD, which the form later complains about.
    """
    kept: FormState = {}
    for name in KEPT_NAMES:
        values = sent.get(name)
        if values is None:
            continue
        if not isinstance(values, list) or len(values) > _MOST_VALUES:
            return None
        if not all(isinstance(value, str) for value in values):
            return None
        kept[name] = [storable(one_line_end(value)) for value in values]
    return kept if TEXT in kept else None


def keep(
    user: User,
    tab: UUID,
    post_id: int | None,
    fields: FormState,
    *,
    number: int,
    now: datetime,
    taken_up: int | None = None,
) -> UnsavedCopy:
    """Store the state of a form as the copy of its tab.

    A state that is older than the stored one, because it was held up on its way, changes nothing.
    The rights to the article are the caller's to check.

    Args:
        user: who writes.
        tab: the browser tab; each has one copy.
        post_id: the article, None for one that is not stored yet.
        fields: from `fields_to_keep`.
        number: of the state; see `NUMBER`.
        now: the present moment.
        taken_up: the copy that the form began from. Unless its own tab is still open it becomes
            this tab's, so that the same text is not kept twice.

    Returns:
        The stored copy.
    """
    with transaction.atomic():
        own = UnsavedCopy.objects.filter(user=user).select_for_update()
        values: dict[str, Any] = {
            "post_id": post_id,
            "fields": {**fields, NUMBER: [str(number)]},
            "saved_at": now,
        }
        if taken_up is not None and not own.filter(tab=tab).exists():
            _hand_over(own, user, tab, post_id, taken_up, now)
        copy, is_new = own.get_or_create(user=user, tab=tab, defaults=values)
        if is_new:
            prune_of(user, now)
        elif int(copy.value(NUMBER) or 0) <= number:
            for name, value in values.items():
                setattr(copy, name, value)
            copy.save(update_fields=["post", "fields", "saved_at"])
    return copy


def _hand_over(
    own: models.QuerySet[UnsavedCopy],
    user: User,
    tab: UUID,
    post_id: int | None,
    taken_up: int,
    now: datetime,
) -> None:
    copy = own.filter(pk=taken_up, post=post_id).first()
    if copy is None or OpenForm.objects.alive(now).filter(user=user, tab=copy.tab).exists():
        return
    copy.tab = tab
    # The states of this tab are numbered by its own clock.
    copy.fields = {**copy.fields, NUMBER: ["0"]}
    copy.save(update_fields=["tab", "fields"])


def prune(now: datetime) -> int:
    """Delete everybody's copies that were not touched for `KEPT_FOR`; return how many."""
    return UnsavedCopy.objects.outdated(now).delete()[0]


def prune_of(user: User, now: datetime) -> None:
    """Delete a user's copies that are too old, or too many."""
    own = UnsavedCopy.objects.filter(user=user)
    newest = own.order_by("-saved_at", "-pk").values("pk")[:MOST_COPIES]
    own.filter(
        models.Q(saved_at__lt=now - KEPT_FOR)
        | (~models.Q(pk__in=newest) & models.Q(saved_at__lt=now - SURELY_KEPT_FOR))
    ).delete()
