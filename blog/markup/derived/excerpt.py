"""The excerpt: the text of a card in the feed of latest updates.

About 300 characters of plain text. Headings run in; a code block is `[代码]`; a display formula,
or one with TeX commands, is `[Math]`, and a plain one its text; an image is nothing; a table its
cells; numbered lists keep their numbers. The cut falls between characters as readers see them,
never inside a formula, and shows as `…`. A mark such as `<!-- more -->` ends the excerpt early;
as that is where the author ends it, nothing counts as cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from blog.graphemes import characters
from blog.markup.derived.pieces import Kind, Piece

EXCERPT_CHARACTERS: Final = 300

_SPACE = re.compile(r"[\s\u200b\u2028\u2029]+")
_PUNCTUATION = frozenset("，。、；：！？）】》,.;:!?)]")


def excerpt(pieces: Iterable[Piece], *, code_word: str, formula_word: str) -> str:
    """Return the excerpt of an article.

    Args:
        pieces: the article, as `pieces.flatten` gives it.
        code_word: what stands for a code block.
        formula_word: what stands for a formula that plain text cannot show.
    """
    parts = _Parts()
    for kind, text in pieces:
        match kind:
            case Kind.TEXT:
                parts.add_text(text)
            case Kind.FORMULA if _is_plain(text):
                parts.add_whole(_SPACE.sub(" ", text))
            case Kind.FORMULA:
                parts.add_whole(formula_word)
            case Kind.DISPLAY_FORMULA:
                parts.add_space()
                parts.add_whole(formula_word)
                parts.add_gap()
            case Kind.CODE:
                parts.add_space()
                parts.add_whole(code_word)
                parts.add_space()
            case Kind.NUMBER:
                parts.add_space()
                parts.add_whole(text)
                parts.add_space()
            case Kind.BREAK | Kind.GAP:
                parts.add_space()
            case Kind.MORE if parts:
                break
            case Kind.FOOTNOTES:
                break
            case _:
                pass
        if parts.full:
            break
    return parts.joined()


def _is_plain(tex: str) -> bool:
    """Whether a formula reads well as it is written: `x_i`, `n + 1`, but no TeX command."""
    return "\\" not in tex and "{" not in tex


class _Parts:
    """Characters as readers see them; a formula counts its length but is one part."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = False
        self._gap = False
        self.full = False

    def __bool__(self) -> bool:
        return bool(self._parts)

    def add_space(self) -> None:
        self._space = bool(self._parts)
        self._gap = False

    def add_gap(self) -> None:
        """Add a space that nobody typed: none before punctuation."""
        self.add_space()
        self._gap = True

    def add_text(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if text.startswith(" "):
            self.add_space()
        for character in characters(text.strip(" ")):
            if character == " ":
                self.add_space()
            else:
                self.add_whole(character)
            if self.full:
                return
        if text.endswith(" "):
            self.add_space()

    def add_whole(self, part: str) -> None:
        if self.full or not part:
            return
        length = len(part) if part.isascii() else sum(1 for _ in characters(part))
        space = 1 if self._space and not (self._gap and part in _PUNCTUATION) else 0
        if self._length + space + length > EXCERPT_CHARACTERS:
            self.full = True
            return
        if space:
            self._parts.append(" ")
        self._space = False
        self._parts.append(part)
        self._length += space + length

    def joined(self) -> str:
        return "".join(self._parts) + ("…" if self.full else "")
