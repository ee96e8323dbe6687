"""Elements of a tree by a path, found by libxml2 instead of a walk in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree


def selector(path: str) -> Callable[[etree._Element], list[etree._Element]]:
    """Return a function that gives the elements which the XPath 1.0 `path` selects, in order."""
    return cast("Callable[[etree._Element], list[etree._Element]]", etree.XPath(path))
