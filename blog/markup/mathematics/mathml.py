"""Formulas become MathML Core.

math-core does the work; this module keeps its limits, gives all formulas of a post one numbering
(`\\label`, `\\eqref`), replaces the inline styles of its output by classes (see `styles` and
static/reader/markup.css), and lets nothing through that is not MathML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
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
from blog.markup.mathematics.escapes import without_escapes
from blog.markup.mathematics.fences import MAX_UNCLOSED, unclosed
from blog.markup.mathematics.marks import MARK, apply_marks
from blog.markup.mathematics.reasons import (
    NEEDS_ELEMENT,
    NO_COLOUR,
    NO_LABEL,
    NO_SIGN,
    NOT_SUPPORTED,
    NOT_WELL_FORMED,
    TOO_DEEP,
    TOO_LARGE,
    TOO_LARGE_TOGETHER,
    TOO_MANY_UNCLOSED,
    TexError,
)
from blog.markup.mathematics.refusals import (
    MAX_REWRITTEN_NESTING,
    argument_chain,
    nesting,
    refuse,
)
from blog.markup.mathematics.shim import mend
from blog.markup.mathematics.styles import style_to_classes
from blog.markup.messages import Message, message

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

_OFFSET = re.compile(r"^(\d+): ")
_UNRESOLVED = "(??)"
_REFERENCE = re.compile(r"\\(?:eq)?ref(?![A-Za-z])")
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_UNKNOWN = re.compile(r'Unknown (command|environment|color) "(.*)"$')
_UNKNOWN_SIGN = re.compile(r"Direct Unicode input is not supported for this symbol yet: '(.*)'$")
_MAX_ARITY: Final = 6
_MAX_REWRITTEN: Final = 6 * MAX_FORMULA_CHARACTERS

_CONVERTER: Final = math_core.LatexToMathML(
    fancy_error=False, id_prefix=ID_PREFIX, max_expansions=100, allow_unreliable_rendering=True
)


@dataclass(slots=True)
class Converted:
    """A formula as a MathML element, or the sentence that says why there is none.

    `warning` says what is wrong with a formula that is shown all the same. `repaired` says that
    it carried escapes for another Markdown processor, which were taken out first.
    """

    element: etree._Element | None
    error: Message | str = ""
    warning: Message | str = ""
    repaired: bool = False


def convert(formulas: Sequence[Mathematics]) -> list[Converted]:
    """Convert the formulas of one post, in order.

    A formula that cannot be set does not keep the others from it. Numbers run through the post,
    and `\\eqref` finds labels before and after it.
    """
    results = [Converted(None) for _ in formulas]
    accepted: list[tuple[int, str, bool]] = []
    for index, formula in enumerate(formulas):
        try:
            tex = _prepared(formula, results[index])
        except TexError as error:
            results[index].error = error.message
        else:
            accepted.append((index, tex, formula.display))
    if not accepted:
        return results
    outputs = _CONVERTER.convert_all([(tex, display) for _, tex, display in accepted])
    total = 0
    for (index, _, _), output in zip(accepted, outputs, strict=True):
        total += len(output)
        result = results[index]
        try:
            if len(output) > MAX_FORMULA_OUTPUT:
                raise TexError(TOO_LARGE)
            if total > MAX_FORMULAS_OUTPUT:
                raise TexError(TOO_LARGE_TOGETHER)
            result.element = _trusted(output, formulas[index])
        except TexError as error:
            result.error = error.message
        if not result.error and _UNRESOLVED in output and _REFERENCE.search(formulas[index].tex):
            result.warning = message(NO_LABEL)
    return results


def _prepared(formula: Mathematics, result: Converted) -> str:
    """Return the formula as the converter takes it; note in `result` what was repaired.

    Raises:
        TexError: it cannot be set.
    """
    refuse(formula.tex)
    plain = without_escapes(formula.tex)
    result.repaired = plain != formula.tex
    tex = mend(plain, display=formula.display)
    if len(tex) > _MAX_REWRITTEN:
        raise TexError(TOO_LARGE)
    chain = argument_chain(tex, lambda command: _arity(command) > 0)
    if nesting(tex) > MAX_REWRITTEN_NESTING or chain > MAX_FORMULA_NESTING:
        raise TexError(TOO_DEEP, maximum=MAX_FORMULA_NESTING)
    if unclosed(tex, _arity) > MAX_UNCLOSED:
        raise TexError(TOO_MANY_UNCLOSED, maximum=MAX_UNCLOSED)
    _try(tex, display=formula.display)
    return tex


@lru_cache(maxsize=1_000)
def _arity(command: str) -> int:
    """Ask the converter how many arguments `command` takes."""
    for count in range(_MAX_ARITY):
        try:
            _CONVERTER.convert_with_local_state(command + "{x}" * count, displaystyle=False)
        except math_core.LatexError as error:
            if "argument" not in str(error) and "end of input" not in str(error):
                return count
        else:
            return count
    return _MAX_ARITY


def _try(tex: str, *, display: bool) -> None:
    """Convert `tex` by itself, to learn of its errors before all are converted together.

    Raises:
        TexError: the converter does not take it.
    """
    try:
        _CONVERTER.convert_with_local_state(tex, displaystyle=display)
    except math_core.LatexError as error:
        text = str(error)
        near = ""
        if match := _OFFSET.match(text):
            near = tex[int(match[1]) : int(match[1]) + 20].partition(MARK)[0]
            text = text[match.end() :].rstrip(".")
        raise _reason(text, near) from error


def _reason(text: str, near: str) -> TexError:
    if match := _UNKNOWN.match(text):
        if match[1] == "color":
            return TexError(NO_COLOUR, text=match[2])
        return TexError(NOT_SUPPORTED, command=match[2])
    if match := _UNKNOWN_SIGN.match(text):
        return TexError(NO_SIGN, sign=match[1])
    # The converter's own words, which there is no translation of.
    sentence = f"{text} (at “{near}”)." if near else f"{text}."
    return TexError("%(sentence)s", sentence=sentence)


def _trusted(output: str, formula: Mathematics) -> etree._Element:
    """Parse the converter's output and keep what is MathML, with classes for styles.

    Raises:
        TexError: there is something in it that cannot be kept.
    """
    try:
        root = etree.fromstring(_ENTITY.sub(_character, output))
    except etree.XMLSyntaxError as error:
        raise TexError(NOT_WELL_FORMED) from error
    for element in list(root.iter()):
        if element.tag not in _ELEMENTS:
            raise TexError(NEEDS_ELEMENT, element=str(element.tag))
        for name, value in element.attrib.items():
            if name == "style":
                del element.attrib["style"]
                style_to_classes(element, str(value))
            elif name not in _ATTRIBUTES or (
                name == "href" and not str(value).startswith(f"#{ID_PREFIX}")
            ):
                del element.attrib[name]
    apply_marks(root)
    _let_bases_stretch(root)
    root.set("alttext", formula.tex)
    if formula.display:
        root.set("display", "block")
    return root


def _let_bases_stretch(root: etree._Element) -> None:
    r"""Put a large delimiter that carries scripts (`\bigg|_0^1`) into a row of its own.

    Browsers leave it at its normal size as the base of a script itself.
    """
    for script in list(root.iter("msub", "msup", "msubsup")):
        base = script[0]
        if base.tag == "mo" and base.get("minsize"):
            for side in ("lspace", "rspace"):
                base.set(side, base.get(side) or "0")
            row = etree.Element("mrow")
            script.replace(base, row)
            row.append(base)


def _character(match: re.Match[str]) -> str:
    """HTML names entities that XML does not know."""
    return match[0] if match[1] in _XML_ENTITIES else html5.get(f"{match[1]};", match[0])
