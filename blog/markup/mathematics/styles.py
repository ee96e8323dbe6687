"""Inline styles of the converter's output, as classes: pages forbid inline styles."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from blog.markup.mathematics.colours import family
from blog.markup.mathematics.reasons import NEEDS_STYLE, TexError

CLASSES: Final[dict[str, str]] = {
    "text-align: right": "m-right",
    "text-align: left": "m-left",
    "text-align: center": "m-center",
    "padding-right: 0": "m-tight-right",
    "padding-left: 0": "m-tight-left",
    "padding: 0": "m-tight",
    "width: 100%": "m-wide",
    "width: 50%": "m-half",
    "width: 7.5%": "m-margin",
    "padding-top: 0": "m-tight-top",
    "padding-bottom: 0": "m-tight-bottom",
    "padding-top: 0.1667em": "m-thin-top",
    "border-right: 0.05em solid currentcolor": "m-rule-right",
    "border-left: 0.05em solid currentcolor": "m-rule-left",
    "border-top: 0.05em solid currentcolor": "m-rule-top",
    "border-bottom: 0.05em solid currentcolor": "m-rule-bottom",
    "border-right: 0.05em dashed currentcolor": "m-dash-right",
    "border-left: 0.05em dashed currentcolor": "m-dash-left",
    "border-top: 0.05em dashed currentcolor": "m-dash-top",
    "border-bottom: 0.05em dashed currentcolor": "m-dash-bottom",
    "border: 0.05em solid currentcolor": "m-box",
    "padding-left: 0.1em": "m-double-left",
    "padding-right: 0.1em": "m-double-right",
    "padding-left: 0.1667em": "m-thin-left",
    "padding-right: 0.1667em": "m-thin-right",
    "padding-left: 0.2222em": "m-medium-left",
    "padding-right: 0.2222em": "m-medium-right",
    "padding-left: 0.2778em": "m-thick-left",
    "padding-right: 0.2778em": "m-thick-right",
    "padding-left: 1em": "m-column-gap",
}
"""A declaration of math-core's, and the class that says the same in our stylesheet."""

_IMPLIED: Final = frozenset({"justify-items: end", "justify-items: start", "justify-items: center"})
"""Declarations that only repeat another one for older browsers."""


MAX_BACKWARDS: Final = 36
"""Eighteenths of an em: the widest negative space that the stylesheet has a class for."""

_BACKWARDS = re.compile(r"-([0-9.]+)r?em")


def _eighteenths(match: re.Match[str]) -> int:
    return min(MAX_BACKWARDS, max(1, round(float(match[1]) * 18)))


def style_to_classes(element: etree._Element, style: str) -> None:
    """Add to `element` the classes that say what `style`, its style attribute, said.

    Raises:
        TexError: a declaration is not known, so that the formula would look wrong.
    """
    classes = (element.get("class") or "").split()
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        if not colon:
            continue
        name, value = name.strip(), value.strip()
        normal = f"{name}: {value}"
        if normal in _IMPLIED or (element.tag == "mspace" and name in ("width", "height")):
            # Another declaration, or the attribute of the same name, says it too.
            continue
        if normal in CLASSES:
            classes.append(CLASSES[normal])
        elif name == "margin-left" and (match := _BACKWARDS.fullmatch(value)):
            classes.append(f"m-back-{_eighteenths(match)}")
        elif name == "color" and len(value) == 7:
            red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
            classes.append(f"m-in-{family(red, green, blue)}")
        else:
            raise TexError(NEEDS_STYLE, style=normal)
    if classes:
        element.set("class", " ".join(dict.fromkeys(classes)))
