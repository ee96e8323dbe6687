"""Where a block of HTML starts and ends (CommonMark 0.31.2, section 4.6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from blog.markup.elements import KNOWN_TAGS

_BLOCK_TAGS = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|"
    "dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|"
    "header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|"
    "param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
ATTRIBUTE = r"""\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
OPEN_TAG = rf"<[a-zA-Z][a-zA-Z0-9-]*(?:{ATTRIBUTE})*\s*/?>"
CLOSE_TAG = r"</[a-zA-Z][a-zA-Z0-9-]*\s*>"

_STARTS = (
    (1, re.compile(r"<(?:script|pre|style|textarea)(?:\s|>|$)", re.IGNORECASE)),
    (2, re.compile(r"<!--")),
    (3, re.compile(r"<\?")),
    (4, re.compile(r"<![A-Za-z]")),
    (5, re.compile(r"<!\[CDATA\[")),
    (6, re.compile(rf"</?(?:{_BLOCK_TAGS})(?:\s|/?>|$)", re.IGNORECASE)),
    (7, re.compile(rf"(?:{OPEN_TAG}|{CLOSE_TAG})\s*$")),
)
_ENDS = {
    1: re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    2: re.compile(r"-->"),
    3: re.compile(r"\?>"),
    4: re.compile(r">"),
    5: re.compile(r"\]\]>"),
}
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_MARKDOWN_ATTRIBUTE = re.compile(
    r"""<[a-z][a-z0-9]*\b[^<>]*\smarkdown(?:\s*=\s*["']?(?:1|block|span)["']?)?[^<>]*>\s*$""",
    re.IGNORECASE,
)


def html_block_kind(content: str, *, interrupts_paragraph: bool) -> int:
    """Return the start condition (1 to 7) that `content` meets, or 0 for none."""
    for kind, pattern in _STARTS:
        if pattern.match(content) is None:
            continue
        if kind == 7 and (interrupts_paragraph or not _is_known(content)):
            return 0
        return kind
    return 0


def _is_known(content: str) -> bool:
    """Whether a tag alone on its line is HTML; `<T>` is more likely to be an author's type."""
    match = _NAME.match(content)
    return match is not None and match[1].lower() in KNOWN_TAGS


def ends_html_block(kind: int, text: str) -> bool:
    """Whether the line `text` ends a block of `kind`; kinds 6 and 7 end at a blank line."""
    pattern = _ENDS.get(kind)
    return bool(pattern and pattern.search(text))


def asks_for_markdown(content: str) -> bool:
    """Whether the tag on this line carries `markdown="1"`: Markdown starts on the next line."""
    return bool(_MARKDOWN_ATTRIBUTE.match(content))


_RAW_TEXT = re.compile(r"<(style|script)\b", re.IGNORECASE)
_MAX_RAW_LINES = 500


class RawTextEnds:
    """Tells which end tag a block of HTML waits for before a blank line may end it.

    Notebooks put `<style scoped>` with blank lines into a `div`.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._places: dict[str, list[int]] = {}

    def awaited(self, awaits: str, line: str, number: int) -> str:
        """Return the end tag awaited after `line`, which is line `number` of the source, or "".

        `awaits` is what was awaited before it. The end must come within `_MAX_RAW_LINES`.
        """
        lower = line.lower()
        if awaits:
            return "" if awaits in lower else awaits
        match = _RAW_TEXT.search(lower)
        if match is None:
            return ""
        closer = f"</{match[1]}"
        return closer if closer not in lower[match.end() :] and self._ends(closer, number) else ""

    def _ends(self, closer: str, number: int) -> bool:
        places = self._places.get(closer)
        if places is None:
            found = enumerate(self._lines, start=1)
            places = [place for place, line in found if closer in line.lower()]
            self._places[closer] = places
        index = bisect_right(places, number)
        return index < len(places) and places[index] - number <= _MAX_RAW_LINES


_DECLARATION_MARK = re.compile(r"<(?=[?!])")
_DECLARATIONS = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))


def without_declarations(html: str) -> str:
    """Return `html` without processing instructions, CDATA sections and declarations.

    Comments stay. What is opened and not closed stays as well.
    """
    out = []
    position = kept = 0
    hopeless: set[str] = set()
    while match := _DECLARATION_MARK.search(html, position):
        start = match.start()
        opener, closer = next(pair for pair in _DECLARATIONS if html.startswith(pair[0], start))
        end = -1 if opener in hopeless else html.find(closer, start + len(opener))
        if end < 0:
            hopeless.add(opener)
            position = start + len(opener)
            continue
        position = end + len(closer)
        if opener != "<!--":
            out.append(html[kept:start])
            kept = position
    out.append(html[kept:])
    return "".join(out)
