"""Inline nodes become elements."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from blog.markup.inline.bare_addresses import href_of, split_at_mail
from blog.markup.inline.delimiters import Run, Use
from blog.markup.inline.parser import Address, Break, End, Node, Picture, Start
from blog.markup.limits import MAX_INLINE_DEPTH


def to_element(nodes: Sequence[Node]) -> Element:
    """Return an element whose text and children are `nodes`."""
    builder = _Builder()
    for node in nodes:
        builder.add(node)
    return builder.finish()


class _Builder:
    """Puts nodes into a tree, text piece by piece."""

    def __init__(self) -> None:
        self._root = Element("span")
        self._open: list[Element] = [self._root]
        self._shown: list[bool] = []
        self._text: list[str] = []
        self._links = 0

    def add(self, node: Node) -> None:
        match node:
            case str():
                self._text.append(node)
            case Run():
                self._run(node)
            case Break():
                self._flush()
                SubElement(self._open[-1], "br")
            case Picture():
                self._flush()
                SubElement(self._open[-1], "img", node.attributes)
            case Start():
                self._start("a", node.attributes)
                self._links += 1
            case End():
                self._end()
                self._links -= 1
            case Address() if self._links:
                self._text.append(node.text)
            case Address():
                self._link(node.text, href_of(node.text))

    def finish(self) -> Element:
        self._flush()
        return self._root

    def _run(self, run: Run) -> None:
        for use in run.closes:
            if self._shown.pop():
                self._end()
            else:
                self._text.append(run.character * use.width)
        if run.left:
            self._text.append(run.character * run.left)
        for use in reversed(run.opens):
            self._open_use(run, use)

    def _open_use(self, run: Run, use: Use) -> None:
        shown = len(self._open) <= MAX_INLINE_DEPTH
        self._shown.append(shown)
        if shown:
            self._start(use.tag, {})
        else:
            self._text.append(run.character * use.width)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        self._open.append(SubElement(self._open[-1], tag, attributes))

    def _end(self) -> None:
        self._flush()
        self._open.pop()

    def _link(self, text: str, address: str) -> None:
        self._flush()
        SubElement(self._open[-1], "a", {"href": address}).text = text

    def _flush(self) -> None:
        """Give the text so far to the tree."""
        if not self._text:
            return
        # The serialiser takes `&copy;` for a reference; here it is text.
        text = "".join(self._text).replace("&", "&amp;")
        self._text.clear()
        if "@" in text and not self._links:
            for before, mail in split_at_mail(text):
                self._append(before)
                if mail:
                    href = f"mailto:{mail.removeprefix('mailto:')}"
                    SubElement(self._open[-1], "a", {"href": href}).text = mail
        else:
            self._append(text)

    def _append(self, text: str) -> None:
        if not text:
            return
        parent = self._open[-1]
        if len(parent):
            last = parent[-1]
            last.tail = (last.tail or "") + text
        else:
            parent.text = (parent.text or "") + text
