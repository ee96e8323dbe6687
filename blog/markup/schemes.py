"""Pictures inside the text, `data:image/png;base64,…` (RFC 2397)."""

from __future__ import annotations

import re

from blog.markup.limits import MAX_DATA_IMAGE_CHARACTERS

_BITMAP = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")


def is_data(address: str) -> bool:
    """Whether `address` holds data instead of leading to some."""
    return address.lstrip()[:5].lower() == "data:"


def is_small_picture(address: str) -> bool:
    """Whether `address` holds a picture that a post may show: a bitmap, and not a large one.

    SVG is a document with links and styles of its own, so it is none.
    """
    address = address.strip()
    return len(address) <= MAX_DATA_IMAGE_CHARACTERS and _BITMAP.match(address) is not None
