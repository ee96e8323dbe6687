"""Sizes that authors give images in a `style`, which no sanitiser lets through.

Typora writes `style="zoom:50%"` when an image is resized, and many posts have `style="width:80%"`.
The first becomes one of our classes, the second the attribute `width`.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.elements import own_classes

ZOOMS: Final = (10, 20, 25, 30, 33, 40, 50, 60, 67, 70, 75, 80, 90)
"""Percentages that there is a class for (`zoom-…` in static/css/markup.css)."""

_STYLE = re.compile(r"\sstyle\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_ZOOM = re.compile(r"(?:^|;)\s*zoom\s*:\s*(\d{1,3})(?:\.\d+)?\s*%", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,5})(?:\.\d+)?\s*(px|%)", re.IGNORECASE)
_HAS_WIDTH = re.compile(r"\swidth\s*=", re.IGNORECASE)


def with_size(tag: str) -> str:
    """Return the `<img …>` that is `tag`, with the size its style asks for."""
    style = _STYLE.search(tag)
    if style is None:
        return tag
    declarations = next(part for part in style.groups() if part is not None)
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
