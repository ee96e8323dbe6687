"""Going on with an unsaved copy in the article's form, and parting with it once it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.fields.json import KT
from django.db.models.functions import Length

from accounts.models import User
from blog.posts.forms.state import BASE_NAMES, TEXT, FormState, comparable, read_state, units
from blog.posts.models import OpenForm, Post, UnsavedCopy
from blog.posts.unsaved.keeping import SAVE
from blog.posts.whole_numbers import LARGEST_COUNT, whole_number

_TICKED = ("significant", "backdate")
_CHOSEN = ("category", "series", "cover", "translation_of")
"""Numbers of rows; the widgets look them up, and fail at anything that is no number."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy that its author can take up; `characters` of text, without the small fields."""

    pk: int
    post_id: int | None
    title: str
    characters: int
    saved_at: datetime
    is_open: bool
    """Whether the tab that it is of is open still."""


def offers(
    user: User,
    post: Post | None,
    now: datetime,
    *,
    tab: UUID | None = None,
    taken_up: int | None = None,
) -> list[Offer]:
    """Return the user's copies of an article (None: of articles not stored yet), the newest first.

    The copy of the form's own `tab` and the one `taken_up` in it are left out. One query.
    """
    copies = UnsavedCopy.objects.of(user.pk, post.pk if post else None)
    if tab is not None:
        copies = copies.exclude(tab=tab)
    if taken_up is not None:
        copies = copies.exclude(pk=taken_up)
    return _offers(user, copies, now)


def all_offers(user: User, now: datetime, limit: int) -> list[Offer]:
    """Return the user's newest copies, whichever article they are of. One query."""
    copies = UnsavedCopy.objects.filter(user=user).order_by("-saved_at", "-pk")
    return _offers(user, copies[:limit], now)


def _offers(user: User, copies: models.QuerySet[UnsavedCopy], now: datetime) -> list[Offer]:
    open_tabs = OpenForm.objects.alive(now).filter(user=user, tab=models.OuterRef("tab"))
    rows = copies.values_list(
        "pk", "post_id", KT("fields__title__0"), Length(KT(f"fields__{TEXT}__0")), "saved_at",
        models.Exists(open_tabs),
    )  # fmt: skip
    return [
        Offer(pk, post_id, title or "", characters or 0, saved_at, is_open)
        for pk, post_id, title, characters, saved_at, is_open in rows
    ]


def initial_from(copy: UnsavedCopy, *, as_new: bool) -> dict[str, Any]:
    """Return the form's initial values for going on with a copy, by the names of its fields.

    A value that the author had not changed is left out, and so is what the form says it was: the
    article may have another one by now, and that is not the author's to undo. What the form began
    from is the copy's own beginning, so that a save merges what was saved since. A beginning that
    the copy does not say is None, which the form takes for unknown.

    Args:
        copy: the copy.
        as_new: whether it is to become an article of its own, whatever it began from.
    """
    fields: FormState = copy.fields
    began = read_state(copy.value("base_state")) or {}
    initial: dict[str, Any] = {TEXT: copy.value(TEXT), "unsaved_copy": copy.pk}
    still_base = dict(began)
    for unit, names in units().items():
        if not all(name in fields for name in names):
            continue
        if not as_new and is_untouched(unit, names, fields, began):
            for name in names:
                still_base.pop(name, None)
            continue
        initial |= _initial_of(unit, names, fields)
    for name in SAVE:
        if copy.value(name):
            initial[name] = True if name in _TICKED else copy.value(name)
    if not as_new:
        initial |= {
            name: whole_number(copy.value(name), LARGEST_COUNT)
            for name in BASE_NAMES
            if name != "base_state"
        }
        initial["base_state"] = still_base
    return initial


def is_untouched(
    unit: str, names: tuple[str, ...], fields: Mapping[str, list[str]], began: FormState
) -> bool:
    """Whether the values of a unit are those that the form began with."""
    if not all(name in began for name in names):
        return False
    now, then = ([state[name] for name in names] for state in (fields, began))
    return comparable(unit, now) == comparable(unit, then)


def forget(user: User, *, tab: UUID | None, taken_up: int | None) -> None:
    """Delete the copies that a save has made needless: the tab's, and the one taken up in it."""
    of_save = models.Q(pk=taken_up) if tab is None else models.Q(tab=tab) | models.Q(pk=taken_up)
    UnsavedCopy.objects.filter(of_save, user=user).delete()


def _initial_of(unit: str, names: tuple[str, ...], fields: FormState) -> dict[str, Any]:
    firsts = {name: (fields[name] or [""])[0] for name in names}
    if unit in _CHOSEN and firsts[unit] and whole_number(firsts[unit]) is None:
        return {}
    if unit == "tags":
        return {"tags": fields["tags"]}
    if unit == "published_at":
        return {"published_at": list(firsts.values())}
    return firsts
