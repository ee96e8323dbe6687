"""Line ends between Chinese lines.

Browsers show a line end in a paragraph as a space. English wants that; between two Chinese lines
it leaves a gap in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from blog.markup.characters import WIDE

_IS_WIDE = re.compile(f"[{WIDE}]")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_QUOTES = "“”‘’…—"
_WIDE_OR_QUOTE = re.compile(f"[{WIDE}{_QUOTES}]")
_PHRASING = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strike strong sub "
    "sup time tt u var".split()
)
_SKIPPED = frozenset({"pre", "code", "kbd", "samp"})
_INLINE_TAGS = rf"(?:</?(?:{'|'.join(sorted(_PHRASING))})(?:\s[^<>]*)?>)*+"
_JOINABLE = re.compile(
    f"[{WIDE}{_QUOTES}]{_INLINE_TAGS}[ \t]*\n[ \t]*{_INLINE_TAGS}[{WIDE}{_QUOTES}]"
)


def has_chinese_lines(html: str) -> bool:
    """Whether there can be anything to join in `html`: a quick look before the tree is walked."""
    return _JOINABLE.search(html) is not None


def join_chinese_lines(root: etree._Element) -> None:
    """Take out line ends between two Chinese characters, also across inline elements."""
    run = _Run()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            if element.tag not in _PHRASING:
                run.finish()
            if element.tag in _SKIPPED:
                run.opaque()
            elif element.text:
                run.add(element, tail=False)
        else:
            if element.tag not in _PHRASING:
                run.finish()
            if element is not root and element.tail and not _inside_skipped(element):
                run.add(element, tail=True)
    run.finish()


def _inside_skipped(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in _SKIPPED


class _Run:
    """Pieces of text that follow one another inside one block."""

    def __init__(self) -> None:
        self._last = ""
        self._pending: tuple[etree._Element, bool] | None = None

    def add(self, element: etree._Element, *, tail: bool) -> None:
        text = str((element.tail if tail else element.text) or "")
        if not text:
            return
        if self._pending is not None and _joins(self._last, text.lstrip("\n \t")[:1]):
            holder, was_tail = self._pending
            _set(holder, was_tail, _get(holder, was_tail).rstrip("\n \t"))
        self._pending = None
        if "\n" in text:
            text = _BREAK.sub(self._decide(text), text)
            if text[:1] == "\n" and _joins(self._last, text.lstrip()[:1]):
                text = text.lstrip()
            _set(element, tail, text)
        stripped = text.rstrip("\n \t")
        if stripped:
            self._last = stripped[-1]
        if "\n" in text[len(stripped) :]:
            self._pending = (element, tail)

    def _decide(self, text: str) -> Callable[[re.Match[str]], str]:
        def replacement(match: re.Match[str]) -> str:
            before = text[match.start() - 1 : match.start()]
            after = text[match.end() : match.end() + 1]
            return "" if before and after and _joins(before, after) else match[0]

        return replacement

    def opaque(self) -> None:
        """Code: its line ends stay, and what follows it does not join what came before."""
        self._last = "x"
        self._pending = None

    def finish(self) -> None:
        self._last = ""
        self._pending = None


def _get(element: etree._Element, tail: bool) -> str:
    return str((element.tail if tail else element.text) or "")


def _set(element: etree._Element, tail: bool, text: str) -> None:
    if tail:
        element.tail = text
    else:
        element.text = text


def _joins(before: str, after: str) -> bool:
    """Whether a line end between these characters would show as a gap in Chinese."""
    if not before or not after:
        return False
    if _IS_WIDE.match(before):
        return _WIDE_OR_QUOTE.match(after) is not None
    return before in _QUOTES and _IS_WIDE.match(after) is not None
