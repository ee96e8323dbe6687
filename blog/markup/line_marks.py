"""Marks on elements that say on which line of the source they begin.

A mark is an attribute of a block at the top level of an article. It goes with its element through
Markdown and the sanitisers, moves no tag and opens nothing, so it changes nothing about how HTML is
read. Its value begins with `tokens.OWN_MARK`, which no author can write. It has no quotes: where an
author left one open, a parser takes the tags that follow for text, and a quote of ours would end
it; `without_stray_marks` takes marks out of such text again.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.tokens import OWN_MARK

LINE_ATTRIBUTE: Final = "data-source-line"
MARK: Final = rf" {LINE_ATTRIBUTE}={OWN_MARK}\d+ "
"""A regular expression for a mark as `with_line` writes it."""

_STRAY_START = f" {LINE_ATTRIBUTE}={OWN_MARK}"
_STRAY = re.compile(MARK)
_NAME = re.compile(r"<[A-Za-z][A-Za-z0-9-]*")


def with_line(html: str, line: int) -> str:
    """Return `html`, which begins with a start tag, with `line` in that tag; 0 means no line."""
    name = _NAME.match(html)
    if name is None:
        return html
    return f"{name[0]} {LINE_ATTRIBUTE}={OWN_MARK}{line} {html[name.end() :]}"


def is_line_mark(value: str) -> bool:
    """Whether the value of a `LINE_ATTRIBUTE` is one that `with_line` gave."""
    return value[:1] == OWN_MARK and value[1:].isdecimal()


def without_stray_marks(html: str) -> str:
    """Return sanitised `html` without the marks that a parser took for text.

    A sanitiser puts quotes around the attributes it has read as such; these stay.
    """
    return _STRAY.sub("", html) if _STRAY_START in html else html
