"""HTML that a sanitiser would give back as it is, recognised without parsing it.

bleach takes a third of the time of a whole rendering, and nearly all it reads are paragraphs, lists
and tables that the pipeline has just written itself: known elements, known attributes, properly
nested. `is_inert` tells those from the blocks that need cleaning. The test is by form alone, not by
where a block came from, and errs on the side of cleaning; tests hold it against bleach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from blog.markup.elements import ALLOWED_TAGS, OWN_CLASSES
from blog.markup.line_marks import MARK
from blog.markup.tokens import OWN_MARK

_VOID: Final = frozenset({"br", "hr", "img", "input"})
_PHRASING: Final = frozenset("a code del em kbd mark small strong sub sup br img input".split())
_PARENTS: Final = {
    "li": frozenset({"ul", "ol"}),
    "dt": frozenset({"dl"}),
    "dd": frozenset({"dl"}),
    "thead": frozenset({"table"}),
    "tbody": frozenset({"table"}),
    "tr": frozenset({"thead", "tbody"}),
    "th": frozenset({"tr"}),
    "td": frozenset({"tr"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}
_HOLDS_NO_TEXT: Final = frozenset({"ul", "ol", "dl", "table", "thead", "tbody", "tr"})
_HOLDS_NO_BLOCK: Final = _PHRASING | frozenset("p h1 h2 h3 h4 h5 h6 pre summary".split())
_PLAIN: Final = frozenset(
    "p h1 h2 h3 h4 h5 h6 blockquote pre div section figure details ul ol dl table hr".split()
)
_NAMES: Final = _PLAIN | _PHRASING | frozenset(_PARENTS)

_WORDS = r"(?:[^<>\"&]|&(?:amp|lt|gt|quot);)*+"
# Of a scheme that needs no thought, or without one: nothing to be read in two ways.
_ADDRESS = (
    r'"(?:(?:https?://|mailto:|[#/.])(?:[^<>"&\\\s\x00-\x20]|&amp;)*+'
    r'|(?:[^<>"&:\\\s\x00-\x20]|&amp;)*+)"'
)
_CLASSES = OWN_MARK + "(?:" + "|".join(sorted(OWN_CLASSES)) + ")"
_ANYWHERE = (
    rf'{MARK}| title="{_WORDS}"| class="{_CLASSES}(?: {_CLASSES})*"'
    r'| id="[\w.-]{1,100}"| align="(?:left|right|center)"'
)
_ATTRIBUTES: Final = {
    "a": rf" href={_ADDRESS}",
    "img": rf' src={_ADDRESS}| alt="{_WORDS}"| (?:width|height)="\d{{1,5}}%?"',
    "ol": r' start="\d{1,9}"',
    "input": r' type="checkbox"| checked| disabled',
}
_OTHERS = "|".join(sorted(_NAMES - _ATTRIBUTES.keys()))
_TAG = (
    r"<(?:/?(?:"
    + "|".join(sorted(_NAMES))
    + rf")|(?:{_OTHERS})(?:{_ANYWHERE})++|"
    + "|".join(f"{name}(?:{_ANYWHERE}|{own})++" for name, own in _ATTRIBUTES.items())
    + r")>"
)
_INERT = re.compile(rf"(?:[^<>&]++|&(?:amp|lt|gt|quot);|{_TAG})*+")
_PRE_LINE_END = re.compile(r"<pre[^<>]*>\n")
_MARK = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>|([^<>\s][^<>]*)")


def is_inert(html: str) -> bool:
    """Whether a sanitiser of the allow-list would change nothing about `html`."""
    if "<pre" in html and _PRE_LINE_END.search(html):
        # A parser drops that line end.
        return False
    return _INERT.fullmatch(html) is not None and _is_nested(html)


def _is_nested(html: str) -> bool:
    """Whether every element is closed, and stands where HTML lets it stand."""
    opened: list[str] = []
    for closing, name, text in _MARK.findall(html):
        inner = opened[-1] if opened else ""
        if text:
            if inner in _HOLDS_NO_TEXT:
                return False
        elif closing:
            if name != inner:
                return False
            opened.pop()
        elif not _may_stand(name, inner, opened):
            return False
        elif name not in _VOID:
            opened.append(name)
    return not opened


def _may_stand(name: str, inner: str, opened: Sequence[str]) -> bool:
    parents = _PARENTS.get(name)
    if parents is not None:
        return inner in parents
    if inner in _HOLDS_NO_TEXT:
        return False
    if name in _PHRASING:
        return name in _VOID or name not in opened
    return _HOLDS_NO_BLOCK.isdisjoint(opened)


_EMPTY: Final = frozenset("br col hr img input source wbr".split())
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)|<[!?]")


def follow(html: str, opened: list[str]) -> bool:
    """Follow the tags of `html`, whoever wrote them, in the stack of open elements `opened`.

    Returns False where that cannot be done by looking at tags alone: a parser would have to repair
    what is not closed in order, or would read what looks like tags as text.
    """
    for match in _ANY_TAG.finditer(html):
        name = (match[2] or "").lower()
        if name not in ALLOWED_TAGS:
            return False
        if name in _EMPTY:
            continue
        if not match[1]:
            opened.append(name)
        elif opened and opened[-1] == name:
            opened.pop()
        else:
            return False
    return True
