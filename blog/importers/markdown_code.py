"""Where the code of a Markdown text lies, so that nothing inside it is ever rewritten."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

Region = tuple[int, int]
"""The first character and the one after the last."""

_PREFIX = r"(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*[ \t]*"
_FENCE = re.compile(rf"{_PREFIX}(?P<fence>`{{3,}}(?!.*`)|~{{3,}})")
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
_BACKTICKS = re.compile(r"`+")
_PARAGRAPH_END = re.compile(r"\n[ \t>]*\n")
_ELEMENTS = (
    ("<!--", "-->"),
    ("<pre", "</pre>"),
    ("<code", "</code>"),
    ("{% highlight", "{% endhighlight"),
    ("{% codeblock", "{% endcodeblock"),
    ("{{< highlight", "{{< /highlight"),
    ("{{% highlight", "{{% /highlight"),
)


class CodeRegions:
    """The regions of one text that are code or comment."""

    def __init__(self, text: str) -> None:
        """Find the blocks first, then what stands between them."""
        blocks = sorted(_blocks(text))
        inline = sorted(_inline(text, blocks))
        self._regions = _merged([*blocks, *inline])
        elements = [region for region in _elements(text) if not self.cover(region[0])]
        self._regions = _merged([*self._regions, *elements])

    def cover(self, position: int) -> bool:
        """Whether the character at ``position`` is part of code or of a comment."""
        index = bisect_right(self._regions, (position, _BEYOND)) - 1
        return index >= 0 and position < self._regions[index][1]

    def between(self, length: int) -> Iterator[Region]:
        """Yield the regions of a text of this length that are neither code nor comment."""
        yield from _between(self._regions, length)


def without_code(text: str) -> str:
    """Return a text without its code and comments, for looking at its prose."""
    return "".join(text[start:end] for start, end in CodeRegions(text).between(len(text)))


_BEYOND = 1 << 60
"""Greater than any position in a text."""


def _merged(regions: list[Region]) -> list[Region]:
    merged: list[Region] = []
    for start, end in sorted(regions):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _blocks(text: str) -> Iterator[Region]:
    """Yield fenced and indented code, line by line as a Markdown reader meets it."""
    fence, opened = "", 0
    position, blank_before, in_list, indented_before = 0, True, False, False
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if fence:
            if _closes(line, fence):
                yield opened, position
                fence = ""
            continue
        match = _FENCE.match(line)
        if match:
            fence, opened = match["fence"], start
            blank_before = indented_before = False
            continue
        if not line.strip():
            blank_before = True
            continue
        indented = line.startswith(("    ", "\t"))
        if indented and not in_list and (blank_before or indented_before):
            yield start, position
            indented_before = True
        else:
            indented_before = False
            if not indented:
                in_list = bool(_LIST_ITEM.match(line)) or (
                    in_list and (line[0] in " \t" or not blank_before)
                )
        blank_before = False
    if fence:
        yield opened, len(text)


def _closes(line: str, fence: str) -> bool:
    rest = re.sub(r"^(?:[ \t]*>)*[ \t]*", "", line).rstrip()
    return len(rest) >= len(fence) and set(rest) == {fence[0]}


def _inline(text: str, blocks: list[Region]) -> Iterator[Region]:
    """Yield code spans: a run of backticks up to the next run of the same length.

    CommonMark 0.31.2, section 6.1. A span ends with its paragraph at the latest.
    """
    for start, end in _between(_merged(blocks), len(text)):
        paragraph = start
        breaks = [match.start() for match in _PARAGRAPH_END.finditer(text, start, end)]
        for stop in [*breaks, end]:
            yield from _spans(text, paragraph, stop)
            paragraph = stop


def _spans(text: str, start: int, end: int) -> Iterator[Region]:
    runs = [match.span() for match in _BACKTICKS.finditer(text, start, end)]
    by_length: dict[int, list[int]] = {}
    for first, after in runs:
        by_length.setdefault(after - first, []).append(first)
    position = start
    for first, after in runs:
        if first < position or (first and text[first - 1] == "\\"):
            continue
        same = by_length[after - first]
        index = bisect_left(same, after)
        if index < len(same):
            position = same[index] + after - first
            yield first, position


def _elements(text: str) -> Iterator[Region]:
    lowered = text.lower() if len(text.lower()) == len(text) else text
    for opening, closing in _ELEMENTS:
        position = 0
        while (start := lowered.find(opening, position)) >= 0:
            end = lowered.find(closing, start)
            if end < 0:
                break
            position = end + len(closing)
            yield start, position


def _between(regions: list[Region], length: int) -> Iterator[Region]:
    position = 0
    for start, end in regions:
        if position < start:
            yield position, start
        position = max(position, end)
    if position < length:
        yield position, length
