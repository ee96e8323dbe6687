r"""Brackets that a formula opens and never closes.

math-core looks for the partner of an opening delimiter by trying the rest of the formula with it
and without it, so each one without a partner doubles the time: thirty of them in 60 characters
keep it busy for minutes. They are counted first, and a formula with more than a few is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

MAX_UNCLOSED: Final = 8
"""The most among several thousand real formulas is 1."""

_TOKEN = re.compile(
    r"\\([bB]igg?)([lmr]?)(?![A-Za-z])|\\(?:begin|end)\{[^{}]*\}|\\[A-Za-z]+|\\.|\S", re.DOTALL
)
_OPENERS: Final = frozenset(
    r"""
    ( [ ⟨ ⌊ ⌈ ⟦ ⟮ ⦃ ⌜ ⌞ ⟪ ⎰ \{ \lbrace \lbrack \lparen \langle \lang \lfloor \lceil \lvert \lVert
    \lgroup \lmoustache \ulcorner \llcorner \llbracket \lBrack \lBrace \lAngle \llparenthesis
    \mathopen
    """.split()
)
_CLOSERS: Final = frozenset(
    r"""
    ) ] ⟩ ⌋ ⌉ ⟧ \} \rbrace \rbrack \rparen \rangle \rang \rfloor \rceil \rvert \rVert \rgroup
    \rmoustache \rrbracket
    """.split()
)
_GROUP_OPENS: Final = frozenset({"{", "\\left"})
_GROUP_CLOSES: Final = frozenset({"}", "\\right"})
_CELL_ENDS: Final = frozenset({"&", "\\\\", "\\cr"})
_TAKES_DELIMITER: Final = frozenset({"\\left", "\\right", "\\middle"})


class _Scope:
    """One group, environment or `\\left…\\right`: what is open in its present cell, and worst."""

    __slots__ = ("arguments", "lost", "open", "worst")

    def __init__(self) -> None:
        self.open = self.lost = self.worst = 0
        # How many of the parts that come next are arguments of a command.
        self.arguments = 0

    def take(self) -> bool:
        """Go past a part; return whether it was an argument."""
        taken = self.arguments > 0
        self.arguments -= taken
        return taken

    def end_cell(self) -> None:
        self.worst = max(self.worst, self.open + self.lost)
        self.open = self.lost = 0


def unclosed(tex: str, arity: Callable[[str], int]) -> int:
    """Return how many opening delimiters at most stand without a partner in one cell of `tex`.

    A closing delimiter of any kind is a partner, if it stands in the same group and cell and is
    not an argument.

    Args:
        tex: the formula.
        arity: how many arguments the command of that name takes.
    """
    scopes = [_Scope()]
    skip = False
    for match in _TOKEN.finditer(tex):
        part, size, side = match[0], match[1], match[2]
        if skip:
            # The delimiter of \left and its like.
            skip = False
            continue
        scope = scopes[-1]
        skip = bool(size) or part in _TAKES_DELIMITER
        if part in _GROUP_OPENS or part.startswith("\\begin{"):
            scope.take()
            scopes.append(_Scope())
        elif part in _GROUP_CLOSES or part.startswith("\\end{"):
            _leave(scopes)
        elif part in _CELL_ENDS:
            scope.end_cell()
        elif part in "^_":
            scope.arguments += 1
        else:
            argument = scope.take()
            if part in _OPENERS or side == "l":
                scope.open += 1
            elif (part in _CLOSERS or side == "r") and not argument:
                scope.open -= scope.open > 0
            elif part.startswith("\\") and not size:
                scope.arguments += arity(part)
    while len(scopes) > 1:
        _leave(scopes)
    scopes[0].end_cell()
    return scopes[0].worst


def _leave(scopes: list[_Scope]) -> None:
    """Close the innermost scope; what it left open nothing outside can close."""
    if len(scopes) > 1:
        inner = scopes.pop()
        inner.end_cell()
        scopes[-1].lost += inner.worst
