"""What an address in a post may lead to, judged by its scheme (RFC 3986, section 3.1)."""

from __future__ import annotations

import re
from typing import Final

from blog.markup.limits import MAX_DATA_IMAGE_CHARACTERS

ALLOWED_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel", "ftp"})

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
# Browsers skip some of these in `java\nscript:` (WHATWG URL, section 4.4); none belongs there.
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_BITMAP = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_CANDIDATE_END = re.compile(r"\s+|,(?:\s|$)")


def scheme_of(address: str) -> str:
    """Return the scheme in lower case, or "" for a relative address.

    White space and invisible characters are left out first.
    """
    match = _SCHEME.match(_INVISIBLE.sub("", address[:1_000]))
    return match[1].lower() if match else ""


def is_safe(address: str) -> bool:
    """Whether a link may point to `address`: relative, or of one of the allowed schemes."""
    scheme = scheme_of(address)
    return not scheme or scheme in ALLOWED_SCHEMES


def is_data(address: str) -> bool:
    """Whether `address` holds data instead of leading to some."""
    return scheme_of(address) == "data"


def is_small_picture(address: str) -> bool:
    """Whether `address` holds a picture that a post may show: a bitmap, and not a large one.

    SVG is a document with links and styles of its own, so it is none.
    """
    address = address.strip()
    return len(address) <= MAX_DATA_IMAGE_CHARACTERS and _BITMAP.match(address) is not None


def is_safe_srcset(srcset: str) -> bool:
    """Whether every candidate of `srcset` (WHATWG HTML, section 4.8.4.2) is a safe address."""
    return all(is_safe(part) for part in _CANDIDATE_END.split(srcset))
