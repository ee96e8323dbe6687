"""Code spans in a text: runs of backticks and their partners (CommonMark 0.31.2, section 6.1)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

_BACKTICKS = re.compile(r"`+")


class CodeSpans:
    """The code spans of `text`, found in one pass."""

    def __init__(self, text: str) -> None:
        self._ends: dict[int, int] = {}
        self._starts: list[int] = []
        if "`" in text:
            self._find(text)

    def _find(self, text: str) -> None:
        runs: dict[int, list[int]] = {}
        order: list[tuple[int, int]] = []
        for match in _BACKTICKS.finditer(text):
            length = match.end() - match.start()
            runs.setdefault(length, []).append(match.start())
            order.append((match.start(), length))
        end = 0
        for start, length in order:
            escaped = _is_escaped(text, start)
            if start < end or (escaped and length == 1):
                continue
            opening, ticks = (start + 1, length - 1) if escaped else (start, length)
            places = runs.get(ticks, [])
            index = bisect_right(places, opening)
            if index < len(places):
                end = places[index] + ticks
                self._ends[opening] = end
                self._starts.append(opening)

    def end_of(self, start: int) -> int | None:
        """Return where the span that starts at `start` ends, if one does."""
        return self._ends.get(start)

    def any_between(self, start: int, end: int) -> bool:
        """Whether a span starts between `start` and `end`."""
        index = bisect_left(self._starts, start)
        return index < len(self._starts) and self._starts[index] < end

    def covers(self, offset: int) -> bool:
        """Whether the character at `offset` is part of a span."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and self._ends[self._starts[index]] > offset


def _is_escaped(text: str, start: int) -> bool:
    backslashes = 0
    while start > backslashes and text[start - backslashes - 1] == "\\":
        backslashes += 1
    return backslashes % 2 == 1
