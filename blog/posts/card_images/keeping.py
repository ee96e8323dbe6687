"""Keeping cards in the storage: each drawn once, the one before it deleted.

A storage cannot put a file in its place at one stroke, so what is read is checked to be whole. A
file that is not, of a server that stopped while writing it, is drawn again.
"""

import logging
from collections.abc import Iterable
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from blog.posts.card_images.drawing import draw_card
from blog.posts.card_images.words import words_of

if TYPE_CHECKING:
    from blog.posts.models import Post

FOLDER = "cards"
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"  # PNG specification, 5.2 and 11.2.5

_log = logging.getLogger(__name__)
_drawing = Lock()
"""One card at a time, so that a crowd asking for new ones leaves threads to those who read."""


def ensure_card(post: "Post") -> None:
    """Draw the card of an article that readers see or will see, unless it is there; three queries.

    To be called when a save has been committed, for everything that the card says is read anew.
    """
    present = type(post)._default_manager.for_list().filter(pk=post.pk, status="published").first()
    if present is not None:
        card_of(present)


def card_of(post: "Post") -> bytes:
    """Return the article's present card as a PNG; it is drawn and stored if it is not there.

    A card that cannot be stored is returned all the same, and the log says why.

    Args:
        post: loaded as for `card_url`.
    """
    words = words_of(post)
    path = _path(post.uid, words.digest())
    card = _stored(path)
    if card is None:
        with _drawing:
            # Another thread may have been first.
            card = _stored(path)
            if card is None:
                card = draw_card(words)
                try:
                    _store(post.uid, path, card)
                except OSError:
                    _log.exception("The card %s could not be stored.", path)
    return card


def delete_cards(uids: Iterable[UUID]) -> None:
    """Delete the cards of the articles of these permanent ids."""
    for uid in uids:
        _sweep(uid, keeping=None)


def _path(uid: UUID, digest: str) -> str:
    # In 256 folders, so that none grows long.
    return f"{_folder(uid)}/{uid.hex}-{digest}.png"


def _folder(uid: UUID) -> str:
    return f"{FOLDER}/{uid.hex[:2]}"


def _stored(path: str) -> bytes | None:
    """Return the card stored at `path`, None if there is none or only a part of one."""
    try:
        with default_storage.open(path) as file:
            card: bytes = file.read()
    except FileNotFoundError:
        return None
    return card if card.startswith(_PNG_START) and card.endswith(_PNG_END) else None


def _store(uid: UUID, path: str, card: bytes) -> None:
    default_storage.delete(path)  # a part of one
    stored = default_storage.save(path, ContentFile(card))
    if stored != path:
        # Another process was first, and what it drew is the same.
        default_storage.delete(stored)
    _sweep(uid, keeping=path)


def _sweep(uid: UUID, *, keeping: str | None) -> None:
    """Delete the article's cards but the one at the path `keeping`."""
    try:
        _folders, names = default_storage.listdir(_folder(uid))
    except FileNotFoundError:
        return
    for name in names:
        path = f"{_folder(uid)}/{name}"
        if name.startswith(uid.hex) and path != keeping:
            default_storage.delete(path)
