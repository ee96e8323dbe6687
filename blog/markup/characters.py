"""The kinds of characters that decide about emphasis and line ends."""

from __future__ import annotations

import functools
import unicodedata
from enum import IntEnum
from typing import Final

from blog.markup.tokens import TOKEN_CHARACTERS

WIDE: Final = (
    "\u2e80-\u2fdf\u3001-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
)
"""Chinese characters, kana and full-width punctuation, as the inside of a regular expression's
character class: the scripts that are written without spaces."""

_WIDE_RANGES: Final = (
    (0x2E80, 0x2FDF),
    (0x3001, 0x30FF),
    (0x3105, 0x312F),
    (0x31A0, 0x31BF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6),
    (0x20000, 0x3FFFF),
)


class Kind(IntEnum):
    """What a character is to the delimiter run beside it."""

    SPACE = 0
    """White space, or the start or end of the text."""
    PUNCTUATION = 1
    """Punctuation and symbols of scripts that put spaces between words."""
    WIDE_PUNCTUATION = 2
    WIDE = 3
    """A letter of a script that puts no spaces between words."""
    OTHER = 4


@functools.lru_cache(maxsize=4096)
def kind_of(character: str) -> Kind:
    """Return the kind of `character`, which may be empty at the ends of a text.

    Punctuation is what CommonMark 0.31.2 (section 2.1) calls so: Unicode's P and S categories. A
    token counts as punctuation, as the backtick, dollar or bracket does that it stands for.
    """
    if not character or character.isspace():
        return Kind.SPACE
    if character in TOKEN_CHARACTERS:
        return Kind.PUNCTUATION
    code = ord(character)
    wide = code >= 0x2E80 and any(first <= code <= last for first, last in _WIDE_RANGES)
    if unicodedata.category(character)[0] in "PS":
        return Kind.WIDE_PUNCTUATION if wide else Kind.PUNCTUATION
    if wide or 0xAC00 <= code <= 0xD7A3:
        return Kind.WIDE
    return Kind.OTHER
