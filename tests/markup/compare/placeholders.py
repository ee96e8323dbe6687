"""Characters that stand in cmark-gfm's source for something else, and are taken out again.

All are letters or punctuation of rare scripts that no article uses, so that what a rule puts into
a source can be told from what its author wrote. They go everywhere they got to: text, code,
addresses.
"""

from __future__ import annotations

import re
from typing import Final

from tests.markup.compare.inline import Token
from tests.markup.compare.structure import Blocks

LETTER: Final = "\ua66e"
"""Counts as a letter beside a delimiter run (Cyrillic multiocular O)."""

PUNCTUATION: Final = "\u1805"
"""Counts as punctuation beside a delimiter run (Mongolian four dots)."""

TILDE: Final = "\ua669"
"""A tilde that is no delimiter (a Cyrillic letter)."""

ADDRESS_END: Final = f" {LETTER}"
"""Ends a bare address; the space is not the author's."""

GAP: Final = f" {LETTER} "
"""White space that is not the author's."""

BRACKET: Final = "\ua668"
"""Stands inside angle brackets that are not the author's (a Cyrillic letter)."""

_HIDDEN_BASE = 0x13000
_HIDDEN = re.compile(f"[{chr(_HIDDEN_BASE)}-{chr(_HIDDEN_BASE + 0x7F)}]")
_ASCII = re.compile(r"[\x00-\x7f]")
_ADDED = re.compile(f"{GAP}| ?{LETTER}|{PUNCTUATION}|<{BRACKET}|{BRACKET}>|{BRACKET}")


def hidden(text: str) -> str:
    """Return `text` with Egyptian hieroglyphs for ASCII, so that nothing in it is Markdown."""
    return _ASCII.sub(lambda match: chr(_HIDDEN_BASE + ord(match[0])), text)


def restored(blocks: Blocks) -> Blocks:
    """Return `blocks` as they were written, without the placeholders."""
    return tuple(
        block._replace(
            run=tuple(_token(token) for token in block.run),
            detail=tuple(_text(part) for part in block.detail),
        )
        for block in blocks
    )


def _token(token: Token) -> Token:
    return Token(token.kind, _text(token.value), _text(token.address), _text(token.title))


def _text(text: str) -> str:
    if text.isascii():
        return text
    text = _HIDDEN.sub(lambda match: chr(ord(match[0]) - _HIDDEN_BASE), text)
    return _ADDED.sub("", text).replace(TILDE, "~")
