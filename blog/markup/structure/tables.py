"""Tables of GitHub Flavored Markdown (GFM 0.29, section 4.10), which begin as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from blog.markup.structure.nodes import Paragraph

_DELIMITER_CELL = r"[ \t]*:?-+:?[ \t]*"
_DELIMITER_ROW = re.compile(rf"[ \t]*\|?{_DELIMITER_CELL}(?:\|{_DELIMITER_CELL})*\|?[ \t]*$")
_OPAQUE = re.compile(r"`+[^`]+`+|(?<!\\)\$[^$]+\$")
_PIPE = re.compile(r"(?<!\\)((?:\\\\)*)\|")


@dataclass(frozen=True, slots=True)
class TableLines:
    """Lines that form a table: `first` is the index of its header, `alignments` its columns'."""

    first: int
    alignments: tuple[str, ...]


def may_be_delimiter_row(row: str, header: str) -> bool:
    """Whether `row` is one of dashes and colons, as it stands under the `header` of a table."""
    if "-" not in row or header.strip() == "|":
        return False
    if "|" not in row and (":" not in row or len(split_row(header)) > 1):
        return False
    return _DELIMITER_ROW.match(row) is not None


def is_as_wide(row: str, header: str) -> bool:
    """Whether `row` has as many cells as `header`, in which code and formulas are not yet tokens.

    Bars in code and in formulas count or do not, whichever fits.
    """
    width = len(split_row(row))
    return width in (len(split_row(header)), len(split_row(_OPAQUE.sub("x", header))))


def table_in(paragraph: Paragraph) -> TableLines | None:
    """Return where a table starts in `paragraph`, if one does; it goes on to the end."""
    for index, line in enumerate(paragraph.lines[1:]):
        if line.number == paragraph.delimiter_line:
            return TableLines(index, tuple(_alignment(cell) for cell in split_row(line.text)))
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
