"""The line of the source for each element of the page, for who shows both side by side."""

from __future__ import annotations

from lxml import etree

from blog.markup.finishing.selection import selector
from blog.markup.line_marks import LINE_ATTRIBUTE

_FIRST_INSIDE = selector(f"descendant::*[@{LINE_ATTRIBUTE}][1]")


def line_of(element: etree._Element) -> int:
    """Return the line that `element` is marked with, 0 without one."""
    return int(str(element.get(LINE_ATTRIBUTE) or "0"))


def lines_of(root: etree._Element) -> tuple[int, ...]:
    """Return a line for each child of `root`, 0 if it is unknown.

    A child without a mark has the first one inside it, as a box around a table; else it belongs to
    the block of the child before it, as what follows a paragraph that an author's HTML cut short.
    Known lines never go back: HTML parsers may move an element up, whose place then says nothing.
    """
    lines = []
    line = reached = 0
    for child in root:
        mark = child.get(LINE_ATTRIBUTE)
        if mark is not None:
            line = int(mark)
        elif inside := _FIRST_INSIDE(child):
            line = line_of(inside[0])
        if line < reached:
            line = 0
        reached = max(reached, line)
        lines.append(line)
    return tuple(lines)
