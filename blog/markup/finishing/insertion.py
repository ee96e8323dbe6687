"""Trusted parts put into the sanitised tree: formulas, code, videos.

Only text nodes are looked at, and the parts are elements, not strings, so that nothing an author
wrote can decide where they end (a plain replacement in the text of the page once broke out of an
`alt="…"`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from blog.markup.finishing.selection import selector
from blog.markup.fragments import Fragment
from blog.markup.line_marks import LINE_ATTRIBUTE
from blog.markup.tokens import OPEN, TOKEN, Vault

type Builder = Callable[[Fragment], etree._Element | str]

_BLOCK_SPANS = selector("descendant::span[@data-block]")
_FLOW = frozenset({"div", "li", "td", "th", "dd", "blockquote", "section", "details", "figure"})
"""Elements in which a block may stand beside text."""


def insert(root: etree._Element, vault: Vault[Fragment], build: Builder) -> None:
    """Replace every token in the text of `root` by what `build` makes of its fragment.

    `build` returns an element or a text. An element whose `data-block` is set replaces a
    paragraph or `pre` that holds nothing else.
    """
    for element in list(root.iter(etree.Element)):
        if element.text and OPEN in element.text:
            _fill_text(element, vault, build)
        if element.tail and OPEN in element.tail:
            _fill_tail(element, vault, build)
    for element in list(root.iter("p", "pre")):
        _unwrap(element)
    for element in _BLOCK_SPANS(root):
        parent = element.getparent()
        if parent is not None and parent.tag in _FLOW:
            element.tag = "div"


def _pieces(text: str, vault: Vault[Fragment], build: Builder) -> Iterator[etree._Element | str]:
    position = 0
    for match in TOKEN.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        yield build(vault.get(match[1]))
        position = match.end()
    if position < len(text):
        yield text[position:]


def _fill_text(element: etree._Element, vault: Vault[Fragment], build: Builder) -> None:
    pieces = list(_pieces(element.text or "", vault, build))
    element.text = None
    last: etree._Element | None = None
    index = 0
    for piece in pieces:
        if not isinstance(piece, str):
            element.insert(index, piece)
            last = piece
            index += 1
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def _fill_tail(element: etree._Element, vault: Vault[Fragment], build: Builder) -> None:
    parent = element.getparent()
    if parent is None:
        return
    pieces = list(_pieces(element.tail or "", vault, build))
    element.tail = None
    last = element
    for piece in pieces:
        if isinstance(piece, str):
            last.tail = (last.tail or "") + piece
        else:
            parent.insert(parent.index(last) + 1, piece)
            last = piece


def _unwrap(element: etree._Element) -> None:
    """Put a block in the place of the paragraph that holds nothing but it."""
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return
    child = element[0]
    if child.get("data-block") is None:
        return
    parent = element.getparent()
    if parent is None:
        return
    if child.tag == "span":
        child.tag = "div"
    if line := element.get(LINE_ATTRIBUTE):
        child.set(LINE_ATTRIBUTE, line)
    child.tail = element.tail
    parent.replace(element, child)
