"""Plain text for search, and prose for counting words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from blog.markup.derived.pieces import Kind, Piece

_SPACE = re.compile(r"[ \t\n\u200b]+")


def plain_text(pieces: Iterable[Piece]) -> str:
    """Return all an article says, one block a line: prose, code, TeX, descriptions of images."""
    lines: list[str] = []
    words: list[str] = []

    def end_line() -> None:
        line = _SPACE.sub(" ", "".join(words)).strip()
        words.clear()
        if line:
            lines.append(line)

    after_number = False
    for kind, text in pieces:
        match kind:
            case Kind.TEXT | Kind.FORMULA | Kind.DISPLAY_FORMULA:
                words.append(text)
            case Kind.IMAGE | Kind.NUMBER:
                words.append(f" {text} ")
            case Kind.GAP:
                words.append(" ")
            case Kind.CODE:
                end_line()
                lines.extend(line for line in text.split("\n") if line.strip())
            case Kind.BREAK if after_number:
                pass
            case Kind.BREAK | Kind.MORE | Kind.FOOTNOTES:
                end_line()
        after_number = kind is Kind.NUMBER
    end_line()
    return "\n".join(lines)


def prose(pieces: Iterable[Piece]) -> str:
    """Return the text without code blocks, formulas and images."""
    return "".join(
        text if kind is Kind.TEXT else " "
        for kind, text in pieces
        if kind in (Kind.TEXT, Kind.GAP, Kind.BREAK)
    )
