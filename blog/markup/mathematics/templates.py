r"""Commands that are short for other TeX: of KaTeX, MathJax, physics, braket and plain habit.

`TEMPLATES` names the arguments as TeX does (`#1`); a template says each argument once, so that
what comes out cannot grow beyond measure.
"""

from __future__ import annotations

import re
from typing import Final

from blog.markup.mathematics.tex import Handler, Reader

_OPERATORS: Final = """
    arccot arcctg arccosh arcosh arcoth arcsch arcsec arccsc arsech arsinh arsinh artanh arctg
    ch cosec cotg cov Cov csch ctg cth diag Diag erf erfc Hom Id Ker lcm Li
    ord proj rank Rank Res rot sech sgn sh sign sinc softmax tg th tr Tr trace Trace var Var Vect
""".split()

ALIASES: Final[dict[str, str]] = {
    **{name: f"\\operatorname{{{name}}}" for name in _OPERATORS},
    "Alpha": r"\mathrm{A}",
    "Beta": r"\mathrm{B}",
    "Epsilon": r"\mathrm{E}",
    "Zeta": r"\mathrm{Z}",
    "Eta": r"\mathrm{H}",
    "Iota": r"\mathrm{I}",
    "Kappa": r"\mathrm{K}",
    "Mu": r"\mathrm{M}",
    "Nu": r"\mathrm{N}",
    "Omicron": r"\mathrm{O}",
    "Rho": r"\mathrm{P}",
    "Tau": r"\mathrm{T}",
    "Chi": r"\mathrm{X}",
    "and": "&",
    "lt": "<",
    "gt": ">",
    "newline": r"\\",
    "cr": r"\\",
    "R": r"{\mathbb{R}}",
    "N": r"{\mathbb{N}}",
    "Z": r"{\mathbb{Z}}",
    "Q": r"{\mathbb{Q}}",
    "C": r"{\mathbb{C}}",
    "RR": r"{\mathbb{R}}",
    "NN": r"{\mathbb{N}}",
    "ZZ": r"{\mathbb{Z}}",
    "QQ": r"{\mathbb{Q}}",
    "CC": r"{\mathbb{C}}",
    "cnums": r"{\mathbb{C}}",
    "Complex": r"{\mathbb{C}}",
    "natnums": r"{\mathbb{N}}",
    "reals": r"{\mathbb{R}}",
    "Reals": r"{\mathbb{R}}",
    "plim": r"\operatorname*{plim}",
    "argmax": r"\operatorname*{arg\,max}",
    "argmin": r"\operatorname*{arg\,min}",
    "bgroup": "{",
    "egroup": "}",
    "dotsb": r"\cdots ",
    "dotsc": r"\ldots ",
    "dotsi": r"\cdots ",
    "dotsm": r"\cdots ",
    "dotso": r"\ldots ",
    "hdots": r"\ldots ",
    "mathellipsis": r"\ldots ",
    "textellipsis": r"\ldots ",
    "celsius": r"{}^{\circ}\mathrm{C}",
    "cross": r"\times ",
    "curl": r"\nabla\times ",
    "grad": r"\nabla ",
    "laplacian": r"\nabla^{2}",
    "euro": r"\text{€}",
    "texteuro": r"\text{€}",
    "upmu": r"\text{μ}",
    "qed": r"\square ",
    "qedsymbol": r"\square ",
    "Rt": r"\mathrm{Rt}",
    "smallint": r"{\textstyle\int}",
    "idotsint": r"\int\!\cdots\!\int ",
    "bigcdot": r"\bullet ",
    "lang": r"\langle ",
    "rang": r"\rangle ",
    "KaTeX": r"\text{KaTeX}",
    "LaTeX": r"\text{LaTeX}",
    "LaTeXe": r"\text{LaTeX2ε}",
    "TeX": r"\text{TeX}",
    "textdollar": r"\$",
    "textunderscore": r"\_",
    "textasciitilde": r"\sim ",
    "interleave": r"\vert\!\vert\!\vert ",
}
"""A command without arguments, and what it stands for."""

RENAMED: Final[dict[str, str]] = {
    "mbox": "text",
    "hbox": "text",
    "textnormal": "text",
    "textup": "text",
    "textmd": "text",
    "textsc": "text",
    "emph": "textit",
    "framebox": "fbox",
    "pmb": "boldsymbol",
    "mathbfit": "boldsymbol",
    "symbfit": "boldsymbol",
    "symbf": "mathbf",
    "symup": "mathrm",
    "symit": "mathit",
    "symcal": "mathcal",
    "symscr": "mathscr",
    "symfrak": "mathfrak",
    "symbb": "mathbb",
    "symsf": "mathsf",
    "symtt": "mathtt",
    "mathds": "mathbb",
    "mathbbm": "mathbb",
    "mathnormal": "mathit",
    "bold": "mathbf",
    "Bbb": "mathbb",
    "scr": "mathscr",
    "overlinesegment": "overline",
    "wideparen": "overparen",
    "overarc": "overparen",
    "operatornamewithlimits": "operatorname*",
    "centerdot": "cdot",
    "adots": "iddots",
    "smallsetminus": "setminus",
    "nonumber": "notag",
}
"""A command, and another name by which the converter knows it."""

TEMPLATES: Final[dict[str, str]] = {
    "Abs": r"\left\lvert #1\right\rvert ",
    "abs": r"\left\lvert #1\right\rvert ",
    "absolutevalue": r"\left\lvert #1\right\rvert ",
    "norm": r"\left\lVert #1\right\rVert ",
    "ceil": r"\left\lceil #1\right\rceil ",
    "floor": r"\left\lfloor #1\right\rfloor ",
    "set": r"\left\{ #1\right\}",
    "Set": r"\left\{ #1\right\}",
    "order": r"\mathcal{O}\left( #1\right)",
    "comm": r"\left[ #1,#2\right]",
    "commutator": r"\left[ #1,#2\right]",
    "acomm": r"\left\{ #1,#2\right\}",
    "anticommutator": r"\left\{ #1,#2\right\}",
    "eval": r"\left. #1\right|",
    "dyad": r"\left| #1\right\rangle\!\left\langle #2\right|",
    "ketbra": r"\left| #1\right\rangle\!\left\langle #2\right|",
    "mel": r"\left\langle #1\middle| #2\middle| #3\right\rangle ",
    "matrixel": r"\left\langle #1\middle| #2\middle| #3\right\rangle ",
    "innerproduct": r"\left\langle #1\middle| #2\right\rangle ",
    "ip": r"\left\langle #1\middle| #2\right\rangle ",
    "vb": r"\mathbf{#1}",
    "va": r"\vec{\mathbf{#1}}",
    "vu": r"\hat{\mathbf{#1}}",
    "vectorbold": r"\mathbf{#1}",
    "cancelto": r"\cancel{#2}^{#1}",
    "nicefrac": r"{}^{#1}\!/_{#2}",
    "sfrac": r"{}^{#1}\!/_{#2}",
    "flatfrac": r"{#1}/{#2}",
    "ensuremath": "{#1}",
    "vcenter": "{#1}",
    "displaylines": r"\begin{gathered}#1\end{gathered}",
    "eqalign": r"\begin{aligned}#1\end{aligned}",
}
"""A command with arguments, and what it stands for. A star after it is passed over."""

_BOLD_STARRED: Final = frozenset({"vb", "va", "vu"})
_ARGUMENT = re.compile(r"#(\d)")


def _template(reader: Reader) -> str:
    name = reader.command
    template = TEMPLATES[name]
    starred = reader.took("*")
    if starred and name in _BOLD_STARRED:
        template = template.replace("mathbf", "boldsymbol")
    count = max(int(number) for number in _ARGUMENT.findall(template))
    values = [reader.argument() for _ in range(count)]
    return _ARGUMENT.sub(lambda match: values[int(match[1]) - 1], template)


TEMPLATE_COMMANDS: Final[dict[str, Handler]] = dict.fromkeys(TEMPLATES, _template)
