r"""What the converter does not know, said in words it knows.

math-core follows LaTeX with amsmath, but not all of it, and real posts were written for MathJax
and for Markdown processors that eat backslashes. Each rewriting here keeps the meaning; where
none is possible the converter's own error stands.
"""

from __future__ import annotations

import re

_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
_SPACES = str.maketrans({"\u00a0": " ", "\u3000": " ", "\t": " "})
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_ENVIRONMENT_NAME = re.compile(r"\\(begin|end)\s*\{\s*([A-Za-z]+)\s*\\?(\*?)\s*\}")
_RENAMED_ENVIRONMENTS = {
    "split": "aligned",
    "eqnarray": "align",
    "eqnarray*": "align*",
    "flalign": "align",
    "flalign*": "align*",
    "displaymath": "equation*",
    "multline": "gather",
    "multline*": "gather*",
}
_DROPPED_ENVIRONMENTS = frozenset({"math", "subequations"})
_COUNTED_ENVIRONMENT = re.compile(r"\\begin\{(alignat\*?|alignedat)\}\s*\{\d+\}")
_COMMANDS = {
    "mbox": "text",
    "hbox": "text",
    "textnormal": "text",
    "textup": "text",
    "textsf": "text",
    "pmb": "boldsymbol",
    "mathds": "mathbb",
    "mathbbm": "mathbb",
    "bold": "mathbf",
    "Bbb": "mathbb",
    "lt": "<",
    "gt": ">",
    "and": "&",
    "newline": r"\\",
    "Tau": r"\mathrm{T}",
    "Alpha": r"\mathrm{A}",
    "Beta": r"\mathrm{B}",
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "R": r"\mathbb{R}",
    "N": r"\mathbb{N}",
    "Z": r"\mathbb{Z}",
}
_COMMAND = re.compile(r"\\(" + "|".join(_COMMANDS) + r")(?![A-Za-z])")
_REPLACES_WHOLE = frozenset(name for name, value in _COMMANDS.items() if not value.isalpha())
_IGNORED = re.compile(
    r"\\(?:nonumber|notag|displaylimits|allowbreak|nobreak|hfill|hfil|noindent|centering"
    r"|mathstrut|relax|unicode|require\{[a-z]*\}|hskip-?\d*\.?\d+(?:em|ex|pt|mu)"
    r"|setlength\{[^{}]*\}\{[^{}]*\})(?![A-Za-z])"
)
_SUBSTACK = re.compile(r"\\substack\s*\{")
_OPERATOR_DECLARATION = re.compile(
    r"\\DeclareMathOperator(\*?)\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}]*)\}"
)
_REPLACED = (
    (r"\end{alignat}", r"\end{align}"),
    (r"\end{alignat*}", r"\end{align*}"),
    (r"\end{alignedat}", r"\end{aligned}"),
    (r"\begin{smallmatrix}", r"{\scriptstyle\begin{matrix}"),
    (r"\end{smallmatrix}", r"\end{matrix}}"),
    (r"\left<", r"\left\langle "),
    (r"\right>", r"\right\rangle "),
)
_TAG = re.compile(r"\\tag\s*(\*?)\s*\{([^{}]*)\}")
_LABELLED = re.compile(r"\\(?:tag|label)\s*\*?\s*\{")
_NUMBERED_ENVIRONMENT = re.compile(r"\\begin\{(?:align|alignat|gather|equation)\*?\}")
_NUMBERED_NAME = re.compile(r"\\(begin|end)\{(align|gather|equation)\}")
_TEXT_COMMAND = re.compile(r"\\(?:text|textbf|textit|textrm|texttt)\s*\{")
_TRAILING_HLINE = re.compile(r"\\\\\s*\\hline\s*(?=\\end\{(?:array|tabular)\})")
_TRAILING_BREAK = re.compile(r"\\\\\s*\Z")
_ESCAPED_SIGN = re.compile(r"(?<!\\)\\([*^])")
_ESCAPED_UNDERSCORE = re.compile(r"(?<=[A-Za-z0-9}\])*])\\_(?=[{\w\\])")
_DOUBLED_BREAK = re.compile(r"\\\\\\\\")
# The gap below a row, which the converter would print as text.
_ROW_GAP = re.compile(r"\\\\\*?[ ]*\[[ ]*-?[0-9]*\.?[0-9]+[ ]*(?:pt|pc|em|ex|mu|mm|cm|in|px)[ ]*\]")
_LOGO = re.compile(r"\\(KaTeX|LaTeXe?|TeX)(?![A-Za-z])")
_SIZE = re.compile(
    r"\\(?:tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge)(?![A-Za-z])"
)
_UNESCAPED_UNDERSCORE = re.compile(r"(?<!\\)_")


def mend(tex: str) -> str:
    """Return `tex` with what the converter lacks rewritten."""
    tex = _INVISIBLE.sub("", tex).translate(_SPACES)
    tex = _COMMENT.sub("", tex)
    if "\\" not in tex:
        return tex.strip()
    tex = _for_markdown(tex)
    tex = _ENVIRONMENT_NAME.sub(_environment, tex)
    tex = _COUNTED_ENVIRONMENT.sub(_uncounted, tex)
    for old, new in _REPLACED:
        tex = tex.replace(old, new)
    tex = _IGNORED.sub(" ", tex)
    tex = _SIZE.sub(" ", tex)
    tex = _LOGO.sub(r"\\text{\1}", tex)
    tex = _declared_operators(tex)
    tex = _COMMAND.sub(_command, tex)
    tex = _substacks(tex)
    tex = _texts(tex)
    tex = _TRAILING_HLINE.sub("", tex)
    if "\\begin" not in tex:
        tex = _TRAILING_BREAK.sub("", tex)
    return _numbered(_tags(tex.strip()))


def _for_markdown(tex: str) -> str:
    r"""Take out the backslashes that kept a formula from another Markdown processor.

    `\*` and `\^` are no TeX in mathematics, so `*` and `^` are meant. `\_` after a letter and
    four backslashes in a row are TeX, but hardly ever meant as such outside text.
    """
    if "\\text" not in tex and "\\mathrm" not in tex and "\\operatorname" not in tex:
        tex = _ESCAPED_UNDERSCORE.sub("_", tex)
    tex = _ESCAPED_SIGN.sub(r"\1", tex)
    return _ROW_GAP.sub(r"\\\\", _DOUBLED_BREAK.sub(r"\\\\", tex))


def _environment(match: re.Match[str]) -> str:
    name = match[2] + match[3]
    if name in _DROPPED_ENVIRONMENTS:
        return ""
    return f"\\{match[1]}{{{_RENAMED_ENVIRONMENTS.get(name, name)}}}"


def _uncounted(match: re.Match[str]) -> str:
    name = "aligned" if match[1] == "alignedat" else match[1].replace("alignat", "align")
    return f"\\begin{{{name}}}"


def _command(match: re.Match[str]) -> str:
    replacement = _COMMANDS[match[1]]
    return f"{replacement} " if match[1] in _REPLACES_WHOLE else f"\\{replacement}"


def _declared_operators(tex: str) -> str:
    r"""Put `\operatorname` in place of what `\DeclareMathOperator` names, formula by formula."""
    names: dict[str, str] = {}

    def note(match: re.Match[str]) -> str:
        names[match[2]] = f"\\operatorname{match[1]}{{{match[3]}}}"
        return ""

    tex = _OPERATOR_DECLARATION.sub(note, tex)
    for name, meaning in names.items():
        tex = re.sub(rf"\\{name}(?![A-Za-z])", meaning.replace("\\", r"\\"), tex)
    return tex


def group_end(tex: str, start: int) -> int:
    """Return the place after the `}` that closes the group opened before `start`, or -1."""
    depth = 1
    position = start
    while position < len(tex):
        character = tex[position]
        if character == "\\":
            position += 1
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return -1


def _substacks(tex: str) -> str:
    """A substack is a small array of one column."""
    while match := _SUBSTACK.search(tex):
        end = group_end(tex, match.end())
        if end < 0:
            return tex
        rows = tex[match.end() : end - 1]
        tex = (
            f"{tex[: match.start()]}{{\\begin{{subarray}}{{c}}{rows}\\end{{subarray}}}}{tex[end:]}"
        )
    return tex


def _texts(tex: str) -> str:
    r"""Mend the arguments of `\text`: `\text{if $x$ is}` becomes `\text{if }{x}\text{ is}`."""
    out = []
    position = 0
    for match in _TEXT_COMMAND.finditer(tex):
        if match.start() < position:
            continue
        end = group_end(tex, match.end())
        if end < 0:
            break
        body = tex[match.end() : end - 1]
        pieces = re.split(r"(?<!\\)\$", body)
        if len(pieces) % 2 == 0:
            continue
        out.append(tex[position : match.start()])
        for number, piece in enumerate(pieces):
            if number % 2:
                out.append(f"{{{piece}}}")
            elif piece:
                out.append(f"{match[0]}{_UNESCAPED_UNDERSCORE.sub(_as_escape, piece)}}}")
        position = end
    out.append(tex[position:])
    return "".join(out)


def _as_escape(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _tags(tex: str) -> str:
    r"""Set tags that the converter cannot: those with Chinese in them, and `\tag*`."""
    tags = list(_TAG.finditer(tex))
    if all(match[2].isascii() and not match[1] for match in tags):
        return tex
    tex = _TAG.sub(
        lambda m: f"\\qquad\\text{{{m[2]}}}" if m[1] else f"\\qquad\\text{{({m[2]})}}", tex
    )
    return _NUMBERED_NAME.sub(r"\\\1{\2*}", tex)


def _numbered(tex: str) -> str:
    r"""`\tag` and `\label` outside an environment that numbers need one around them."""
    if _LABELLED.search(tex) and not _NUMBERED_ENVIRONMENT.search(tex):
        return f"\\begin{{equation}}{tex}\\end{{equation}}"
    return tex
