"""Our MathML brought to ziamath's dialect, as far as nothing is lost on the way.

ziamath knows neither the classes of `styles` nor ideographs (which no mathematical font has), it
takes an em for a third more than one, and it aligns columns by attributes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final
from xml.etree import ElementTree

from ziamath.styles import MathVariant
from ziamath.zmath import loadedfonts

from blog.markup.mathematics.in_html import WITHOUT_VARIANTS

IDEOGRAPHS: Final = "ideographs"
"""The element that holds a run of them."""

_MAX_WORK: Final = 2_000  # layouts of an element, each a fifth of a millisecond
# ziamath takes an em for a third more than one.
_EM_SCALE: Final = 0.75
_LENGTHS: Final = ("lspace", "rspace", "width", "height", "depth", "voffset", "minsize", "maxsize")
_ELEMENTS: Final = frozenset(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
    mtable mtr mtd mpadded mphantom menclose mstyle none
    """.split()
)
_PADDINGS = re.compile(
    r"m-(?:tight|thin|medium|thick|double)(?:-(?:left|right|top|bottom))?|m-wide"
)
_FILLERS: Final = frozenset({"m-half", "m-margin"})
_ALIGNED: Final = {"m-left": "left", "m-center": "center", "m-right": "right"}
_CELL: Final = frozenset({*_FILLERS, *_ALIGNED, "m-column-gap"})
_CELL_PADDING: Final = 0.4  # em; MathML Core, section 3.5.4
_COLUMN_GAP: Final = 1.0
_NUMBER_GAP: Final = 2.0
_ROW_GAPS: Final = {"true": 0.75, "false": 0.45}  # em, by the table's displaystyle
# Told apart on a light and on a dark ground.
_COLOURS: Final = {
    "red": "#d9403b",
    "orange": "#c56a1a",
    "yellow": "#9a8400",
    "green": "#2f9152",
    "cyan": "#1a8fa3",
    "blue": "#3f7fd6",
    "purple": "#8b62d6",
    "magenta": "#c2489f",
    "pink": "#d0578a",
    "brown": "#9a6a3a",
    "gray": "#7a828c",
}
_BRACKETS: Final = frozenset("()[]{}|‖⟨⟩⌊⌋⌈⌉")
_BACKWARDS = re.compile(r"m-back-(\d+)")


class NotDrawnError(Exception):
    """A part of the formula that the picture would lose."""


def translated(mathml: str) -> tuple[ElementTree.Element, str]:
    """Return a formula in ziamath's dialect, and its TeX.

    Raises:
        NotDrawnError: a part would be lost, or there are too many.
    """
    math = ElementTree.fromstring(mathml)  # noqa: S314 - of our own making
    if _work(math) > _MAX_WORK:
        raise NotDrawnError
    tex = math.get("alttext", "")
    is_block = math.get("display") == "block"
    _translate(math)
    formula = ElementTree.Element("math", {"displaystyle": "true" if is_block else "false"})
    formula.extend(math)
    return formula, tex


def _work(element: ElementTree.Element) -> int:
    """Return how often ziamath lays an element out: it tries fractions, tables and what stands
    between large brackets twice, so that the work doubles with each inside another."""
    inside = sum(_work(child) for child in element)
    repeated = element.tag in ("mfrac", "mtable") or any(
        child.tag == "mo" and child.get("stretchy") != "false" and child.text in _BRACKETS
        for child in element
    )
    return 1 + (2 * inside if repeated else inside)


def _translate(element: ElementTree.Element) -> None:
    """Bring `element` and all in it to ziamath's dialect.

    Raises:
        NotDrawnError: there is something that it would drop.
    """
    if element.tag not in _ELEMENTS:
        raise NotDrawnError
    if element.tag == "mtable":
        _settle_table(element)
    elif element.tag in ("mtd", "mspace"):
        pass  # their classes are read by the table, and below
    else:
        _settle_classes(element)
    if element.tag == "mspace" and (backwards := _BACKWARDS.fullmatch(element.get("class", ""))):
        element.set("width", f"{-int(backwards[1]) / 18}em")
    for name in _LENGTHS:
        if (value := element.get(name)) is not None:
            element.set(name, _scaled(value))
    for name in ("class", "id", "href", "alttext", "display"):
        element.attrib.pop(name, None)
    if element.tag in ("mi", "mn", "mo", "ms", "mtext"):
        _settle_text(element)
        return
    for child in element:
        _translate(child)


def _scaled(value: str) -> str:
    number = value.removesuffix("em")
    try:
        return f"{float(number) * _EM_SCALE:.4f}em"
    except ValueError:
        raise NotDrawnError from None


def _settle_classes(element: ElementTree.Element) -> None:
    for name in element.get("class", "").split():
        colour = _COLOURS.get(name.removeprefix("m-in-"))
        if colour is not None:
            element.set("mathcolor", colour)
        elif not _PADDINGS.fullmatch(name):
            raise NotDrawnError


def _settle_table(table: ElementTree.Element) -> None:
    """Say with ziamath's attributes how the cells stand, and leave out what only fills a line."""
    _settle_classes(table)
    for row in list(table):  # what follows the last line break of a source is an empty row
        if not any(len(cell) for cell in row):
            table.remove(row)
    rows = [[cell.get("class", "").split() for cell in row] for row in table]
    names_used = {name for row in rows for names in row for name in names}
    if not all(name in _CELL or _PADDINGS.fullmatch(name) for name in names_used):
        raise NotDrawnError  # a rule or a box, which ziamath has not
    widest = max(table, key=len, default=None)
    if widest is None or not len(widest):
        raise NotDrawnError
    columns = range(len(widest))
    dropped = {place for place in columns if _is_filler(table, rows, place)}
    kept = [place for place in columns if place not in dropped]
    names = [cell.get("class", "").split() for cell in widest]
    gaps = [_gap(names[before], names[after]) for before, after in pairwise(kept)]
    for row, classes in zip(table, rows, strict=True):
        for cell, own in zip(row, classes, strict=True):
            aligned = [_ALIGNED[name] for name in own if name in _ALIGNED]
            cell.set("columnalign", aligned[-1] if aligned else "center")
        for place in sorted(dropped, reverse=True):
            if place < len(row):
                row.remove(row[place])
    table.set("columnspacing", " ".join(f"{gap * _EM_SCALE:.3f}em" for gap in gaps) or "0em")
    row_gap = _ROW_GAPS[table.get("displaystyle", "false")] * _EM_SCALE
    table.set("rowspacing", f"{row_gap:.3f}em")


def _is_filler(table: ElementTree.Element, classes: list[list[list[str]]], place: int) -> bool:
    """Whether a column is there to centre the others only."""
    return all(
        place >= len(row) or (not len(row[place]) and bool(_FILLERS.intersection(own[place])))
        for row, own in zip(table, classes, strict=True)
    )


def _gap(before: list[str], after: list[str]) -> float:
    """Return the space between two columns, in em."""
    if _FILLERS.intersection(after):
        return _NUMBER_GAP
    right = 0.0 if "m-tight-right" in before or "m-tight" in before else _CELL_PADDING
    if "m-column-gap" in after:
        return right + _COLUMN_GAP
    left = 0.0 if "m-tight-left" in after or "m-tight" in after else _CELL_PADDING
    return right + left


def _settle_text(element: ElementTree.Element) -> None:
    """Give ideographs an element of their own; refuse signs that the font does not have."""
    if any(part.tag != "span" for part in element):
        raise NotDrawnError  # HTML inside, as of `\\texttt`
    text = "".join(element.itertext()).translate(WITHOUT_VARIANTS)
    for part in list(element):
        element.remove(part)
    element.text = text
    if element.tag == "mtext":
        text = text.replace("\u00a0", " ")
    if text in ("\u2061", "\u2062", "\u2063", "\u2064", ""):
        _become_space(element)
        return
    if any(not _is_wide(character) and not _has_glyph(character) for character in text):
        raise NotDrawnError
    if not any(_is_wide(character) for character in text):
        element.text = text
        return
    tag, attributes = element.tag, dict(element.attrib)
    element.tag, element.text = "mrow", None
    for run in _runs(text):
        part = ElementTree.SubElement(element, IDEOGRAPHS if _is_wide(run[0]) else tag)
        part.attrib.update(attributes)
        part.text = run


def _become_space(element: ElementTree.Element) -> None:
    width = element.get("lspace", "0em")
    element.attrib.clear()
    element.tag, element.text = "mspace", None
    element.set("width", width)


def _runs(text: str) -> list[str]:
    """Cut `text` where ideographs begin or end."""
    runs: list[str] = []
    for character in text:
        if runs and _is_wide(runs[-1][0]) == _is_wide(character):
            runs[-1] += character
        else:
            runs.append(character)
    return runs


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")


@lru_cache(maxsize=2_000)
def _has_glyph(character: str) -> bool:
    font = loadedfonts["default"]
    return character.isspace() or font.findglyph(character, MathVariant()).index != 0
