"""What authors mean by a `style`, which no sanitiser lets through.

Typora writes `style="zoom:50%"` when an image is resized, and many have `style="width:80%"` or
`style="text-align:center"`. The first becomes one of our classes, the others attributes.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.elements import own_classes

ZOOMS: Final = (10, 20, 25, 30, 33, 40, 50, 60, 67, 70, 75, 80, 90)
"""Percentages that there is a class for (`zoom-…` in static/reader/markup.css)."""

_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ZOOM = re.compile(r"(?:^|;)\s*zoom\s*:\s*(\d{1,3})(?:\.\d+)?\s*%", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,5})(?:\.\d+)?\s*(px|%)", re.IGNORECASE)
_ALIGNMENT = re.compile(r"(?:^|;)\s*text-align\s*:\s*(left|center|right)\b", re.IGNORECASE)
_NAME = re.compile(r"<[A-Za-z][A-Za-z0-9]*")
_HAS_WIDTH = re.compile(r"\swidth\s*=", re.IGNORECASE)


def with_style(tag: str) -> str:
    """Return `tag` with the alignment, or the size of an image, that its style asks for."""
    style = _STYLE.search(tag) if "tyle" in tag.lower() else None
    if style is None:
        return tag
    declarations = next(part for part in style.groups() if part is not None)
    if tag[1:4].lower() == "img":
        return _with_size(tag, declarations)
    alignment = _ALIGNMENT.search(declarations)
    name = _NAME.match(tag)
    if alignment is None or name is None:
        return tag
    return f'{name[0]} align="{alignment[1].lower()}"{tag[name.end() :]}'


def _with_size(tag: str, declarations: str) -> str:
    if zoom := _ZOOM.search(declarations):
        percent = int(zoom[1])
        if not 5 <= percent < 95:
            return tag
        nearest = min(ZOOMS, key=lambda known: abs(known - percent))
        return f'{tag[:4]} class="{own_classes(f"zoom-{nearest}")}"{tag[4:]}'
    width = _WIDTH.search(declarations)
    if width is None or _HAS_WIDTH.search(tag):
        return tag
    unit = "%" if width[2] == "%" else ""
    return f'{tag[:4]} width="{width[1]}{unit}"{tag[4:]}'
