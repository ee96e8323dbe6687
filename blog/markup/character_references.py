"""Character references (`&copy;`, `&#169;`) and backslash escapes."""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

from blog.markup.tokens import TOKEN_CHARACTERS

CHARACTER_REFERENCE: Final = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
"""A character reference (CommonMark 0.31.2, section 6, "Entity and numeric character
references"). A name may still turn out to be unknown."""

_ESCAPE_OR_REFERENCE = re.compile(rf"\\([!-/:-@\[-`{{-~])|({CHARACTER_REFERENCE.pattern})")
_CONTROLS = frozenset(map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))))
_NOT_PRINTED = _CONTROLS | frozenset(TOKEN_CHARACTERS)


def character_of(reference: str) -> str:
    """Return what `reference` stands for, or itself if its name is unknown.

    U+FFFD stands for numbers that no page can show, and for the characters of tokens.
    """
    body = reference[1:-1]
    if body[0] != "#":
        return html5.get(f"{body};", reference)
    code = int(body[2:], 16) if body[1] in "xX" else int(body[1:])
    if code == 0 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    character = chr(code)
    return "\ufffd" if character in _NOT_PRINTED else character


def unescaped(text: str) -> str:
    """Return `text`, an address or a title, without backslash escapes and references."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE_OR_REFERENCE.sub(lambda m: m[1] or character_of(m[2]), text)
