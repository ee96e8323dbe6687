"""Formulas become MathML Core.

math-core does the work; this module keeps its limits, gives all formulas of a post one numbering
(`\\label`, `\\eqref`), replaces the inline styles of its output by classes (see `CLASSES` and
static/css/markup.css), and lets nothing through that is not MathML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.entities import html5
from typing import Final

import math_core
from lxml import etree

from blog.markup.fragments import Mathematics
from blog.markup.limits import (
    MAX_FORMULA_CHARACTERS,
    MAX_FORMULA_NESTING,
    MAX_FORMULA_OUTPUT,
    MAX_FORMULAS_OUTPUT,
)
from blog.markup.mathematics.shim import mend

ID_PREFIX: Final = "eq-"
"""Before the id of every labelled equation."""

_ELEMENTS: Final = frozenset(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
    mmultiscripts mprescripts mtable mtr mtd mpadded mphantom menclose mstyle merror none
    a b i u em strong code span
    """.split()
)
# The last line is HTML, which `mtext` may hold.
_ATTRIBUTES: Final = frozenset(
    """
    display displaystyle scriptlevel mathvariant width height depth lspace voffset rspace stretchy
    symmetric minsize maxsize largeop movablelimits form fence separator accent accentunder
    linethickness notation columnspan rowspan columnalign class id href intent arg dir
    """.split()
)

CLASSES: Final[dict[str, str]] = {
    "text-align: right": "m-right",
    "text-align: left": "m-left",
    "text-align: center": "m-center",
    "padding-right: 0": "m-tight-right",
    "padding-left: 0": "m-tight-left",
    "padding: 0": "m-tight",
    "width: 100%": "m-wide",
    "width: 50%": "m-half",
    "border-right: 0.05em solid currentcolor": "m-rule-right",
    "border-left: 0.05em solid currentcolor": "m-rule-left",
    "border-top: 0.05em solid currentcolor": "m-rule-top",
    "border-bottom: 0.05em solid currentcolor": "m-rule-bottom",
    "border-right: 0.05em dashed currentcolor": "m-dash-right",
    "border-left: 0.05em dashed currentcolor": "m-dash-left",
    "border-top: 0.05em dashed currentcolor": "m-dash-top",
    "border-bottom: 0.05em dashed currentcolor": "m-dash-bottom",
    "border: 0.05em solid currentcolor": "m-box",
    "padding-left: 1em": "m-column-gap",
    "padding-right: 0.1667em": "m-slack",
    "margin-left: -0.16666667em": "m-back",
}
"""A declaration of math-core's, and the class that says the same in our stylesheet."""

_IMPLIED: Final = frozenset({"justify-items: end", "justify-items: start", "justify-items: center"})
"""Declarations that only repeat another one for older browsers."""

_COLOURS: Final[dict[str, str]] = {
    "#FF0000": "red",
    "#00FF00": "green",
    "#008000": "green",
    "#0000FF": "blue",
    "#00FFFF": "cyan",
    "#FF00FF": "magenta",
    "#FFFF00": "yellow",
    "#FF8000": "orange",
    "#FFA500": "orange",
    "#BF0040": "purple",
    "#800080": "purple",
    "#BF8040": "brown",
    "#808080": "gray",
    "#404040": "darkgray",
    "#BFBFBF": "lightgray",
    "#008080": "teal",
    "#808000": "olive",
    "#FFBFBF": "pink",
    "#FFFFFF": "white",
    "#000000": "black",
}

_REFUSED = re.compile(
    r"\\(def|edef|gdef|xdef|newcommand|renewcommand|providecommand|let|futurelet|newenvironment"
    r"|renewenvironment|csname|input|include|href|url|expandafter)(?![A-Za-z])"
)
_OFFSET = re.compile(r"^(\d+): ")
_UNRESOLVED = "(??)"
_REFERENCE = re.compile(r"\\(?:eq)?ref(?![A-Za-z])")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})

_CONVERTER: Final = math_core.LatexToMathML(
    fancy_error=False, id_prefix=ID_PREFIX, max_expansions=100, allow_unreliable_rendering=True
)


@dataclass(slots=True)
class Converted:
    """A formula as a MathML element, or the sentence that says why there is none.

    `warning` says what is wrong with a formula that is shown all the same.
    """

    element: etree._Element | None
    error: str = ""
    warning: str = ""


def convert(formulas: Sequence[Mathematics]) -> list[Converted]:
    """Convert the formulas of one post, in order.

    A formula that cannot be set does not keep the others from it. Numbers run through the post,
    and `\\eqref` finds labels before and after it.
    """
    results = [Converted(None) for _ in formulas]
    accepted: list[tuple[int, str, bool]] = []
    for index, formula in enumerate(formulas):
        tex = mend(formula.tex) if len(formula.tex) <= MAX_FORMULA_CHARACTERS else ""
        error = refusal(formula.tex) or _own_error(tex, display=formula.display)
        if error:
            results[index].error = error
        else:
            accepted.append((index, tex, formula.display))
    if not accepted:
        return results
    outputs = _CONVERTER.convert_all([(tex, display) for _, tex, display in accepted])
    total = 0
    for (index, _, display), output in zip(accepted, outputs, strict=True):
        total += len(output)
        if len(output) > MAX_FORMULA_OUTPUT:
            results[index].error = "The formula takes too much room once it is set; split it."
        elif total > MAX_FORMULAS_OUTPUT:
            results[index].error = "The formulas of this text take too much room together."
        else:
            results[index] = _trusted(output, formulas[index].tex, display=display)
            if _UNRESOLVED in output and _REFERENCE.search(formulas[index].tex):
                results[index].warning = "No equation in this text has that label."
    return results


def refusal(tex: str) -> str:
    """Return why `tex` is not even given to the converter, or ""."""
    if len(tex) > MAX_FORMULA_CHARACTERS:
        return (
            f"The formula has {len(tex):,} characters; the limit is {MAX_FORMULA_CHARACTERS:,}. "
            "Split it into several, or close its delimiter."
        )
    if match := _REFUSED.search(tex):
        return f"\\{match[1]} is not available in posts; write out what it stands for."
    if _nesting(tex) > MAX_FORMULA_NESTING or _argument_chain(tex) > MAX_FORMULA_NESTING:
        return f"The formula is nested more than {MAX_FORMULA_NESTING} deep."
    return ""


_NESTING_TOKEN = re.compile(
    r"\\(?:left|begin|bigl|middle)(?![A-Za-z])|\\(?:right|end)(?![A-Za-z])|\\.|[{}\[\]]", re.DOTALL
)
_CHAIN = re.compile(rf"(?:(?:\\[A-Za-z]+|[\^_])\s*){{{MAX_FORMULA_NESTING},}}")


_DEEPER = frozenset({"{", "\\left", "\\begin"})
_SHALLOWER = frozenset({"}", "\\right", "\\end"})


def _nesting(tex: str) -> int:
    depth = deepest = 0
    for match in _NESTING_TOKEN.finditer(tex):
        if match[0] in _DEEPER:
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] in _SHALLOWER:
            depth -= 1
    return deepest


def _argument_chain(tex: str) -> int:
    r"""The longest run of commands that take each other as argument, as in `\hat\hat\hat x`."""
    longest = 0
    for match in _CHAIN.finditer(tex):
        longest = max(longest, len(re.findall(r"\\[A-Za-z]+|[\^_]", match[0])))
    return longest


def _own_error(tex: str, *, display: bool) -> str:
    """Return the converter's error for `tex` by itself, as a sentence, or ""."""
    try:
        _CONVERTER.convert_with_local_state(tex, displaystyle=display)
    except math_core.LatexError as error:
        message = str(error)
        if match := _OFFSET.match(message):
            near = tex[int(match[1]) : int(match[1]) + 20]
            message = message[match.end() :].rstrip(".")
            return f"{message} (at “{near}”)." if near else f"{message}."
        return message
    return ""


def _trusted(output: str, tex: str, *, display: bool) -> Converted:
    """Parse the converter's output and keep what is MathML, with classes for styles."""
    try:
        root = etree.fromstring(_ENTITY.sub(_character, output))
    except etree.XMLSyntaxError:
        return Converted(None, "The converter's answer to this formula is not well-formed.")
    for element in list(root.iter()):
        if element.tag not in _ELEMENTS:
            return Converted(None, f"The formula needs <{element.tag}>, which is not allowed here.")
        if not element.attrib:
            continue
        for name, value in element.attrib.items():
            if name == "style":
                del element.attrib["style"]
                _style_to_classes(element, str(value))
            elif name not in _ATTRIBUTES or (
                name == "href" and not str(value).startswith(f"#{ID_PREFIX}")
            ):
                del element.attrib[name]
    root.set("alttext", tex)
    if display:
        root.set("display", "block")
    return Converted(root)


def _character(match: re.Match[str]) -> str:
    """HTML names entities that XML does not know."""
    return match[0] if match[1] in _XML_ENTITIES else html5.get(f"{match[1]};", match[0])


def _style_to_classes(element: etree._Element, style: str) -> None:
    classes = (element.get("class") or "").split()
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name, value = name.strip(), value.strip()
        normal = f"{name}: {value}"
        if normal in _IMPLIED:
            continue
        if normal in CLASSES:
            classes.append(CLASSES[normal])
        elif name in ("color", "background-color", "border-color"):
            colour = _COLOURS.get(value.upper())
            prefix = "m-on" if name == "background-color" else "m-in"
            if colour:
                classes.append(f"{prefix}-{colour}")
        elif name in ("width", "height") and element.tag == "mspace":
            # The attribute of the same name says it too.
            continue
    if classes:
        element.set("class", " ".join(dict.fromkeys(classes)))
