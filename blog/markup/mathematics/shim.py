r"""What the converter does not know, said in words it knows.

math-core follows LaTeX with amsmath, but not all of it, and real posts were written for MathJax,
KaTeX and LaTeX packages. Each rewriting keeps the meaning; where none is possible there is a
reason, or the converter's own error stands.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.mathematics.chemistry import CHEMISTRY_COMMANDS
from blog.markup.mathematics.colours import COLOUR_COMMANDS
from blog.markup.mathematics.commands import ARGUMENT_COMMANDS
from blog.markup.mathematics.environments import ENVIRONMENT_COMMANDS
from blog.markup.mathematics.marks import MARK
from blog.markup.mathematics.numbering import with_tags
from blog.markup.mathematics.templates import ALIASES, RENAMED, TEMPLATE_COMMANDS
from blog.markup.mathematics.tex import Handler, Reader, split_cells, split_rows
from blog.markup.mathematics.texts import TEXT_COMMANDS

HANDLERS: Final[dict[str, Handler]] = {
    **TEMPLATE_COMMANDS,
    **ARGUMENT_COMMANDS,
    **TEXT_COMMANDS,
    **COLOUR_COMMANDS,
    **CHEMISTRY_COMMANDS,
    **ENVIRONMENT_COMMANDS,
}
"""What takes the place of each command that the converter lacks or reads otherwise."""

_SPACES = str.maketrans({"\u00a0": " ", "\u3000": " ", "\t": " ", MARK: "", "√": "\\surd "})
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_ENVIRONMENT_NAME = re.compile(r"\\(begin|end)[ ]*\{[ ]*([A-Za-z]+)[ ]*(\*?)[ ]*\}")
_OTHER_NAME = re.compile(
    r"\\(" + "|".join(sorted({*ALIASES, *RENAMED}, key=len, reverse=True)) + r")(?![A-Za-z])"
)
# TeX takes the next character for the argument.
_BARE_TAG = re.compile(r"\\tag[ ]*([0-9])(?![0-9])")
_IGNORED = re.compile(
    r"\\(?:displaylimits|allowbreak|nobreak|hfill|hfil|hss|noindent|centering|mathstrut|strut|relax"
    r"|protect|null|par|smallbreak|medskip|bigskip|smallskip"
    r"|[hv]skip[ ]*-?\d*\.?\d+[ ]*(?:em|ex|pt|mu|cm|mm|in|px)"
    r"|setlength\{[^{}]*\}\{[^{}]*\})(?![A-Za-z])"
)
_UNNUMBERED = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])")
_SIZE = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![A-Za-z])"
)
_OPERATOR_DECLARATION = re.compile(
    r"\\DeclareMathOperator(\*?)\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}]*)\}"
)
_ANGLE = re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?)[ ]*)([<>])")
_TRAILING_BREAK = re.compile(r"\\\\\s*\Z")
# The gap below a row, which the converter would print as text.
_ROW_GAP = re.compile(r"\\\\\*?[ ]*\[[ ]*-?[0-9]*\.?[0-9]+[ ]*(?:pt|pc|em|ex|mu|mm|cm|in|px)[ ]*\]")
_STARRED_BREAK = re.compile(r"(?<!\\)((?:\\\\)+)\*")


def mend(tex: str, *, display: bool = True) -> str:
    r"""Return `tex` with what the converter lacks rewritten.

    Args:
        tex: a formula that `refusals.refuse` and `escapes.without_escapes` have seen.
        display: whether it stands on lines of its own; lines that end with `\\` are then kept.

    Raises:
        TexError: a part cannot be rewritten; the message says which and why.
    """
    tex = _COMMENT.sub(r"\1", tex.translate(_SPACES))
    if "\\" not in tex:
        return tex.strip()
    tex = _ENVIRONMENT_NAME.sub(r"\\\1{\2\3}", tex)
    tex = _BARE_TAG.sub(r"\\tag{\1}", tex)
    tex = _ROW_GAP.sub(r"\\\\", tex)
    tex = _STARRED_BREAK.sub(r"\1", tex)
    tex = _ANGLE.sub(lambda m: f"{m[1]}\\{'l' if m[2] == '<' else 'r'}angle ", tex)
    tex = _IGNORED.sub(" ", tex)
    tex = _SIZE.sub(" ", tex)
    tex = _declared_operators(tex)
    tex = _OTHER_NAME.sub(_named_otherwise, tex)
    tex = Reader(tex, HANDLERS, display=display).all().strip()
    if display:
        tex = _lines(tex)
    return with_tags(tex.strip())


def _named_otherwise(match: re.Match[str]) -> str:
    name = match[1]
    if name in RENAMED:
        return f"\\{RENAMED[name]}"
    meaning = ALIASES[name]
    # A sign must not become part of a command's name before it.
    return f"{meaning} " if len(meaning) == 1 else meaning


def _declared_operators(tex: str) -> str:
    r"""Put `\operatorname` in place of what `\DeclareMathOperator` names, formula by formula."""
    names: dict[str, str] = {}

    def note(match: re.Match[str]) -> str:
        names[match[2]] = f"\\operatorname{match[1]}{{{match[3]}}}"
        return ""

    tex = _OPERATOR_DECLARATION.sub(note, tex)
    if not names:
        return tex
    known = re.compile(r"\\(" + "|".join(names) + r")(?![A-Za-z])")
    return known.sub(lambda match: names[match[1]], tex)


def _lines(tex: str) -> str:
    r"""Keep lines that end with `\\` outside any environment, which the converter would join."""
    tex = _TRAILING_BREAK.sub("", tex) if len(split_rows(tex)) > 1 else tex
    rows = split_rows(tex)
    if len(rows) < 2:
        return _UNNUMBERED.sub(" ", tex) if "\\begin" not in tex else tex
    name = "aligned" if any(len(split_cells(row)) > 1 for row in rows) else "gathered"
    body = _UNNUMBERED.sub(" ", tex)
    return f"\\begin{{{name}}}{body}\\end{{{name}}}"
