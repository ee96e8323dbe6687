"""The two renderers, each from Markdown to blocks."""

from __future__ import annotations

import functools
import re
from typing import Final

import nh3
from cmarkgfm import cmark

from blog.markup import render
from blog.markup.elements import ALLOWED_TAGS, REMOVED_WITH_CONTENT
from tests.markup.compare.structure import Blocks, blocks_of

_EXTENSIONS: Final = ("table", "strikethrough", "autolink", "tasklist")
_OPTIONS: Final = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_FOOTNOTES

# The attributes that the structure looks at; everything else makes no difference to it.
_READ = {
    "*": {"class", "title", "align"},
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "input": {"type", "checked"},
}
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags=set(REMOVED_WITH_CONTENT) | {"iframe"},
    attributes=_READ,
    url_schemes={"http", "https", "mailto", "tel", "ftp", "data"},
    link_rel=None,
    strip_comments=True,
)


def reference_html(source: str) -> str:
    """Return the HTML that cmark-gfm makes of `source`, the author's own HTML included."""
    return str(cmark.markdown_to_html_with_extensions(source, _OPTIONS, _EXTENSIONS))


def cleaned(html: str) -> str:
    """Return `html` parsed as browsers do and without the elements that a post may not have.

    Ours are left out before our HTML is written, so cmark-gfm's have to go for a fair comparison.
    """
    return _CLEANER.clean(html)


@functools.lru_cache(maxsize=64)
def reference_blocks(source: str) -> Blocks:
    """Return what cmark-gfm makes of `source`."""
    return blocks_of(cleaned(reference_html(source)))


@functools.lru_cache(maxsize=64)
def our_blocks(source: str) -> Blocks:
    """Return what `blog.markup` makes of `source`.

    Raises:
        MarkupError: the source passes one of our limits.
    """
    return blocks_of(render(source).html)


_OPENS_FENCE = re.compile(r"(?:[\s>]|[-*+]\s|\d+[.)]\s)*(?:```|~~~)")
_FENCED = re.compile(r'<pre[^<>]*? data-sourcepos="(\d+):\d+-(\d+):\d+"')


def fenced_lines(source: str) -> set[int]:
    """Return the numbers (from 1) of the lines of fenced code, fences included."""
    options = _OPTIONS | cmark.Options.CMARK_OPT_SOURCEPOS
    html = cmark.markdown_to_html_with_extensions(source, options, _EXTENSIONS)
    lines = source.split("\n")
    numbers: set[int] = set()
    for match in _FENCED.finditer(html):
        first, last = int(match[1]), int(match[2])
        if _OPENS_FENCE.match(lines[first - 1]):
            numbers.update(range(first, last + 1))
    return numbers
