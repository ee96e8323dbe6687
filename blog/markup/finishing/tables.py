"""Tables: room to scroll, headers that say what they head, and columns of numbers."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from lxml import etree

from blog.markup.finishing.selection import selector

NUMERIC: Final = "data-numeric"
"""Attribute of the cells of a column that holds numbers only. No class, by which the comparison of
two versions would take a cell for another one as soon as its column changes."""

_NUMBER = re.compile(
    r"[-+−±~≈<>≤≥]?\s?[$€£¥]?"
    r"(?:\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+|\d+)?(?:\.\d+)?(?<=\d)"
    r"(?:[eE][-+−]?\d{1,3})?\s?[%‰×]?"
    r"(?:\s?[±]\s?\d+(?:\.\d+)?\s?%?)?"
)
_BLANKS: Final = frozenset({"", "-", "–", "—", "−", "/", "N/A", "n/a"})
_LONGEST_NUMBER: Final = 40
_IRREGULAR = selector("descendant::table | descendant::*[@colspan or @rowspan]")
_ROWS = selector("child::tr | child::thead/tr | child::tbody/tr | child::tfoot/tr")
_HEADS = selector("child::thead/tr")


def finish_table(table: etree._Element, label: str) -> None:
    """Finish a table that stands in no other one.

    A table of whole rows and columns gets `scope` for its headers and `data-numeric` for its
    numbers. An irregular one (with merged cells, or a table inside) stays as its author wrote it:
    what a header heads there cannot be told.
    """
    if not _IRREGULAR(table):
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _ROWS(table)]
        heads = _HEADS(table)
        for row, cells in zip(_ROWS(table), rows, strict=True):
            _settle_headers(cells, is_head=row in heads and len(heads) == 1)
        _mark_numbers(rows)
    _wrap(table, label)


def _settle_headers(cells: list[etree._Element], *, is_head: bool) -> None:
    """Say what headers head: the columns, or the row that one begins.

    A header without content, as in the corner between both, is none (WCAG 2.2, H63; the corner of
    the tables in WHATWG HTML, section 4.9.1).
    """
    for place, cell in enumerate(cells):
        if cell.tag != "th":
            continue
        if not len(cell) and not (cell.text or "").strip():
            cell.tag = "td"
            cell.attrib.pop("scope", "")
        elif cell.get("scope") is None and (is_head or place == 0):
            cell.set("scope", "col" if is_head else "row")


def _mark_numbers(rows: list[list[etree._Element]]) -> None:
    """Mark the columns in which all cells but headers are numbers, if no author aligned them."""
    for column in zip_longest(*rows):
        cells = [cell for cell in column if cell is not None]
        texts = [_text_of(cell) for cell in cells if cell.tag == "td" and not _is_of_head(cell)]
        told = [text for text in texts if text not in _BLANKS]
        if not told or not all(_is_number(text) for text in told):
            continue
        if any("align-" in (cell.get("class") or "") for cell in cells):
            continue
        for cell in cells:
            cell.set(NUMERIC, "")


def _is_of_head(cell: etree._Element) -> bool:
    row = cell.getparent()
    part = row.getparent() if row is not None else None
    return part is not None and part.tag == "thead"


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) is not None


def _text_of(cell: etree._Element) -> str:
    """Return what a cell says: a formula is its TeX, the number of a footnote nothing."""
    if not len(cell):
        return (cell.text or "").strip()
    parts = [cell.text or ""]
    for child in cell:
        if child.tag == "math":
            parts.append(child.get("alttext") or "")
        elif child.get("class") != "footnote-ref":
            # An image, or anything else that is no text, keeps the cell from being a number.
            parts.append("".join(map(str, child.itertext())) or "\ufffc")
        parts.append(child.tail or "")
    return "".join(parts).strip()


def _wrap(table: etree._Element, label: str) -> None:
    """Put a table into a box that scrolls, also by keyboard."""
    parent = table.getparent()
    if parent is None:
        return
    box = etree.Element("div", {"class": "table-scroll", "role": "group", "aria-label": label})
    box.set("tabindex", "0")
    box.tail, table.tail = table.tail, None
    parent.replace(table, box)
    box.append(table)
