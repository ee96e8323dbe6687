"""What a browser must know of a picture before it has it: its size, and where smaller copies are.

With `width` and `height` the page keeps its shape while pictures arrive (WHATWG HTML, section
15.4.3: they give the ratio); with `srcset` and `sizes` a telephone loads a small copy (section
4.8.4.2).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from lxml import etree

from blog.markup.rendered import Picture
from blog.markup.schemes import is_data

type PictureLookup = Callable[[Sequence[str]], Mapping[str, Picture]]
"""Gives what is known of the pictures at some addresses; unknown ones are left out."""

# The page of an article (static/reader/frame.css) as narrow as the column of its text just fits:
# its width, what it keeps free at both sides together, and what that leaves for pictures, in rem.
# The cover in templates/readers/posts/_article.html has the same.
_WIDE: Final = 42.875
_MARGIN: Final = 2.5
_COLUMN: Final = _WIDE - _MARGIN

_REM_PIXELS: Final = 16
"""What a rem is in `sizes`: the browser's own size of text, not the page's."""

_ZOOM = re.compile(r"\bzoom-(\d+)\b")
_UNFIT = re.compile(r"\s|^,|,$")
"""What an address in a `srcset` may not have (section 4.8.4.2.1)."""


def describe_pictures(root: etree._Element, lookup: PictureLookup) -> None:
    """Give the images of `root` their sizes and sources, as far as `lookup` knows them.

    An image of a `<picture>` is left alone: its author chose between several. What an author wrote
    stays: one given measure decides the other, and a `srcset` is not replaced.
    """
    images = list(root.iter("img"))
    addresses = dict.fromkeys(str(image.get("src") or "") for image in images)
    asked = [address for address in addresses if address and not is_data(address)]
    if not asked:
        return
    known = lookup(asked)
    for image in images:
        parent = image.getparent()
        picture = known.get(str(image.get("src") or ""))
        if picture is not None and (parent is None or parent.tag != "picture"):
            _set_size(image, picture)
            _set_sources(image, picture)


def _set_size(image: etree._Element, picture: Picture) -> None:
    width, height = image.get("width"), image.get("height")
    if width is None and height is None:
        image.set("width", str(picture.width))
        image.set("height", str(picture.height))
    elif height is None and (pixels := _pixels(width)):
        image.set("height", str(max(1, round(pixels * picture.height / picture.width))))
    elif width is None and (pixels := _pixels(height)):
        image.set("width", str(max(1, round(pixels * picture.width / picture.height))))


def _set_sources(image: etree._Element, picture: Picture) -> None:
    if image.get("srcset") is not None:
        return
    address = str(image.get("src"))
    candidates = [*picture.sources, (address, picture.width)]
    if not picture.sources or any(_UNFIT.search(each) for each, _ in candidates):
        return
    image.set("srcset", ", ".join(f"{each} {width}w" for each, width in candidates))
    if image.get("sizes") is None:
        width = str(image.get("width") or picture.width)
        zoom = _ZOOM.search(str(image.get("class") or ""))
        image.set("sizes", _sizes(width, percent=int(zoom[1]) if zoom else 100))


def _sizes(width: str, *, percent: int) -> str:
    """Return how wide an image is shown in windows of any width.

    Args:
        width: in pixels, or as a percentage of the column.
        percent: how much of these pixels is shown.
    """
    room = f"100vw - {_MARGIN}rem"
    if width.endswith("%"):
        share = min(int(width[:-1]) / 100, 1)
        return f"(min-width: {_WIDE}rem) {_COLUMN * share:g}rem, calc({share:g} * ({room}))"
    pixels = int(width) * percent // 100
    if pixels >= _COLUMN * _REM_PIXELS:
        return f"(min-width: {_WIDE}rem) {_COLUMN}rem, calc({room})"
    return f"(min-width: {pixels + _MARGIN * _REM_PIXELS:.0f}px) {pixels}px, calc({room})"


def _pixels(measure: str | None) -> int:
    """Return a measure in pixels; 0 for a percentage."""
    return int(measure) if measure and measure.isdecimal() else 0
