r"""Environments of LaTeX, amsmath and mathtools in terms of those that the converter has."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from blog.markup.mathematics.columns import array, table_body
from blog.markup.mathematics.diagrams import diagram
from blog.markup.mathematics.marks import marked
from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    LACKS_ARGUMENT,
    NOT_SUPPORTED,
    USE_CODE_BLOCK,
    USE_MARKDOWN,
    USE_PICTURE,
    TexError,
)
from blog.markup.mathematics.tex import Handler, Reader, split_cells, split_rows
from blog.markup.mathematics.texts import set_text

NUMBERED: Final = frozenset(
    "align align* equation equation* gather gather* multline multline*".split()
)
"""Environments in which the converter numbers rows and takes tags."""

_RENAMED: Final = {
    "split": "aligned",
    "eqnarray": "align",
    "eqnarray*": "align*",
    "flalign": "align",
    "flalign*": "align*",
    "alignat": "align",
    "alignat*": "align*",
    "alignedat": "aligned",
    "displaymath": "equation*",
    "multlined": "gathered",
}
_UNWRAPPED: Final = frozenset({"math", "subequations", "center", "document", "flushleft"})
_COUNTED: Final = frozenset({"alignat", "alignat*", "alignedat"})
_POSITIONED: Final = frozenset({"aligned", "alignedat", "gathered", "split", "multlined"})
_BRACKETS: Final = {"": ("", ""), "p": "()", "b": "[]", "B": ("\\{", "\\}"), "v": "||"}
_DELIMITED = re.compile(r"([pbBvV]?)(small)?matrix(\*?)")
_TABLE: Final = frozenset(
    """
    matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix cases dcases rcases drcases aligned gathered
    subarray
    """.split()
)
_INTERTEXT = re.compile(r"\\(?:short)?intertext(?![A-Za-z])")
_SHOVED_FIRST = re.compile(r"\s*\\shove(?:left|right)(?![A-Za-z])")
_NAME = re.compile(r"[ ]*\{[ ]*([A-Za-z]+)[ ]*(\*?)[ ]*\}")
_REASONS: Final[dict[str, str]] = {
    **dict.fromkeys("tikzpicture tikzcd figure circuitikz asy".split(), USE_PICTURE),
    **dict.fromkeys("algorithm algorithmic verbatim lstlisting minted".split(), USE_CODE_BLOCK),
    **dict.fromkeys("itemize enumerate tabular table tabularx quote".split(), USE_MARKDOWN),
    **dict.fromkeys("theorem lemma proof definition".split(), USE_MARKDOWN),
    **dict.fromkeys("numcases subnumcases".split(), NOT_SUPPORTED),
}


def _begin(reader: Reader) -> str:
    match = _NAME.match(reader.tex, reader.position)
    if match is None:
        raise TexError(LACKS_ARGUMENT, command="\\begin")
    reader.position = match.end()
    name = match[1] + match[2]
    body = reader.environment(name)
    if name in _REASONS:
        raise TexError(_REASONS[name], command=name)
    if name in _UNWRAPPED:
        return reader.rewritten(body)
    if name == "CD":
        return diagram(reader, body)
    if name in ("array", "darray", "subarray"):
        return array(reader, "array" if name == "darray" else name, body)
    if name.removesuffix("*") in ("cases", "dcases", "rcases", "drcases") and name.endswith("*"):
        return _text_cases(reader, name.removesuffix("*"), body)
    if (delimited := _DELIMITED.fullmatch(name)) and (delimited[2] or delimited[3]):
        return _matrix(reader, delimited, body)
    return _renamed(reader, name, body)


def _renamed(reader: Reader, name: str, body: str) -> str:
    inner = Reader(body, {}, display=False)
    inner.command = f"begin{{{name}}}"
    if name in _POSITIONED:
        inner.optional()
    if name in _COUNTED:
        inner.raw()
    body = body[inner.position :]
    if name.startswith("eqnarray"):
        body = _two_columns(body)
    if name.startswith("multline"):
        body = _SHOVED_FIRST.sub("", body)
    new = _RENAMED.get(name, name)
    if "\\intertext" in body or "\\shortintertext" in body:
        body = _with_text_rows(reader, body, numbered=new in NUMBERED)
    rewrite: Callable[[str], str] = (
        (lambda part: table_body(reader, part)) if new in _TABLE else reader.rewritten
    )
    return f"\\begin{{{new}}}{rewrite(body)}\\end{{{new}}}"


def _two_columns(body: str) -> str:
    """`a &=& b` of eqnarray is `a &= b` of align."""
    rows = []
    for row in split_rows(body):
        cells = split_cells(row)
        rows.append(f"{cells[0]}&{cells[1]}{' '.join(cells[2:])}" if len(cells) > 2 else row)
    return "\\\\".join(rows)


def _with_text_rows(reader: Reader, body: str, *, numbered: bool) -> str:
    rows = []
    for row in split_rows(body):
        match = _INTERTEXT.search(row)
        if match is None:
            rows.append(row)
            continue
        inner = Reader(row, {}, display=False)
        inner.position, inner.command = match.end(), "intertext"
        words = set_text(reader, "text", inner.raw())
        rows.append(marked("between-rows", "", words) + ("\\notag" if numbered else ""))
        rows.append(row[: match.start()] + row[inner.position :])
    return "\\\\".join(rows)


def _text_cases(reader: Reader, name: str, body: str) -> str:
    """The second column of `cases*` is text."""
    rows = []
    for row in split_rows(body):
        cells = split_cells(row)
        if len(cells) > 1:
            cells[1] = f"\\text{{{cells[1].strip()}}}"
        rows.append("&".join(cells))
    return f"\\begin{{{name}}}{table_body(reader, ' \\\\ '.join(rows))}\\end{{{name}}}"


def _matrix(reader: Reader, match: re.Match[str], body: str) -> str:
    """`pmatrix*[r]` and `psmallmatrix`: brackets around a table of one's own."""
    letter, small, starred = match[1], bool(match[2]), bool(match[3])
    column = "c"
    if starred:
        inner = Reader(body, {}, display=False)
        column = (inner.optional() or "c").strip()
        body = body[inner.position :]
        if column not in ("l", "c", "r"):
            raise TexError(CANNOT_READ, command=f"{letter}matrix*", text=f"[{column}]")
    width = max(len(split_cells(row)) for row in split_rows(body))
    rows = table_body(reader, body)
    table = (
        f"\\begin{{array}}{{{column * width}}}{rows}\\end{{array}}"
        if column != "c"
        else f"\\begin{{matrix}}{rows}\\end{{matrix}}"
    )
    if small:
        table = marked("small", "1", table)
    if letter == "V":
        return f"\\left\\lVert {table}\\right\\rVert "
    left, right = _BRACKETS[letter]
    return f"\\left{left}{table}\\right{right}" if left else table


ENVIRONMENT_COMMANDS: Final[dict[str, Handler]] = {"begin": _begin}
