"""Which `$` of a text ends the formula that another begins."""

from __future__ import annotations

import re
from bisect import bisect_right

from blog.markup.mathematics.notation import SEARCH_LIMIT
from blog.markup.spans.code import CodeSpans

_SINGLE_DOLLAR = re.compile(r"(?<![\\$])\$(?!\$)")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_MAX_INNER_DOLLARS = 8
"""How many `$` may stand inside one formula's braces: each is tried, over up to `SEARCH_LIMIT`."""


class Dollars:
    """The single dollars of `text` that are not in `code`, found when first asked for."""

    def __init__(self, text: str, code: CodeSpans) -> None:
        self._text = text
        self._code = code
        self._places: list[int] | None = None

    def closing(self, start: int) -> int:
        """Return the place of the `$` that ends what the one at `start` begins, or -1.

        A `$` inside braces, as in `\\text{if $x$}`, belongs to the formula.
        """
        first = close = self._after(start)
        for _ in range(_MAX_INNER_DOLLARS):
            if close < 0 or close - start > SEARCH_LIMIT:
                break
            if _braces_left_open(self._text[start:close]) <= 0:
                return close
            close = self._after(close)
        return first

    def _after(self, start: int) -> int:
        if self._places is None:
            self._places = [
                match.start()
                for match in _SINGLE_DOLLAR.finditer(self._text)
                if not self._code.covers(match.start())
            ]
        index = bisect_right(self._places, start)
        return self._places[index] if index < len(self._places) else -1


def _braces_left_open(tex: str) -> int:
    braces = _BRACE.findall(tex)
    return braces.count("{") - braces.count("}")
