"""From an offset in a leaf's text back to the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from blog.markup.structure.nodes import TextLine


class Places:
    """Turns an offset in joined lines into a line and a column of the source."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._starts: list[int] | None = None

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column (from 1) of the character at `offset` (from 0)."""
        if not self._lines:
            return (0, 0)
        if self._starts is None:
            self._starts = []
            position = 0
            for line in self._lines:
                self._starts.append(position)
                position += len(line.text) + 1
        index = bisect_right(self._starts, offset) - 1
        line = self._lines[index]
        return line.number, line.column + offset - self._starts[index]
