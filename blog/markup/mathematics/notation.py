r"""Telling formulas from money, escapes and shell variables in running text.

Five notations are understood: `$…$`, `$$…$$`, `\(…\)`, `\[…\]` and a bare `\begin{env}…\end{env}`.
Each function is given the text and the place of an opening delimiter, and returns where the
formula ends, or None if the delimiter is ordinary text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from blog.markup.characters import WIDE
from blog.markup.limits import MAX_FORMULA_CHARACTERS

BARE_ENVIRONMENTS: Final = (
    "align",
    "align*",
    "alignat",
    "alignat*",
    "aligned",
    "array",
    "bmatrix",
    "Bmatrix",
    "cases",
    "cases*",
    "CD",
    "dcases",
    "dcases*",
    "displaymath",
    "eqnarray",
    "eqnarray*",
    "equation",
    "equation*",
    "flalign",
    "flalign*",
    "gather",
    "gather*",
    "gathered",
    "math",
    "matrix",
    "multline",
    "multline*",
    "pmatrix",
    "rcases",
    "smallmatrix",
    "split",
    "subequations",
    "vmatrix",
    "Vmatrix",
)
"""Environments that are mathematics also without a delimiter around them."""

BARE_ENVIRONMENT: Final = re.compile(
    r"\\begin\{("
    + "|".join(re.escape(name).replace(r"\*", r"\\?\*") for name in BARE_ENVIRONMENTS)
    + r")\}"
)
"""The start of one of them, also `\\begin{align\\*}` as written for other Markdown processors."""

SEARCH_LIMIT: Final = 4 * MAX_FORMULA_CHARACTERS
"""How far a closing delimiter is looked for: beyond the limit for formulas, so that a formula that
is too long is reported as one instead of being shown as loose text."""

_TEX_SIGNAL = re.compile(r"[\\^_{}=<>|]|[a-zA-Z]\s*[-+*/]\s*\w|[+*/]")
_STRONG_SIGNAL = re.compile(r"\\[A-Za-z]|[\^_]")
_AMOUNT = re.compile(r"\d[\d,.]*\s*(?:[KkMmBb]|bn|[万亿千百]|[-–~到至和与及/]|$)")
_SHORT_NAME = re.compile(r"\s*[A-Za-z\u0391-\u03c9](?:\w|')?\s*$")
_CHINESE_PUNCTUATION = re.compile(r"[\u3001\u3002\uff0c\uff1b\uff1f\uff01]")
_WORD = re.compile(r"\w")
_PROSE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}+[\s,.;:]++[^\W\d_]{2}")
_TEX_FOR_CERTAIN = re.compile(r"[\\^_{}=]")
_SINGLE_COMMAND = re.compile(r"(?<!\\)\\[A-Za-z]")
_DOUBLED_COMMAND = re.compile(r"\\\\(?=[A-Za-z{}|,;!])")
_COMMAND = re.compile(r"\\[A-Za-z]")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*[A-Za-z]")
_WIDE = re.compile(f"[{WIDE}]")
_PROMPTS = re.compile(r"[ \t][^\n]*\n\Z")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{2,}(?![\w{])")


class Found(NamedTuple):
    """A formula that ends before `end`; `tex` is what its delimiters hold."""

    tex: str
    end: int
    display: bool


def dollar_formula(text: str, start: int, close: int) -> Found | None:
    r"""Judge the text between the `$` at `start` and the `$` at `close`.

    Pandoc's rule (no white space inside the dollars, no digit after) decides most cases; formulas
    with spaces at their ends, as many authors write them, must carry a sign of TeX; amounts of
    money never count.
    """
    tex = text[start + 1 : close]
    if not tex.strip() or len(tex) > SEARCH_LIMIT:
        return None
    before = text[start - 1] if start else ""
    after = text[close + 1] if close + 1 < len(text) else ""
    if _is_money(before, tex, after) or _is_shell(tex, after) or _is_prose(before, tex):
        return None
    return Found(tex, close + 1, display=False)


def _is_money(before: str, tex: str, after: str) -> bool:
    """Whether `$…$` is two amounts: `US$100 and US$200`, `$5 and $6`."""
    amount = tex.strip()[:1].isdigit() and not _COMMAND.search(tex)
    if amount and after.isdigit():
        return True
    if amount and tex[0].isspace() and tex[-1].isspace() and _WIDE.search(tex):
        return True
    if _STRONG_SIGNAL.search(tex):
        return False
    if after.isdigit():
        return True
    if not tex[0].isdigit():
        return False
    if (before.isascii() and before.isalpha()) or tex[0].isspace() or tex[-1].isspace():
        return True
    return (
        _AMOUNT.match(tex) is not None
        and not _TEX_SIGNAL.search(tex)
        and tex[-1] in "-–~和与及到至"
    )


def _is_prose(before: str, tex: str) -> bool:
    """Whether what two dollars have between them is words, or spaced as no formula is."""
    if _CHINESE_PUNCTUATION.search(tex) and "\\" not in tex:
        return True
    words = _PROSE.search(tex) is not None
    signal = _TEX_SIGNAL.search(tex) is not None
    if words and not signal:
        return True
    word = before.isascii() and (before.isalpha() or before == "_")
    if word and not _STRONG_SIGNAL.search(tex):
        return True
    starts, ends = tex[0].isspace(), tex[-1].isspace()
    if starts and ends:
        return words and not signal
    if not (starts or ends):
        return False
    if _WIDE.search(tex) and not _COMMAND.search(tex):
        return True
    return not signal and not _SHORT_NAME.match(tex)


def _is_shell(tex: str, after: str) -> bool:
    """Whether `$…$` is two shell variables or prompts: `$HOME/bin:$PATH`, `"$A_B" "$A_B"`."""
    if _PROMPTS.match(tex) and after in (" ", "\t"):
        return True
    if not after or not after.isascii() or not (after.isalpha() or after in "_{("):
        return False
    if _COMMAND.search(tex):
        return after in _CAPITALS and _VARIABLE.match(tex) is not None
    if after in "_{(" or tex[-1].isspace() or _WIDE.search(tex) or _IDENTIFIER.match(tex):
        return True
    return len(tex) > 2 and not _TEX_FOR_CERTAIN.search(tex)


def double_dollar_formula(text: str, start: int) -> Found | None:
    """Return the formula between the `$$` at `start` and the next `$$`."""
    close = _unescaped(text, "$$", start + 2)
    if close < 0 or not text[start + 2 : close].strip():
        return None
    return Found(text[start + 2 : close], close + 2, display=True)


def parenthesis_formula(text: str, start: int) -> Found | None:
    r"""Return the formula between the `\(` at `start` and its `\)`.

    `\(` is also how Markdown writes a parenthesis that starts nothing, so a run of ordinary words
    is left alone.
    """
    close = text.find(r"\)", start + 2, start + SEARCH_LIMIT)
    tex = text[start + 2 : close]
    if close < 0 or not tex.strip() or tex.endswith("\\"):
        return None
    if _PROSE.search(tex) and not _STRONG_SIGNAL.search(tex):
        return None
    return Found(tex, close + 2, display=False)


def escaped_formula(text: str, start: int) -> Found | None:
    r"""Return the formula between the `\\(` at `start` and its `\\)`, or likewise `\\[`.

    That is how `\(` has to be written for a Markdown processor that knows no mathematics; in
    other texts it is a backslash and a parenthesis, so there must be a sign of TeX.
    """
    opener = text[start : start + 3]
    closer = {r"\\(": r"\\)", r"\\[": r"\\]"}.get(opener)
    close = text.find(closer, start + 3, start + SEARCH_LIMIT) if closer else -1
    tex = text[start + 3 : close]
    display = opener[2:] == "["
    signal = _TEX_SIGNAL if display else _STRONG_SIGNAL
    if close < 0 or (not signal.search(tex) and not _SHORT_NAME.match(tex)):
        return None
    if not _SINGLE_COMMAND.search(tex):
        tex = _DOUBLED_COMMAND.sub(r"\\", tex)
    return Found(tex, close + 3, display=display)


def bracket_formula(text: str, start: int) -> Found | None:
    r"""Return the formula between the `\[` at `start` and its `\]`.

    `\[1\]` is how Markdown writes a bracket that is no link, so there must be a sign of TeX or
    the formula must have its line to itself.
    """
    close = text.find(r"\]", start + 2, start + SEARCH_LIMIT)
    tex = text[start + 2 : close]
    if close < 0 or not _WORD.search(tex):
        return None
    follows = text[close + 2 : close + 3]
    if follows in ("(", "["):
        return None
    alone = not text[:start].rpartition("\n")[2].strip() and follows in ("", "\n")
    signal = _TEX_SIGNAL.search(tex)
    if not signal and not (alone and "\n" in tex):
        return None
    if _PROSE.search(tex) and not _STRONG_SIGNAL.search(tex):
        return None
    return Found(tex, close + 2, display=True)


def environment_formula(text: str, start: int) -> Found | None:
    r"""Return the environment whose `\begin` stands at `start`, to its own `\end`."""
    match = BARE_ENVIRONMENT.match(text, start)
    if match is None:
        return None
    opener, closer = match[0], f"\\end{{{match[1]}}}"
    depth = 1
    position = match.end()
    limit = start + SEARCH_LIMIT
    while depth:
        end = text.find(closer, position, limit)
        if end < 0:
            return None
        depth += text.count(opener, position, end) - 1
        position = end + len(closer)
    return Found(text[start:position], position, display=True)


def _unescaped(text: str, delimiter: str, start: int) -> int:
    """Return where `delimiter` next stands without a backslash before it, or -1."""
    limit = start + SEARCH_LIMIT
    position = text.find(delimiter, start, limit)
    while position > 0 and text[position - 1] == "\\" and text[position - 2] != "\\":
        position = text.find(delimiter, position + 1, limit)
    return position
