"""Markdown text in, a frozen `Rendered` out.

`render` is a pure function and the only road from Markdown to HTML: the page, the preview, the
feed, the importers and the search index all use it. This package knows nothing of Django or of
the database; any part of the project may import it, and it imports none of them.
"""

from __future__ import annotations

from blog.markup.limits import MarkupError
from blog.markup.messages import Message
from blog.markup.problems import Problem
from blog.markup.rendered import (
    RENDERING_VERSION,
    Formula,
    Image,
    Link,
    Picture,
    Rendered,
    TocEntry,
)
from blog.markup.rendering import render

__all__ = [
    "RENDERING_VERSION",
    "Formula",
    "Image",
    "Link",
    "MarkupError",
    "Message",
    "Picture",
    "Problem",
    "Rendered",
    "TocEntry",
    "render",
]
