"""An article's HTML as feed readers keep it.

A reader strips classes, most styles, ids and MathML; what it keeps, it shows in a style of its own.
So what the page's style sheet, script or keyboard needs is left out here, and formulas are said in
what readers keep: plain HTML, or a picture, or TeX. What was tried is in
docs/decisions/0018-formulas-in-feeds.md.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from typing import Final

from lxml import etree

from blog.markup.finishing.addresses import absolutise
from blog.markup.mathematics.drawing import is_drawable
from blog.markup.mathematics.in_html import in_html

DIGEST_CHARACTERS: Final = 20

_KEPT: Final = 5_000  # formulas of a process: those of its feeds, which are asked for all day

_MATH = re.compile(
    r'(?:(<(?P<box>div|span) class="math-display"[^<>]*>))?(<math\b[^<>]*>.*?</math>)'
    r"(?(1)</(?P=box)>)",
    re.DOTALL,
)
_ONE_MATH = re.compile(r"<math\b[^<>]*>.*?</math>", re.DOTALL)
_NOBREAK = re.compile(r'<span class="nobreak">([^<]*<math\b.*?</math>[^<]*)</span>', re.DOTALL)
_HEADING_LINK = re.compile(r'<a class="heading-anchor"[^<>]*></a>')
_CODE = re.compile(
    r'<div class="highlight"(?: data-language="(?P<language>[^"]*)")?[^<>]*>'
    r'(?:<div class="highlight-title">(?P<title>.*?)</div>)?'
    r"<pre[^<>]*><code>(?P<code>.*?)</code></pre></div>",
    re.DOTALL,
)
_SPAN = re.compile(r"</?span\b[^<>]*>")
_CHECKBOX = re.compile(r"<input\b([^<>]*)>")
_CALLOUT_TITLE = re.compile(r'(<p) class="callout-title">(.*?)(?=</p>)')
_TABLE_BOX = re.compile(r'<div class="table-scroll"[^<>]*>')
_TAG = re.compile(r"<[a-z][^<>]*>")
_ONLY_ON_PAGES = re.compile(
    r' (?:tabindex|loading|decoding|data-[a-z-]+)="[^"]*"| class="(?:math-[a-z-]+|footnote-[a-z]+'
    r'|toc|video|callout[a-z -]*|task-list[a-z-]*)"'
)

type PictureAddress = Callable[[str], str]


def for_feed(html: str, *, page_url: str, picture_url: PictureAddress) -> str:
    """Return an article for a feed: what pages alone need left out, every address absolute.

    Args:
        html: what `render` returned as `Rendered.html`.
        page_url: the absolute address of the article's page. `#x` becomes `page_url#x`.
        picture_url: gives the absolute address of the picture of a formula, for the formula's
            digest; whoever answers there finds the formula with `formula_of`.
    """
    html = _HEADING_LINK.sub("", html)
    html = _NOBREAK.sub(r"\1", html)
    html = _MATH.sub(lambda found: _formula(found, picture_url), html)
    html = _CODE.sub(_code, html)
    html = _CHECKBOX.sub(lambda found: "☑" if " checked" in found[1] else "☐", html)
    html = _CALLOUT_TITLE.sub(r"\1><strong>\2</strong>", html)
    html = _TABLE_BOX.sub("<div>", html)
    html = _TAG.sub(lambda found: _ONLY_ON_PAGES.sub("", found[0]), html)
    return absolutise(html, page_url)


def formula_of(html: str, digest: str) -> str | None:
    """Return the formula of an article that has this digest, as a `math` element, or None."""
    return next((math for math in _ONE_MATH.findall(html) if _digest(math) == digest), None)


def _digest(math: str) -> str:
    return hashlib.sha256(math.encode()).hexdigest()[:DIGEST_CHARACTERS]


def _formula(found: re.Match[str], picture_url: PictureAddress) -> str:
    math, box = found[3], found["box"]
    said, is_picture = _said(math)
    if is_picture:
        # The picture has a size of its own. Few readers keep a style; it centres those in a line.
        style = "" if box else ' style="vertical-align:middle"'
        said = f'<img src="{escape(picture_url(_digest(math)))}" alt="{said}"{style}>'
    if box == "div":
        return f"<pre>{said}</pre>" if said.startswith("<code>") else f"<p>{said}</p>"
    return f"<br>{said}<br>" if box else said


@lru_cache(maxsize=_KEPT)
def _said(math: str) -> tuple[str, bool]:
    """Return a formula as HTML, or its TeX as an attribute holds it and True for a picture."""
    root = etree.fromstring(math)
    html = in_html(root)
    if html is not None:
        return html, False
    tex = escape(str(root.get("alttext") or ""))
    return (tex, True) if is_drawable(math) else (f"<code>{tex}</code>", False)


def _code(found: re.Match[str]) -> str:
    """Return a code block without its colours, which are classes; readers may put in their own."""
    language = unescape(found["language"] or "")
    named = f' class="language-{escape(language)}"' if language else ""
    title = f"<p>{found['title']}</p>" if found["title"] else ""
    return f"{title}<pre><code{named}>{_SPAN.sub('', found['code'])}</code></pre>"
