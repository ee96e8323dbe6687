r"""Commands whose meaning depends on what follows them: derivatives, limits, laps, rules."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from blog.markup.mathematics.marks import marked
from blog.markup.mathematics.reasons import (
    CANNOT_READ,
    LACKS,
    LACKS_ARGUMENT,
    NEVER_CLOSED,
    WRITE_INSTEAD,
    TexError,
)
from blog.markup.mathematics.tex import Handler, Reader

_LENGTH = re.compile(r"[ ]*([+-]?[0-9]*\.?[0-9]+)[ ]*(pt|pc|em|ex|mu|mm|cm|in|px)[ ]*$")
_NOTATIONS: Final = frozenset(
    """
    actuarial bottom box circle downdiagonalstrike horizontalstrike left longdiv madruwb radical
    right roundedbox top updiagonalstrike verticalstrike
    """.split()
)
_PLAIN_OPERATOR = re.compile(r"(?:[\w .*'~-]|\\[,;:! ])*")
_ROOT_SHIFT = re.compile(r"\\(?:leftroot|uproot)[ ]*\{?-?\d+\}?")


def _length(reader: Reader, text: str) -> str:
    """Return a length of TeX as one of MathML."""
    match = _LENGTH.match(text)
    if match is None:
        raise TexError(CANNOT_READ, command=f"\\{reader.command}", text=text.strip())
    number, unit = float(match[1]), match[2]
    factor, unit = {"mu": (1 / 18, "em"), "pc": (12, "pt"), "px": (0.75, "pt")}.get(unit, (1, unit))
    number *= factor
    if abs(number) > 1000:
        raise TexError(CANNOT_READ, command=f"\\{reader.command}", text=text.strip())
    return f"{number:g}{unit}"


def _rule(reader: Reader) -> str:
    raised = reader.optional()
    width = _length(reader, reader.raw())
    height = _length(reader, reader.raw())
    shift = _length(reader, raised) if raised else ""
    return marked("rule", f"{width},{height},{shift}")


def _lap(reader: Reader) -> str:
    command = reader.command
    content = reader.argument()
    side = {"l": "left", "r": "right", "c": "center"}[command.removeprefix("math")[0]]
    return marked("lap", side, content if command.startswith("math") else f"\\text{{{content}}}")


def _smash(reader: Reader) -> str:
    return marked("smash", reader.optional() or "tb", reader.argument())


def _enclose(reader: Reader) -> str:
    notations = reader.raw().replace(",", " ").split()
    reader.optional()
    unknown = [name for name in notations if name not in _NOTATIONS]
    if unknown or not notations:
        raise TexError(CANNOT_READ, command="\\enclose", text=" ".join(unknown))
    return marked("enclose", " ".join(notations), reader.argument())


def _sout(reader: Reader) -> str:
    return marked("enclose", "horizontalstrike", reader.argument())


def _differential(reader: Reader) -> str:
    power = reader.optional()
    sign = f"\\mathrm{{d}}^{{{power}}}" if power else "\\mathrm{d}"
    return f"{sign}{{{reader.argument()}}}" if reader.next_is("{") else f"{sign} "


def _derivative(reader: Reader) -> str:
    r"""`\dv{f}{x}`, `\dv{x}`, `\pdv[2]{f}{x}`, `\pdv{f}{x}{y}` of the physics package."""
    sign = "\\partial " if reader.command.startswith(("pd", "partial")) else "\\mathrm{d}"
    flat = reader.took("*")
    power = reader.optional()
    arguments = [reader.argument()]
    while reader.tex.startswith("{", reader.position) and len(arguments) < 3:
        arguments.append(reader.argument())
    function = arguments.pop(0) if len(arguments) > 1 else ""
    mixed = len(arguments) == 2
    up = f"^{{{'2' if mixed else power}}}" if mixed or power else ""
    down = f"^{{{power}}}" if power and not mixed else ""
    below = "".join(f"{sign}{{{name}}}{down}" for name in arguments)
    return (
        f"{{{sign}{up}{function}}}/{{{below}}}"
        if flat
        else f"\\frac{{{sign}{up}{function}}}{{{below}}}"
    )


def _quantity(reader: Reader) -> str:
    r"""`\qty(…)`, `\qty[…]`, `\qty{…}`, `\qty|…|` of the physics package."""
    reader.took("*")
    for opener, closer, left, right in (
        ("(", ")", "(", ")"),
        ("[", "]", "[", "]"),
        ("|", "|", "\\lvert ", "\\rvert "),
        ("{", "}", "\\{", "\\}"),
    ):
        if reader.next_is(opener):
            inner = reader.rewritten(reader.between(opener, closer))
            if opener == "{" and reader.tex.startswith("{", reader.position):
                raise TexError(WRITE_INSTEAD, command="\\qty", instead="3\\,\\mathrm{m}")
            return f"\\left{left}{inner}\\right{right}"
    raise TexError(LACKS_ARGUMENT, command="\\qty")


def _braket(reader: Reader) -> str:
    first = reader.argument()
    if reader.tex.startswith("{", reader.position):
        return f"\\left\\langle {first}\\middle|{reader.argument()}\\right\\rangle "
    return f"\\braket{{{first}}}"


def _expectation(reader: Reader) -> str:
    value = reader.argument()
    if reader.tex.startswith("{", reader.position):
        state = reader.argument()
        return f"\\left\\langle {state}\\middle|{value}\\middle|{state}\\right\\rangle "
    return f"\\left\\langle {value}\\right\\rangle "


def _with_limits(reader: Reader, operator: str) -> str:
    r"""Put the scripts after an operator below and above it, as `\limits` or a display asks."""
    forced = reader.took("\\limits")
    beside = reader.took("\\nolimits")
    if beside or not (forced or reader.display):
        return f"\\mathop{{{operator}}}"
    scripts = {}
    for _ in range(2):
        for sign in "_^":
            if sign not in scripts and reader.took(sign):
                scripts[sign] = reader.argument()
                break
    if not scripts:
        return f"\\mathop{{{operator}}}"
    if "_" in scripts:
        operator = f"\\underset{{{scripts['_']}}}{{{operator}}}"
    if "^" in scripts:
        operator = f"\\overset{{{scripts['^']}}}{{{operator}}}"
    return f"\\mathop{{{operator}}}"


def _mathop(reader: Reader) -> str:
    return _with_limits(reader, reader.argument())


def _operatorname(reader: Reader) -> str:
    starred = reader.took("*")
    name = reader.raw()
    if _PLAIN_OPERATOR.fullmatch(name) and "_" not in name:
        if starred:
            reader.took("\\limits")
        return f"\\operatorname{'*' if starred else ''}{{{name}}}"
    content = f"\\mathrm{{{reader.rewritten(name)}}}"
    return _with_limits(reader, content) if starred else f"\\mathop{{{content}}}"


def _limit_variant(reader: Reader) -> str:
    decorated = {
        "varlimsup": "\\overline{\\mathrm{lim}}",
        "varliminf": "\\underline{\\mathrm{lim}}",
        "varinjlim": "\\underrightarrow{\\mathrm{lim}}",
        "varprojlim": "\\underleftarrow{\\mathrm{lim}}",
    }
    return _with_limits(reader, decorated[reader.command])


def _root(reader: Reader) -> str:
    end = reader.tex.find("\\of", reader.position)
    if end < 0:
        raise TexError(LACKS, command="\\root", sign="\\of")
    index = reader.rewritten(reader.tex[reader.position : end].strip())
    reader.position = end + len("\\of")
    return f"\\sqrt[{{{index}}}]{{{reader.argument()}}}"


def _sqrt(reader: Reader) -> str:
    index = reader.optional()
    if index is None:
        return "\\sqrt "
    index = reader.rewritten(_ROOT_SHIFT.sub("", index).strip())
    return f"\\sqrt[{{{index}}}]{{{reader.argument()}}}"


def _substack(reader: Reader) -> str:
    return f"{{\\begin{{subarray}}{{c}}{reader.argument()}\\end{{subarray}}}}"


def _character(reader: Reader) -> str:
    r"""`\unicode{x263A}`, `\char"263A`, `\symbol{65}`: a character by its number."""
    if reader.command == "char":
        match = re.compile(r"[ ]*([\"'`]?)(\w+)").match(reader.tex, reader.position)
        if match is None:
            raise TexError(LACKS_ARGUMENT, command="\\char")
        reader.position = match.end()
        base, digits = {'"': 16, "'": 8}.get(match[1], 10), match[2]
        if match[1] == "`":
            return digits
    else:
        reader.optional()
        digits = reader.raw().strip()
        base = 16 if digits[:1] in ("x", "X", '"') else 10
        digits = digits.lstrip('xX"')
    try:
        number = int(digits, base)
        character = chr(number)
    except (ValueError, OverflowError) as error:
        raise TexError(CANNOT_READ, command=f"\\{reader.command}", text=digits) from error
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        raise TexError(CANNOT_READ, command=f"\\{reader.command}", text=digits)
    return f"\\text{{{_escaped(character)}}}"


def _verb(reader: Reader) -> str:
    sign = reader.tex[reader.position : reader.position + 1]
    end = reader.tex.find(sign, reader.position + 1) if sign else -1
    if end < 0:
        raise TexError(NEVER_CLOSED, command="\\verb", sign=sign)
    text = reader.tex[reader.position + 1 : end]
    reader.position = end + 1
    return f"\\texttt{{{''.join(map(_escaped, text))}}}"


def _escaped(character: str) -> str:
    if character in "\\~^":
        return {"\\": "\\textbackslash ", "~": "\\textasciitilde ", "^": "\\textasciicircum "}[
            character
        ]
    return f"\\{character}" if character in "#$%&_{}" else character


def _second(reader: Reader) -> str:
    r"""`\class{a}{x}` and its like name things of a page that does not exist here."""
    reader.raw()
    return f"{{{reader.argument()}}}"


def _reference(reader: Reader) -> str:
    return marked("bare", "", f"\\eqref{{{reader.raw()}}}")


def _dropped_argument(reader: Reader) -> str:
    reader.took("*")
    reader.raw()
    return " "


def _hspace(reader: Reader) -> str:
    reader.took("*")
    text = reader.raw()
    return "" if "fill" in text else f"\\hspace{{{_length(reader, text)}}}"


def _plain_matrix(reader: Reader) -> str:
    r"""Plain TeX's `\matrix{…}`, `\pmatrix{…}` and `\cases{…}`."""
    name = reader.command
    return f"\\begin{{{name}}}{reader.argument()}\\end{{{name}}}"


ARGUMENT_COMMANDS: Final[dict[str, Handler]] = {
    "rule": _rule,
    **dict.fromkeys("llap rlap clap mathllap mathrlap mathclap".split(), _lap),
    "smash": _smash,
    "enclose": _enclose,
    "sout": _sout,
    "dd": _differential,
    **dict.fromkeys("dv derivative pdv partialderivative".split(), _derivative),
    **dict.fromkeys("qty quantity".split(), _quantity),
    "braket": _braket,
    **dict.fromkeys("ev expval expectationvalue".split(), _expectation),
    "mathop": _mathop,
    "operatorname": _operatorname,
    **dict.fromkeys("varlimsup varliminf varinjlim varprojlim".split(), _limit_variant),
    "root": _root,
    "sqrt": _sqrt,
    "substack": _substack,
    **dict.fromkeys("unicode char symbol".split(), _character),
    "verb": _verb,
    **dict.fromkeys("class cssId htmlClass htmlId htmlData".split(), _second),
    "ref": _reference,
    **dict.fromkeys("vspace require".split(), _dropped_argument),
    "hspace": _hspace,
    **dict.fromkeys("matrix pmatrix cases".split(), _plain_matrix),
}
