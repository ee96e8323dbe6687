r"""Commutative diagrams: the `CD` environment of amscd, as an array with arrows in its cells.

Source: the amscd package's documentation; `@>a>b>`, `@<a<b<`, `@)a)b)`, `@(a(b(`, `@VaVbV`,
`@AaAbA`, `@=`, `@|`, `@.`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from blog.markup.mathematics.marks import marked
from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    NEVER_CLOSED,
    WRONG_ROW,
    TexError,
)
from blog.markup.mathematics.tex import Reader, split_rows

_HORIZONTAL: Final = {">": "xrightarrow", ")": "xrightarrow", "<": "xleftarrow", "(": "xleftarrow"}
_VERTICAL: Final = {"V": "\\downarrow", "A": "\\uparrow"}


class _Arrow(NamedTuple):
    source: str
    tex: str
    horizontal: bool | None
    """None for `@.`, which takes either place."""


def diagram(reader: Reader, body: str) -> str:
    """Return `body`, the inside of a CD environment, as an array.

    Raises:
        TexError: an arrow is incomplete or stands where none of its kind can.
    """
    rows = []
    for row in split_rows(body):
        parts = _parts(reader, row)
        if not parts:
            continue
        first = parts[0]
        vertical = isinstance(first, _Arrow) and first.horizontal is not True
        rows.append(_arrow_row(parts) if vertical else _object_row(parts))
    width = max((len(row) for row in rows), default=1)
    cells = " \\\\ ".join(" & ".join(row) for row in rows)
    return f"\\begin{{array}}{{{'c' * width}}}{cells}\\end{{array}}"


def _object_row(parts: list[str | _Arrow]) -> list[str]:
    cells: list[str] = []
    for part in parts:
        if isinstance(part, _Arrow):
            if part.horizontal is False:
                raise TexError(WRONG_ROW, text=part.source)
            if len(cells) % 2 == 0:
                cells.append("")
            cells.append(part.tex)
        else:
            cells.append(part)
    return cells


def _arrow_row(parts: list[str | _Arrow]) -> list[str]:
    cells: list[str] = []
    for part in parts:
        if not isinstance(part, _Arrow):
            raise TexError(WRONG_ROW, text=part[:20])
        if part.horizontal:
            raise TexError(WRONG_ROW, text=part.source)
        cells += ["", part.tex] if cells else [part.tex]
    return cells


def _parts(reader: Reader, row: str) -> list[str | _Arrow]:
    """Return the objects and arrows of a row, in order."""
    parts: list[str | _Arrow] = []
    position = 0
    while (at := _outside_braces(row, "@", position)) >= 0:
        if text := row[position:at].strip():
            parts.append(f"{{{reader.rewritten(text)}}}")
        arrow, position = _arrow(reader, row, at + 1)
        parts.append(arrow)
    if text := row[position:].strip():
        parts.append(f"{{{reader.rewritten(text)}}}")
    return parts


def _arrow(reader: Reader, row: str, position: int) -> tuple[_Arrow, int]:
    sign = row[position : position + 1]
    position += 1
    if sign == "=":
        return _Arrow("@=", "\\xlongequal{\\quad}", True), position
    if sign in ("|", "\\") and (sign == "|" or row[position : position + 1] == "|"):
        return _Arrow("@|", "\\Big\\|", False), position + (sign == "\\")
    if sign == ".":
        return _Arrow("@.", "", None), position
    if sign not in _HORIZONTAL and sign not in _VERTICAL:
        raise TexError(CANNOT_READ, command="CD", text=f"@{sign}")
    labels = []
    for _ in range(2):
        end = _outside_braces(row, sign, position)
        if end < 0:
            raise TexError(NEVER_CLOSED, command="CD", sign=f"@{sign}…{sign}…{sign}")
        labels.append(reader.rewritten(row[position:end].strip()))
        position = end + 1
    first, second = labels
    if sign in _HORIZONTAL:
        lower = f"[{{{second}}}]" if second else ""
        return _Arrow(f"@{sign}", f"\\{_HORIZONTAL[sign]}{lower}{{{first}}}", True), position
    left = marked("lap", "left", f"{{\\scriptstyle {first}\\,}}") if first else ""
    right = marked("lap", "right", f"{{\\scriptstyle\\,{second}}}") if second else ""
    return _Arrow(f"@{sign}", f"{left}\\Big{_VERTICAL[sign]}{right}", False), position


def _outside_braces(row: str, sign: str, start: int) -> int:
    """Return where `sign` next stands outside braces and not as part of a command, or -1."""
    depth = 0
    position = start
    while position < len(row):
        character = row[position]
        if character == "\\":
            position += 1
            while sign.isalpha() and row[position : position + 2].isalpha():
                position += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == sign and depth == 0:
            return position
        position += 1
    return -1
