"""Text split into the pieces that a merge keeps or replaces: sentences, or whole lines.

Prose is cut at the ends of sentences, Chinese and English, because an author's paragraph is often
one line. What ends a sentence is a piece of its own, so that two neighbouring sentences have
something unchanged between them. Where a sentence means nothing (code, formulas, tables, HTML) the
pieces are lines with their line ends, so that two neighbouring lines touch.
"""

from __future__ import annotations

import re
from typing import Final

_SENTENCE_END: Final = re.compile(
    r"""( (?:[。！？；]|……)+[”’」』）》】"')\]]*
        | [.!?]+[”’"')\]]*(?=\s|$) )
        (\s*)
      | (\s+)$""",
    re.VERBOSE,
)
_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})(.*)")
_WHOLE_LINE = re.compile(r" {4}|\t|[ >]*<|.*(?:\||\$\$)")
_FORMULA_START = re.compile(r"(?<!\\)\\\[|\\begin\{")
_FORMULA_END = re.compile(r"(?<!\\)\\\]|\\end\{")


def pieces(text: str) -> list[str]:
    """Return `text` as sentences, what ends them, and line ends with the blank lines after them.

    Joined again they are `text`. In fenced or indented code, display formulas, tables and HTML they
    are lines with their line ends; when in doubt, as after a formula that is not closed, too.
    """
    found: list[str] = []
    surroundings = _Surroundings()
    *whole_lines, last_line = text.split("\n")
    line_ends = 0
    for line, line_end in [*((line, "\n") for line in whole_lines), (last_line, "")]:
        takes_whole = surroundings.take_whole(line)
        if takes_whole or line:
            found.append("\n" * line_ends)
            line_ends = 0
        if takes_whole:
            found.append(line + line_end)
        else:
            found.extend(part for part in _SENTENCE_END.split(line) if part)
            line_ends += len(line_end)
    found.append("\n" * line_ends)
    return [piece for piece in found if piece]


def is_separator(piece: str) -> bool:
    """Return whether a piece says nothing by itself: the end of a sentence, of a line, a rule."""
    return not any(map(str.isalnum, piece))


def is_within_line(piece: str) -> bool:
    """Return whether a piece stands before something else in its line."""
    return not piece.endswith("\n")


class _Surroundings:
    """What the lines so far have opened and not closed."""

    def __init__(self) -> None:
        self.fence = ""
        self.formulas = 0
        self.is_in_dollars = False

    def take_whole(self, line: str) -> bool:
        """Take note of the next line and return whether it is one piece."""
        if self.fence:
            closing = line.strip(" \t>")
            if closing.startswith(self.fence) and not closing.strip(self.fence[0]):
                self.fence = ""
            return True
        if fence := _FENCE.match(line):
            if fence[1][0] == "~" or "`" not in fence[2]:
                self.fence = fence[1]
            return True
        was_in_formula = self.is_in_dollars or self.formulas > 0
        starts = len(_FORMULA_START.findall(line))
        self.formulas = max(0, self.formulas + starts - len(_FORMULA_END.findall(line)))
        self.is_in_dollars ^= line.count("$$") % 2 == 1
        return was_in_formula or starts > 0 or _WHOLE_LINE.match(line) is not None
