r"""`\ce`: chemical formulae and equations, as much of mhchem's notation as posts use.

Read are coefficients, elements and groups with their indices and charges, leading mass and atomic
numbers, bonds (`-`, `=`, `#`), adducts (`.` or `*`), precipitates and gases (`v`, `^`), arrows with
text above and below, `$…$` and TeX commands. After mhchem's manual, sections 1 to 4.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    LACKS_ARGUMENT,
    NEVER_CLOSED,
    WRITE_INSTEAD,
    TexError,
)
from blog.markup.mathematics.tex import Handler, Reader, group_end

_ARROWS: Final = {
    "->": "xrightarrow",
    "<-": "xleftarrow",
    "<->": "xleftrightarrow",
    "<-->": "xrightleftarrows",
    "<=>": "xrightleftharpoons",
    "<=>>": "xrightleftharpoons",
    "<<=>": "xrightleftharpoons",
    "→": "xrightarrow",
    "←": "xleftarrow",
    "⇌": "xrightleftharpoons",
}
_ARROW = re.compile("|".join(map(re.escape, sorted(_ARROWS, key=len, reverse=True))))
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)?|[½¼¾⅓⅔]")
_DIGITS = re.compile(r"\d+")
_BLANK = re.compile(r"[ \n]*")
_LETTERS = re.compile(r"[A-Za-z]+|[\u0370-\u03ff]")
_STATE = re.compile(r"\((?:aq|s|l|g|c|cr|am|ads|sln|amorph)\)")
_INDEX = re.compile(r"[A-Za-z0-9]*(?:[+-](?![A-Za-z]))?|[A-Za-z0-9.+*'-]")
_CHARGE = re.compile(r"[+-](?=$|[\s)\]},^_])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)")
_BONDS: Final = {"-": "-", "=": "=", "#": "\\equiv ", "–": "-", "≡": "\\equiv "}
_LINKS: Final = frozenset(".*·")


def _ce(reader: Reader) -> str:
    return f"{{{_Equation(reader.raw(), reader).tex()}}}"


def _pu(reader: Reader) -> str:
    raise TexError(WRITE_INSTEAD, command="\\pu", instead="3\\,\\mathrm{kJ/mol}")


CHEMISTRY_COMMANDS: Final[dict[str, Handler]] = {"ce": _ce, "cee": _ce, "cf": _ce, "pu": _pu}


class _Equation:
    """One argument of `\\ce`, read from left to right.

    `_attached` says that what was read last can carry an index or a charge: an atom, a closing
    parenthesis or a group.
    """

    def __init__(self, text: str, reader: Reader) -> None:
        self._text = text.strip()
        self._reader = reader
        self._position = 0
        self._attached = False
        self._out: list[str] = []

    def tex(self) -> str:
        steps = (
            self._arrow,
            self._spaces,
            self._state,
            self._script,
            self._number,
            self._atoms,
            self._mathematics,
            self._group,
            self._sign,
        )
        while self._position < len(self._text):
            if not any(step() for step in steps):
                rest = self._text[self._position : self._position + 12]
                raise TexError(CANNOT_READ, command="\\ce", text=rest)
        return "".join(self._out)

    def _put(self, tex: str, end: int, *, attached: bool) -> bool:
        self._out.append(tex)
        self._position = end
        self._attached = attached
        return True

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._position)
        return match[0] if match else ""

    def _arrow(self) -> bool:
        arrow = self._take(_ARROW)
        if not arrow or (arrow == "->" and self._attached and not self._ends_word(len(arrow))):
            return False
        position = self._position + len(arrow)
        labels = ["", ""]
        for number in range(2):
            # mhchem: T[…] is text, C[…] is chemistry as without a letter.
            worded = self._text[position : position + 2] in ("T[", "C[")
            as_text = worded and self._text[position] == "T"
            position += worded
            if self._text[position : position + 1] == "[":
                end = group_end(self._text, position + 1, "[", "]")
                if end < 0:
                    raise TexError(NEVER_CLOSED, command=arrow, sign="[")
                label = self._text[position + 1 : end - 1]
                labels[number] = (
                    self._reader.rewritten(f"\\text{{{label}}}")
                    if as_text
                    else _Equation(label, self._reader).tex()
                )
                position = end
        above, below = labels
        if not above and not below and "=" in arrow:
            return self._put("\\;\\rightleftharpoons\\;", position, attached=False)
        lower = f"[{{{below}}}]" if below else ""
        return self._put(f"\\{_ARROWS[arrow]}{lower}{{{above}}}", position, attached=False)

    def _ends_word(self, length: int) -> bool:
        return self._text[self._position + length : self._position + length + 1] in ("", " ", "[")

    def _spaces(self) -> bool:
        position = self._position
        while position < len(self._text) and self._text[position] in " \n~":
            position += 1
        if position == self._position:
            return False
        sign = self._text[position : position + 1]
        alone = position + 1 >= len(self._text) or self._text[position + 1] in " \n"
        if sign in ("v", "^") and sign and alone:
            arrow = "\\downarrow " if sign == "v" else "\\uparrow "
            return self._put(f"\\,{arrow}", position + 1, attached=False)
        if sign in ("+", "-", "=") and sign and alone:
            # The spaces around an operator are the converter's.
            after = _BLANK.match(self._text, position + 1)
            end = after.end() if after else position + 1
            return self._put(f" {sign} ", end, attached=False)
        tight = not self._out or self._text.startswith("(", position)
        return self._put("" if tight else "\\;", position, attached=False)

    def _state(self) -> bool:
        state = self._take(_STATE)
        if not state:
            return False
        end = self._position + len(state)
        return self._put(f"\\,\\mathrm{{{state}}}", end, attached=False)

    def _script(self) -> bool:
        sign = self._text[self._position]
        if sign not in "^_":
            return False
        start = self._position + 1
        if self._text[start : start + 1] == "{":
            end = group_end(self._text, start + 1)
            if end < 0:
                raise TexError(NEVER_CLOSED, command="\\ce", sign="{")
            index = self._text[start + 1 : end - 1]
        else:
            match = _INDEX.match(self._text, start)
            index = match[0] if match else ""
            end = start + len(index)
        if not index:
            raise TexError(LACKS_ARGUMENT, command=sign)
        base = "" if self._attached else "{}"
        return self._put(f"{base}{sign}{{{self._upright(index)}}}", end, attached=True)

    def _upright(self, index: str) -> str:
        if "\\" in index or "$" in index:
            return self._reader.rewritten(index.replace("$", ""))
        return _LETTERS.sub(lambda match: f"\\mathrm{{{match[0]}}}", index)

    def _number(self) -> bool:
        number = self._take(_NUMBER)
        if not number:
            return False
        end = self._position + len(number)
        if self._attached:
            # A point after an index begins the next part of an adduct: CuSO4.5H2O.
            index = _DIGITS.match(number)
            number = index[0] if index else number
            return self._put(f"_{{{number}}}", self._position + len(number), attached=True)
        over, slash, under = number.partition("/")
        tex = f"\\tfrac{{{over}}}{{{under}}}" if slash else number
        gap = "" if self._text[end : end + 1] == " " else "\\,"
        return self._put(f"{tex}{gap}", end, attached=False)

    def _atoms(self) -> bool:
        letters = self._take(_LETTERS)
        if not letters:
            return False
        end = self._position + len(letters)
        return self._put(f"\\mathrm{{{letters}}}", end, attached=True)

    def _mathematics(self) -> bool:
        if self._text[self._position] == "$":
            end = self._text.find("$", self._position + 1)
            if end < 0:
                raise TexError(NEVER_CLOSED, command="\\ce", sign="$")
            inner = self._reader.rewritten(self._text[self._position + 1 : end])
            return self._put(f"{{{inner}}}", end + 1, attached=True)
        command = self._take(_COMMAND)
        if not command:
            return False
        end = self._position + len(command)
        while self._text[end : end + 1] in ("{", "["):
            opener = self._text[end]
            end = group_end(self._text, end + 1, opener, "}" if opener == "{" else "]")
            if end < 0:
                raise TexError(NEVER_CLOSED, command=command, sign=opener)
        tex = self._reader.rewritten(self._text[self._position : end])
        return self._put(f"{tex} ", end, attached=True)

    def _group(self) -> bool:
        if self._text[self._position] != "{":
            return False
        end = group_end(self._text, self._position + 1)
        if end < 0:
            raise TexError(NEVER_CLOSED, command="\\ce", sign="{")
        inner = _Equation(self._text[self._position + 1 : end - 1], self._reader).tex()
        return self._put(f"{{{inner}}}", end, attached=True)

    def _sign(self) -> bool:
        sign = self._text[self._position]
        end = self._position + 1
        if self._attached and (charge := self._take(_CHARGE)):
            # After an index that was just set, the charge joins it on the other side.
            return self._put(f"^{{{charge}}}", end, attached=True)
        if sign in _BONDS:
            return self._put(f"{{{_BONDS[sign]}}}", end, attached=False)
        if sign in _LINKS:
            return self._put("\\cdot ", end, attached=False)
        if sign in ")]":
            return self._put(sign, end, attached=True)
        if sign in "([,;:/+<>|'":
            return self._put(sign, end, attached=False)
        return False
