r"""The columns of `array`: what stands in the braces after `\begin{array}`, and its cells.

math-core knows `l`, `c`, `r`, `|` and `:` only. Repetitions, inserted material, declarations for
a column and cells across columns are brought to these. Source: the array package's manual.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from blog.markup.mathematics.marks import marked
from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    NEVER_CLOSED,
    TOO_MANY_COLUMNS,
    TexError,
)
from blog.markup.mathematics.tex import Reader, group_end, split_cells, split_rows

MAX_COLUMNS: Final = 100

_MAX_INSERTED: Final = 60
"""Characters before and after the cells of a column, as they are repeated in each row."""

_REPEATED = re.compile(r"\*[ ]*\{?[ ]*(\d{1,3})[ ]*\}?[ ]*\{")
_PARTIAL_RULE = re.compile(
    r"\\(?:cline|cmidrule)[ ]*(?:\([lr]*\))?[ ]*\{[ ]*(\d+)[ ]*-[ ]*(\d+)[ ]*\}"
)
_SPANNING = re.compile(r"\\multicolumn(?![A-Za-z])")
_DOUBLED_RULE = re.compile(r"(\\h(?:dash)?line)(?:\s*\\h(?:dash)?line(?![A-Za-z]))+")
_BOOK_RULE = re.compile(r"\\(?:toprule|midrule|bottomrule)(?![A-Za-z])")
_LEADING_RULES = re.compile(r"(?:\s*\\h(?:dash)?line(?![A-Za-z]))*\s*")
_PARAGRAPHS: Final = dict.fromkeys("pmbwX", "l")
_WIDTHS: Final = {"p": 1, "m": 1, "b": 1, "w": 2}
"""Columns of a given width, and how many arguments each takes."""
_ALIGNMENT: Final = {"l": "m-left", "c": "m-center", "r": "m-right"}


@dataclass(slots=True)
class _Column:
    """One column: its letter, and what is put before and after each of its cells."""

    letter: str
    before: str = ""
    after: str = ""


def array(reader: Reader, name: str, body: str) -> str:
    r"""Return the environment `name` (`array` or `darray`) with plain columns.

    Args:
        reader: the reader that met it, for what its cells hold.
        name: the environment's name for the converter.
        body: what stands between its `\begin` and `\end`, the columns included.

    Raises:
        TexError: the columns cannot be read, or are more than `MAX_COLUMNS`.
    """
    inner = Reader(body, {}, display=False)
    inner.command = f"begin{{{name}}}"
    inner.optional()
    letters, columns = _columns(_expanded(inner.raw()))
    rest = body[inner.position :]
    if any(column.before or column.after for column in columns):
        rest = _decorated(rest, columns)
    rest = table_body(reader, rest)
    return f"\\begin{{{name}}}{{{letters}}}{rest}\\end{{{name}}}"


def table_body(reader: Reader, body: str) -> str:
    """Return the rows of a table rewritten, rules across some columns included.

    Raises:
        TexError: a rule or a cell across columns cannot be read.
    """
    body = _DOUBLED_RULE.sub(r"\1", _BOOK_RULE.sub(r"\\hline", body))
    if "\\multicolumn" in body or "\\cline" in body or "\\cmidrule" in body:
        body = " \\\\ ".join(_row(row) for row in split_rows(body))
    return reader.rewritten(body)


def _row(row: str) -> str:
    rules = "".join(
        marked("partial-rule", f"{match[1]},{_last(match)}")
        for match in _PARTIAL_RULE.finditer(row)
    )
    row = _PARTIAL_RULE.sub("", row)
    lead = _LEADING_RULES.match(row)
    start = lead.end() if lead else 0
    cells = [_cell(cell) for cell in split_cells(row[start:])]
    return f"{row[:start]}{rules}{' & '.join(cells)}"


def _last(match: re.Match[str]) -> int:
    first, last = int(match[1]), int(match[2])
    if not 1 <= first <= last <= MAX_COLUMNS:
        raise TexError(CANNOT_READ, command="\\cline", text=match[0])
    return last


def _cell(cell: str) -> str:
    r"""Give a `\multicolumn` empty cells to cover."""
    match = _SPANNING.search(cell)
    if match is None:
        return cell
    reader = Reader(cell, {}, display=False)
    reader.position, reader.command = match.end(), "multicolumn"
    count, specification, content = reader.raw().strip(), reader.raw(), reader.raw()
    if not count.isdecimal() or not 1 <= int(count) <= MAX_COLUMNS:
        raise TexError(CANNOT_READ, command="\\multicolumn", text=count)
    letters, columns = _columns(_expanded(specification))
    if len(columns) != 1:
        raise TexError(CANNOT_READ, command="\\multicolumn", text=specification)
    classes = [_ALIGNMENT[columns[0].letter]]
    if letters.startswith("|"):
        classes.append("m-rule-left")
    if letters.endswith("|"):
        classes.append("m-rule-right")
    mark = marked("span", f"{count},{' '.join(classes)}", f"{{{content}}}")
    return f"{mark}{cell[reader.position :]}{' &' * (int(count) - 1)}"


def _expanded(specification: str) -> str:
    """Write out `*{3}{c}`."""
    while match := _REPEATED.search(specification):
        end = group_end(specification, match.end())
        if end < 0:
            raise TexError(NEVER_CLOSED, command=match[0], sign="{")
        inner = specification[match.end() : end - 1]
        # Twenty columns are often asked for in advance; nested repetitions would multiply.
        if len(specification) + len(inner) * int(match[1]) > 4 * MAX_COLUMNS:
            raise TexError(TOO_MANY_COLUMNS, maximum=MAX_COLUMNS)
        specification = specification[: match.start()] + inner * int(match[1]) + specification[end:]
    return specification


def _columns(specification: str) -> tuple[str, list[_Column]]:
    """Return the columns as the converter reads them, and what each is to hold besides."""
    letters: list[str] = []
    columns: list[_Column] = []
    pending = ""
    reader = Reader(specification, {}, display=False)
    reader.command = "begin{array}"
    while reader.position < len(specification):
        sign = specification[reader.position]
        reader.position += 1
        letter = _PARAGRAPHS.get(sign, sign)
        if letter in "lcr":
            for _ in range(_WIDTHS.get(sign, 0)):
                reader.raw()
            columns.append(_Column(letter, before=pending))
            letters.append(letter)
            pending = ""
        elif sign in "|:":
            letters.append(sign)
        elif sign == ">" or (sign in "@!" and not columns):
            pending += reader.raw() + " "
        elif sign in "<@!" and columns:
            columns[-1].after += reader.raw()
        elif sign not in " \n{}":
            raise TexError(CANNOT_READ, command="array", text=sign)
    if any(len(column.before) + len(column.after) > _MAX_INSERTED for column in columns):
        raise TexError(CANNOT_READ, command="array", text=specification[:40])
    if len(columns) > MAX_COLUMNS:
        raise TexError(TOO_MANY_COLUMNS, maximum=MAX_COLUMNS)
    return "".join(letters), columns


def _decorated(body: str, columns: list[_Column]) -> str:
    rows = split_rows(body)
    out = []
    for number, row in enumerate(rows):
        lead = _LEADING_RULES.match(row)
        start = lead.end() if lead else 0
        if number == len(rows) - 1 and not row[start:].strip():
            out.append(row)
            continue
        cells = split_cells(row[start:])
        for index, (cell, column) in enumerate(zip(cells, columns, strict=False)):
            if "\\multicolumn" not in cell:
                cells[index] = f"{column.before}{cell}{column.after}"
        out.append(row[:start] + "&".join(cells))
    return "\\\\".join(out)
