"""Tables of GitHub Flavored Markdown (GFM 0.29, section 4.10), found in a paragraph's lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from blog.markup.structure.nodes import TextLine

_DELIMITER_CELL = r"[ \t]*:?-+:?[ \t]*"
_DELIMITER_ROW = re.compile(rf"[ \t]*\|?{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*\|?[ \t]*$")
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")


@dataclass(frozen=True, slots=True)
class TableLines:
    """Lines that form a table: `first` is the index of its header, `alignments` its columns'."""

    first: int
    alignments: tuple[str, ...]


def find_table(lines: Sequence[TextLine]) -> TableLines | None:
    """Return where a table starts in `lines`; it goes on to their end."""
    for index in range(1, len(lines)):
        row = lines[index].text
        if "-" not in row or not ("|" in row or ":" in row) or not _DELIMITER_ROW.match(row):
            continue
        if "|" not in row and "|" not in lines[index - 1].text:
            continue
        return TableLines(index - 1, tuple(_alignment(cell) for cell in split_row(row)))
    return None


def split_row(row: str) -> list[str]:
    """Split `row`, in which code and formulas are tokens already, into the texts of its cells."""
    row = row.strip()
    row = row.removeprefix("|")
    cells: list[str] = []
    position = 0
    for match in _PIPE.finditer(row):
        cells.append(row[position : match.end() - 1])
        position = match.end()
    if row[position:].strip() or not cells:
        cells.append(row[position:])
    return [cell.strip().replace("\\|", "|") for cell in cells]


def _alignment(cell: str) -> str:
    match cell.startswith(":"), cell.endswith(":"):
        case True, True:
            return "center"
        case True, False:
            return "left"
        case False, True:
            return "right"
        case _:
            return ""


def add_table(
    parent: Element,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    alignments: Sequence[str],
    finish: Callable[[str], str],
) -> None:
    """Append a table to `parent`, each row as wide as its header; `finish` readies a text."""
    table = SubElement(parent, "table")
    _add_row(SubElement(table, "thead"), "th", header, alignments, finish)
    if rows:
        body = SubElement(table, "tbody")
        for row in rows:
            _add_row(body, "td", row, alignments, finish)


def _add_row(
    section: Element,
    tag: str,
    cells: Sequence[str],
    alignments: Sequence[str],
    finish: Callable[[str], str],
) -> None:
    row = SubElement(section, "tr")
    for index, alignment in enumerate(alignments):
        cell = SubElement(row, tag)
        if alignment:
            cell.set("align", alignment)
        if index < len(cells):
            cell.text = finish(cells[index])
