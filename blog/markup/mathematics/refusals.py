r"""What is not even given to the converter, with the sentence that says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from blog.markup.limits import MAX_FORMULA_CHARACTERS, MAX_FORMULA_NESTING
from blog.markup.mathematics.reasons import (
    NO_DEFINITIONS,
    NO_SCRIPT,
    NO_STYLES,
    TOO_DEEP,
    TOO_LONG,
    USE_MARKDOWN,
    USE_PICTURE,
    WRITE_INSTEAD,
    TexError,
)

MAX_REWRITTEN_NESTING: Final = 60
"""For the formula as the converter gets it; rewriting puts groups around groups."""

_DEFINITIONS = re.compile(
    r"\\(def|edef|gdef|xdef|newcommand|renewcommand|providecommand|let|futurelet|newenvironment"
    r"|renewenvironment|csname|input|include|href|url|expandafter)(?![A-Za-z])"
)
_INSTEAD: Final = {
    "SI": "3\\,\\mathrm{m}",
    "si": "\\mathrm{m}",
    "unit": "\\mathrm{m}",
    "num": "1.5\\times 10^{3}",
    "bordermatrix": "array",
    "eqalignno": "align",
    "leqalignno": "align",
    "raise": "\\raisebox{2pt}{…}",
    "lower": "\\raisebox{-2pt}{…}",
    "vbox": "array",
    "vtop": "array",
    "hrulefill": "\\rule{5em}{1pt}",
    "dotfill": "\\cdots",
}
_REASONS: Final[dict[str, str]] = {
    **dict.fromkeys(_INSTEAD, WRITE_INSTEAD),
    **dict.fromkeys("style htmlStyle".split(), NO_STYLES),
    **dict.fromkeys("includegraphics chemfig".split(), USE_PICTURE),
    **dict.fromkeys("mathtip texttip toggle".split(), NO_SCRIPT),
    **dict.fromkeys("item caption footnote cite section".split(), USE_MARKDOWN),
}
_UNSUPPORTED = re.compile(r"\\(" + "|".join(_REASONS) + r")(?![A-Za-z])")
_NESTING_TOKEN = re.compile(
    r"\\(?:left|begin)(?![A-Za-z])|\\(?:right|end)(?![A-Za-z])|\\.|[{}]", re.DOTALL
)
_DEEPER = frozenset({"{", "\\left", "\\begin"})
_SHALLOWER = frozenset({"}", "\\right", "\\end"})
_LINK = re.compile(r"\\[A-Za-z]+[ \n]*|[\^_][ \n]*")


def refuse(tex: str) -> None:
    """Look at `tex`, as its author wrote it, before anything else does.

    Raises:
        TexError: it is not to be set at all.
    """
    if len(tex) > MAX_FORMULA_CHARACTERS:
        raise TexError(TOO_LONG, length=f"{len(tex):,}", maximum=f"{MAX_FORMULA_CHARACTERS:,}")
    if match := _DEFINITIONS.search(tex):
        raise TexError(NO_DEFINITIONS, command=match[0])
    if match := _UNSUPPORTED.search(tex):
        template = _REASONS[match[1]]
        if match[1] in _INSTEAD:
            raise TexError(template, command=match[0], instead=_INSTEAD[match[1]])
        raise TexError(template, command=match[0])
    if nesting(tex) > MAX_FORMULA_NESTING:
        raise TexError(TOO_DEEP, maximum=MAX_FORMULA_NESTING)


def nesting(tex: str) -> int:
    """Return how deep the groups, delimiters and environments of `tex` lie in each other."""
    depth = deepest = 0
    for match in _NESTING_TOKEN.finditer(tex):
        if match[0] in _DEEPER:
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in _SHALLOWER:
            depth -= 1
    return deepest


def argument_chain(tex: str, takes_argument: Callable[[str], bool]) -> int:
    r"""Return the longest run of commands that take each other as argument (`\hat\hat\hat x`).

    Args:
        tex: the formula.
        takes_argument: says of a command whether it takes one; asked for long runs only.
    """
    longest = 0
    run: list[str] = []
    end = -1
    for match in _LINK.finditer(tex):
        if match.start() != end:
            longest = max(longest, _chain(run, takes_argument, longest))
            run = []
        run.append(match[0].strip())
        end = match.end()
    return max(longest, _chain(run, takes_argument, longest))


def _chain(run: list[str], takes_argument: Callable[[str], bool], least: int) -> int:
    if len(run) <= max(least, MAX_FORMULA_NESTING):
        return 0
    longest = length = 0
    for command in run:
        length = length + 1 if command in "^_" or takes_argument(command) else 0
        longest = max(longest, length)
    return longest
