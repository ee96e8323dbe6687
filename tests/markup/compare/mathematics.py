"""Formulas replaced by neutral words, the same for both renderers.

cmark-gfm reads TeX as Markdown, so nothing could be learnt from texts with formulas. Where the
formulas are is what our own renderer says; each then becomes a word, a display formula over
several lines becomes one line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final, NamedTuple

from blog.markup import Formula, render

WORD: Final = "MATH"

_PASSES = 4
_LINE_END = r"[ \t]*\n(?:[ \t>]*\n)*[ \t>]*"
_ENCODED = {"\\": r"\\\\?", "|": r"\\?\|", "<": "(?:<|&lt;)", ">": "(?:>|&gt;)", "&": "&(?:amp;)?"}
_FENCE = r"(?P<fence>`{3,}|~{3,})[^\n]*"
_TAG = r"\{[{%][^\n]*[}%]\}"


class Neutral(NamedTuple):
    """A source without formulas; `lost` are those that could not be found again in it."""

    text: str
    lost: tuple[Formula, ...]


def without_formulas(source: str) -> Neutral:
    """Return `source` with `MATH1`, `MATH2`, … in the place of its formulas.

    Taking formulas out can let the dollars that are left pair in another way, so the result is
    looked at again until there is none.

    Raises:
        MarkupError: the source passes one of our limits.
    """
    count = 0
    lost: tuple[Formula, ...] = ()
    for _ in range(_PASSES):
        formulas = render(source).formulas
        if not formulas:
            break
        source, missing = _replaced(source, formulas, count)
        count += len(formulas)
        lost = missing
        if len(missing) == len(formulas):
            break
    return Neutral(source, lost)


def _replaced(
    source: str, formulas: tuple[Formula, ...], count: int
) -> tuple[str, tuple[Formula, ...]]:
    starts = [0]
    starts += [match.end() for match in re.finditer("\n", source)]
    taken: list[tuple[int, int]] = []
    lost: list[Formula] = []
    for formula in formulas:
        start = starts[min(max(formula.line, 1), len(starts)) - 1]
        place = _place_of(formula, source, start, taken)
        if place is None:
            lost.append(formula)
        else:
            taken.insert(bisect_right(taken, place), place)
    out: list[str] = []
    position = 0
    for number, (start, end) in enumerate(taken, start=count + 1):
        out += [source[position:start], f"{WORD}{number}"]
        position = end
    out.append(source[position:])
    return "".join(out), tuple(lost)


def _place_of(
    formula: Formula, source: str, start: int, taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    for match in _pattern(formula).finditer(source, start):
        place = match.span()
        if not any(place[0] < end and begin < place[1] for begin, end in taken):
            return place
        if source.count("\n", start, match.start()) > 2:
            break
    return None


def _pattern(formula: Formula) -> re.Pattern[str]:
    """Return what `formula` may look like in a source, with any delimiters and line prefixes."""
    lines = [line.strip() for line in formula.tex.split("\n")]
    tex = _LINE_END.join(
        "".join(_ENCODED.get(character) or re.escape(character) for character in line)
        for line in lines
        if line
    )
    space = r"[\s>]*"
    forms = [
        rf"\$\$+{space}{tex}{space}\$\$+",
        rf"\$`+{space}{tex}{space}`+\$",
        rf"\$[ \t]*\n?[ \t>]*{tex}{space}\$",
        rf"\\\({space}{tex}{space}\\\)",
        rf"\\\[{space}{tex}{space}\\\]",
        rf"\\\\\({space}{tex}{space}\\\\\)",
        rf"\\\\\[{space}{tex}{space}\\\\\]",
        rf"{_FENCE}{_LINE_END}{tex}{_LINE_END}(?P=fence)[`~]*",
        rf"{_TAG}{_LINE_END}{tex}{_LINE_END}{_TAG}",
    ]
    if formula.tex.startswith("\\begin"):
        forms.append(tex)
    return re.compile("|".join(forms))
