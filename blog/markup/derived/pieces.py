"""The sanitised tree as a flat run of pieces, from which every plain text is made.

Tokens are still in the tree then, so a formula is its TeX and a code block its text, whatever
they will look like on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from lxml import etree

from blog.markup.fragments import CodeBlock, Fragment, Mathematics, MoreMark, Video
from blog.markup.tokens import OPEN, TOKEN, Vault


class Kind(Enum):
    TEXT = auto()
    BREAK = auto()
    """The end or start of a block."""
    GAP = auto()
    """A boundary inside a block: a line break, the next cell of a table."""
    NUMBER = auto()
    """The number of an item, with its point."""
    CODE = auto()
    FORMULA = auto()
    DISPLAY_FORMULA = auto()
    IMAGE = auto()
    """An image; the text is its alternative text."""
    MORE = auto()
    FOOTNOTES = auto()
    """From here on there are footnotes only."""


class Piece(NamedTuple):
    kind: Kind
    text: str = ""


_BREAK = Piece(Kind.BREAK)
_GAP = Piece(Kind.GAP)
_PHRASING = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i input ins kbd mark q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr".split()
)


def flatten(root: etree._Element, vault: Vault[Fragment]) -> list[Piece]:
    """Return the pieces of an article in reading order."""
    return list(_inside(root, vault))


def _inside(element: etree._Element, vault: Vault[Fragment]) -> Iterator[Piece]:
    if element.text:
        yield from _text(element.text, vault)
    number = _first_number(element) if element.tag == "ol" else None
    for child in element:
        if child.tag == "li" and number is not None:
            value = str(child.get("value") or "")
            number = int(value) if value.isdecimal() and len(value) < 10 else number
            yield _BREAK
            yield Piece(Kind.NUMBER, f"{number}.")
            number += 1
            yield from _inside(child, vault)
            yield _BREAK
        else:
            yield from _element(child, vault)
        if child.tail:
            yield from _text(child.tail, vault)


def _element(element: etree._Element, vault: Vault[Fragment]) -> Iterator[Piece]:
    tag = element.tag
    classes = str(element.get("class") or "").split()
    if "footnote-ref" in classes or "toc-marker" in classes or "footnote-back" in classes:
        return
    if "footnotes" in classes:
        yield Piece(Kind.FOOTNOTES)
    if tag == "img":
        yield Piece(Kind.IMAGE, str(element.get("alt") or ""))
    elif tag == "br":
        yield _GAP
    elif tag in ("td", "th"):
        yield _GAP
        yield from _inside(element, vault)
        yield _GAP
    elif tag in _PHRASING:
        yield from _inside(element, vault)
    else:
        yield _BREAK
        yield from _inside(element, vault)
        yield _BREAK


def _first_number(ordered: etree._Element) -> int:
    start = str(ordered.get("start") or "1")
    return int(start) if start.isdecimal() and len(start) < 10 else 1


def _text(text: str, vault: Vault[Fragment]) -> Iterator[Piece]:
    if OPEN not in text:
        yield Piece(Kind.TEXT, text)
        return
    position = 0
    for match in TOKEN.finditer(text):
        if match.start() > position:
            yield Piece(Kind.TEXT, text[position : match.start()])
        position = match.end()
        fragment = vault.get(match[1])
        match fragment:
            case Mathematics(tex=tex, display=display):
                yield Piece(Kind.DISPLAY_FORMULA if display else Kind.FORMULA, tex)
            case CodeBlock(text=code):
                yield Piece(Kind.CODE, code)
            case MoreMark():
                yield Piece(Kind.MORE)
            case Video():
                yield _BREAK
            case _:
                pass
    if position < len(text):
        yield Piece(Kind.TEXT, text[position:])
