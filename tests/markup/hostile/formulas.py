"""Hostile mathematics, of the size that one formula may have and as often as a source may."""

from functools import partial
from typing import Final

from blog.markup.limits import MAX_FORMULA_CHARACTERS, MAX_FORMULA_NESTING, MAX_FORMULAS
from tests.markup.hostile.plain_marks import Source

_PIECES: Final = {
    "letters": "x",
    "fractions": "\\frac12",
    "subscripts": "x_i ",
    "primes": "x'",
    "sums": "\\sum_{i=1}^n ",
    "matrix cells": "a&",
    "rows": "a\\\\",
    "texts": "\\text{a}",
    "texts with dollars": "\\text{$a$}",
    "labels": "\\label{a}",
    "references": "\\eqref{a}",
    "colours": "\\color{red}",
    "cancellations": "\\cancel{x}",
    "substacks": "\\substack{a\\\\b}",
    "roots": "\\sqrt{x}",
    "delimiters": "\\left(x\\right)",
    "Chinese": "字",
    "entities": "&lt;",
    "percent signs": "%",
    "commands left alone": "\\",
    "groups left open": "{",
    "operators": "\\operatorname{a}",
}


def _full(piece: str) -> str:
    return piece * ((MAX_FORMULA_CHARACTERS - 1) // len(piece))


def _many(piece: str) -> str:
    """Return formulas of the full size until the source is full."""
    formula = f"${_full(piece)}$\n\n"
    return formula * min(MAX_FORMULAS, 950_000 // len(formula))


def _nested(opening: str, closing: str) -> str:
    deep = opening * (MAX_FORMULA_NESTING - 1) + "x" + closing * (MAX_FORMULA_NESTING - 1)
    formula = f"${deep}$ "
    return formula * min(MAX_FORMULAS, 190_000 // len(formula))


SOURCES: Final[dict[str, Source]] = {
    **{f"formulas of {name}": partial(_many, piece) for name, piece in _PIECES.items()},
    "nested roots": lambda: _nested("\\sqrt{", "}"),
    "nested fractions": lambda: _nested("\\frac{1}{", "}"),
    "nested exponents": lambda: _nested("x^{", "}"),
    "nested arrays": lambda: _nested("\\begin{array}{c}", "\\end{array}"),
    "nested delimiters": lambda: _nested("\\left(", "\\right)"),
    "small formulas": lambda: "$a$ " * MAX_FORMULAS,
    "labels with references": lambda: "".join(
        f"$$\\begin{{align}}x\\label{{a{n}}}\\end{{align}}$$\n\n$\\eqref{{a{n}}}$\n\n"
        for n in range(1_500)
    ),
    "bad formulas": lambda: "$\\frob$ " * MAX_FORMULAS,
    "dollar amounts": lambda: "US$1 and US$2 " * 10_000,
}
"""Name → generator of a source."""
