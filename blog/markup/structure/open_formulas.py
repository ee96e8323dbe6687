"""Display formulas that a paragraph has begun and a later line will end.

While one is open, the lines of a source are TeX: `- b` continues a sum and starts no list, a line
of `=` underlines nothing, blank lines end nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from blog.markup.mathematics.notation import BARE_ENVIRONMENT
from blog.markup.structure.nodes import TextLine

_MAX_LINES = 300
"""A formula over more lines is a missing delimiter."""

_MAX_INLINE_LINES = 8
"""How many lines an inline formula may run over."""

_SINGLE_DOLLAR = re.compile(r"(?<![\\$])\$(?!\$)")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^`]*(?:`+[^`]+)??(?<!`)\1(?!`)")
_PARENTHESIS = re.compile(r"\\\)")
_TEX = re.compile(r"\\[A-Za-z]|[\^_{}=]")
_DOUBLE_DOLLAR = re.compile(r"(?<!\\)\$\$")
_STRUCTURE = re.compile(r"\s{0,3}(?:```|~~~|#{1,6}[ \t])")


class OpenFormulas:
    """Answers, line by line, whether a formula stays open at the end of the line."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._places: dict[str, list[int]] = {}

    def closer_after(self, index: int, text: str) -> str:
        """Return the delimiter that ends a formula which `text` leaves open, or "".

        `text` is what the line at `index` (from 0) adds to a paragraph. A formula counts as open
        only if its end comes soon, and before anything that is clearly not TeX.
        """
        if "$$" not in text and "\\" not in text:
            return ""
        if "$$" in text:
            dollars = len(_DOUBLE_DOLLAR.findall(_CODE_SPAN.sub("", text)))
            if dollars % 2:
                at_start = text.lstrip().startswith("$$") and dollars == 1
                return self._found(index, "$$", over_blank_lines=at_start)
        if "\\" in text:
            stripped = text.lstrip()
            if stripped.startswith(r"\[") and r"\]" not in stripped:
                return self._found(index, r"\]", over_blank_lines=True)
            for match in BARE_ENVIRONMENT.finditer(text):
                closer = f"\\end{{{match[1]}}}"
                if closer not in text[match.end() :]:
                    return self._found(index, closer, over_blank_lines=True)
        return ""

    def inside_inline(self, before: Sequence[TextLine], index: int, content: str) -> bool:
        """Whether the line at `index`, whose text is `content`, goes on with an open formula.

        `before` are the lines of the paragraph so far. Only lines that would start another block
        are asked about.
        """
        if content[0] not in "+-=*>":
            return False
        text = _CODE_SPAN.sub("", "\n".join(line.text for line in before[-_MAX_INLINE_LINES:]))
        opened = text.rfind(r"\(")
        if opened > text.rfind(r"\)"):
            return self._goes_on(index, text[opened + 2 :], _PARENTHESIS)
        places = [match.start() for match in _SINGLE_DOLLAR.finditer(text)]
        return len(places) % 2 == 1 and self._goes_on(index, text[places[-1] + 1 :], _SINGLE_DOLLAR)

    def _goes_on(self, index: int, begun: str, closer: re.Pattern[str]) -> bool:
        """Whether a formula of which `begun` was read ends at or soon after the line `index`."""
        for line in self._lines[index : index + _MAX_INLINE_LINES]:
            if not line.strip():
                return False
            words = _CODE_SPAN.sub("", line)
            if match := closer.search(words):
                begun += words[: match.start()]
                if closer is _PARENTHESIS:
                    return True
                # Two prices or shell variables have a list between them; a formula has TeX.
                return len(closer.findall(words)) % 2 == 1 and _TEX.search(begun) is not None
            begun += words
        return False

    def _found(self, index: int, closer: str, *, over_blank_lines: bool) -> str:
        places = self._places.get(closer)
        if places is None:
            places = [n for n, line in enumerate(self._lines) if closer in line]
            self._places[closer] = places
        position = bisect_right(places, index)
        if position == len(places) or places[position] - index > _MAX_LINES:
            return ""
        between = self._lines[index + 1 : places[position]]
        if any(_STRUCTURE.match(line) for line in between):
            return ""
        if not over_blank_lines and any(not line.strip() for line in between):
            return ""
        return closer
