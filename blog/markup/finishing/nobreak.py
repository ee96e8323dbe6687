"""A formula in a line keeps the punctuation that touches it.

For browsers a formula is a box, before and after which a line may end, so that a line could begin
with the full stop after it. The rules of typesetting forbid that (W3C, Requirements for Chinese
Text Layout, section 3.1.3; for text, browsers follow them).
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

NOBREAK: Final = "nobreak"
"""Class of what stays together; the style sheet's rule."""

# Marks that no line begins with, and those that no line ends with; more than a few are a text.
_CLOSING = re.compile("[，。、；：？！）】》〉」』”’…％,.;:?!)\\]}%]{1,4}")
_OPENING = re.compile("[（【《〈「『“‘(\\[{]{1,4}\\Z")


def keep_marks(root: etree._Element) -> None:
    """Put each formula in a line, and the marks that touch it, into an element without breaks."""
    for formula in list(root.iter("math")):
        if formula.get("display") != "block":
            _keep(formula)


def _keep(formula: etree._Element) -> None:
    parent = formula.getparent()
    if parent is None:
        return
    closing = _CLOSING.match(formula.tail or "")
    before = formula.getprevious()
    text = parent.text if before is None else before.tail
    opening = _OPENING.search(text or "")
    if not closing and not opening:
        return
    kept = etree.Element("span", {"class": NOBREAK})
    rest = formula.tail or ""
    parent.replace(formula, kept)
    kept.append(formula)
    formula.tail = closing[0] if closing else None
    kept.tail = rest[len(formula.tail or "") :] or None
    if opening and text:
        kept.text = opening[0]
        cut = text[: opening.start()]
        if before is None:
            parent.text = cut
        else:
            before.tail = cut
