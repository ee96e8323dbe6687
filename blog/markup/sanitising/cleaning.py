"""The allow-list, and the two sanitisers that apply it.

bleach (html5lib) goes first and nh3 (ammonia, html5ever) last: two parsers of different make
rarely share a blind spot, and the one that is maintained has the last word. Neither lets MathML,
SVG, frames, classes of authors or inline style through; what the pipeline itself makes of those
is put in afterwards, in text nodes of the parsed tree.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from typing import Final

import nh3
from bleach.sanitizer import Cleaner

from blog.markup.elements import ALLOWED_TAGS, OWN_CLASSES, REMOVED_WITH_CONTENT
from blog.markup.limits import MAX_CLEANED_MARKS, MAX_HTML_DEPTH, MAX_HTML_MARKS, MarkupError
from blog.markup.line_marks import LINE_ATTRIBUTE, is_line_mark, without_stray_marks
from blog.markup.messages import gettext_noop
from blog.markup.sanitising.inert import follow, is_inert
from blog.markup.schemes import (
    ALLOWED_SCHEMES,
    is_safe,
    is_safe_srcset,
    is_small_picture,
)
from blog.markup.tokens import OWN_MARK

_GLOBAL_ATTRIBUTES = {"class", "id", "title", "lang", "dir", "align", LINE_ATTRIBUTE}
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "a": {"href", "name"},
    "img": {"src", "srcset", "alt", "width", "height", "sizes"},
    "source": {"src", "srcset", "type", "media", "sizes"},
    "video": {"src", "poster", "controls", "loop", "muted", "width", "height", "preload"},
    "audio": {"src", "controls", "loop", "muted", "preload"},
    "ol": {"start", "reversed", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "input": {"type", "checked", "disabled"},
    "time": {"datetime"},
    "abbr": {"title"},
    "progress": {"value", "max"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
}

TOO_MANY_MARKS: Final = gettext_noop(
    "The text gives more than %(maximum)s HTML tags and character references. Split it into "
    "several posts."
)


class _Bleach(threading.local):
    """A cleaner for each thread: one keeps what it reads in its parser while it works."""

    def __init__(self) -> None:
        self._cleaner = Cleaner(
            tags=ALLOWED_TAGS,
            attributes={"*": sorted(_GLOBAL_ATTRIBUTES)}
            | {tag: sorted(names) for tag, names in _ATTRIBUTES.items()},
            protocols=ALLOWED_SCHEMES | {"data"},
            strip=True,
            strip_comments=True,
        )

    def clean(self, html: str) -> str:
        return str(self._cleaner.clean(html))


BLEACH: Final = _Bleach()

_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "poster", "cite"})
_TAG_MARK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_NOT_COUNTED = frozenset(
    "br col hr img input source wbr area base embed link meta param track "
    "p li dt dd tr td th thead tbody tfoot rt rp caption colgroup option".split()
)
"""Elements without content, and those whose end tag HTML lets an author leave out."""


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        names = value.split()
        kept = [name for name in names if name[0] == OWN_MARK and name[1:] in OWN_CLASSES]
        return " ".join(kept) or None
    if attribute == LINE_ATTRIBUTE:
        return value if is_line_mark(value) else None
    if attribute == "srcset":
        return value if is_safe_srcset(value) else None
    if attribute in _ADDRESS_ATTRIBUTES and not is_safe(value):
        fits = tag == "img" and attribute == "src" and is_small_picture(value)
        return value if fits else None
    if tag == "input" and attribute == "type":
        return "checkbox" if value == "checkbox" else None
    return value


_NH3 = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags=set(REMOVED_WITH_CONTENT),
    attributes={"*": _GLOBAL_ATTRIBUTES} | _ATTRIBUTES,
    attribute_filter=_filter_attribute,
    url_schemes=set(ALLOWED_SCHEMES | {"data"}),
    link_rel=None,
    strip_comments=True,
)


# A parser drops the first line end in `pre` (HTML, section 13.2.6.4.7) and these writers do not put
# it back, so a mark stands before the next one.
_PRE_START = re.compile(r"(<pre\b[^<>]*>)\n(\n?)", re.IGNORECASE)


def sanitise(blocks: Sequence[str]) -> str:
    """Return the HTML of `blocks`, one after another, with nothing but what the allow-list names.

    Raises:
        MarkupError: there are more tags, or more inside each other, than `limits` allows.
    """
    _check_size(blocks)
    guarded = [
        _PRE_START.sub(_guard, block) if "<pre" in block.lower() else block for block in blocks
    ]
    html = without_stray_marks(_NH3.clean("".join(_bleached(guarded))))
    return html.replace(f"{OWN_MARK}\n", "\n\n").replace(OWN_MARK, "")


def _guard(match: re.Match[str]) -> str:
    return f"{match[1]}{OWN_MARK}\n" if match[2] else match[1]


def _bleached(blocks: Sequence[str]) -> Iterator[str]:
    """Give what bleach makes of `blocks`; those that it would leave alone are not sent there.

    An element may be opened in one block and closed in a later one, as `<details>` around
    paragraphs is. Such blocks are cleaned together; where the end cannot be told, so is the rest.
    """
    opened: list[str] = []
    waiting: list[str] = []
    for index, block in enumerate(blocks):
        if not opened and is_inert(block):
            if waiting:
                yield _through_bleach(waiting)
                waiting.clear()
            yield block
        elif follow(block, opened):
            waiting.append(block)
        else:
            yield _through_bleach([*waiting, *blocks[index:]])
            return
    if waiting:
        yield _through_bleach(waiting)


def _through_bleach(blocks: Sequence[str]) -> str:
    """Return what bleach makes of `blocks`, which nh3 puts in order first.

    Where HTML has to be repaired, bleach loses text: all that stands in a table but in no cell.
    """
    html = "".join(blocks)
    if html.count("<") + html.count("&") > MAX_CLEANED_MARKS:
        raise MarkupError(
            TOO_MANY_MARKS, maximum=f"{MAX_CLEANED_MARKS:,}", limit="MAX_CLEANED_MARKS"
        )
    return BLEACH.clean(_NH3.clean(html))


def _check_size(blocks: Sequence[str]) -> None:
    """Refuse HTML that would keep the parsers busy."""
    html = "".join(blocks)
    marks = html.count("&")
    depth = 0
    for match in _TAG_MARK.finditer(html):
        marks += 1
        name = match[2].lower()
        if name in _NOT_COUNTED:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > MAX_HTML_DEPTH:
            raise MarkupError(
                gettext_noop(
                    "More than %(maximum)s HTML elements are open inside each other. Close the "
                    "tags that were left open, or write less HTML."
                ),
                maximum=MAX_HTML_DEPTH,
                limit="MAX_HTML_DEPTH",
            )
    if marks > MAX_HTML_MARKS:
        raise MarkupError(
            TOO_MANY_MARKS,
            maximum=f"{MAX_HTML_MARKS:,}",
            limit="MAX_HTML_MARKS",
        )
