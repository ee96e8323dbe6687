r"""What TeX for the converter cannot say, carried through it in disguise.

math-core has no words for a coloured box, a rule or a cell across columns. Such a part is handed
over as struck-out mathematics whose first text is a mark (`\cancel{\text{<mark>kind:value}…}`);
in the MathML that comes back, `apply_marks` puts the meant element in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from lxml import etree

MARK: Final = "\ufdd0"
"""Begins a mark. A noncharacter, which `shim` takes out of every formula first."""

_TAG_TEXT = re.compile(r"\(\?([us])\?([0-9a-f]*)\?\)")
_RULES: Final = frozenset({"m-rule-top", "m-dash-top"})


def marked(kind: str, value: str, tex: str = "") -> str:
    """Return TeX that stands for `tex` with a mark of `kind` and `value`.

    `value` may hold letters, digits, spaces and `,.-`, which mean nothing to TeX.
    """
    return f"\\cancel{{\\text{{{MARK}{kind}:{value}}}{tex}}}"


def tag_name(text: str, *, starred: bool) -> str:
    r"""Return an argument for `\tag` that the converter takes and that stands for `text`."""
    return f"?{'s' if starred else 'u'}?{text.encode().hex()}?"


def apply_marks(root: etree._Element) -> None:
    """Put what marks and tag names stand for in their places in the MathML below `root`."""
    for carrier in reversed(list(root.iter("menclose"))):
        _apply(carrier)
    for text in root.iter("mtext", "a"):
        if text.text and "(?" in text.text:
            text.text = _TAG_TEXT.sub(_tag, text.text)
    for table in list(root.iter("mtable")):
        _close_with_rule(table)


def _tag(match: re.Match[str]) -> str:
    text = bytes.fromhex(match[2]).decode(errors="replace")
    return text if match[1] == "s" else f"({text})"


def _apply(carrier: etree._Element) -> None:
    first = carrier[0] if len(carrier) else None
    if first is None:
        return
    row = first if first.tag == "mrow" and len(first) else None
    text = row[0] if row is not None else first
    if text.tag != "mtext" or not (text.text or "").startswith(MARK):
        return
    # The converter makes the spaces of text ones that do not break.
    kind, _, value = (text.text or "")[len(MARK) :].replace("\u00a0", " ").partition(":")
    content = list(row)[1:] if row is not None else []
    for key in list(carrier.attrib):
        del carrier.attrib[key]
    carrier[:] = content
    _KINDS[kind](carrier, value)


def _class(element: etree._Element, value: str) -> None:
    element.tag = "mrow"
    element.set("class", value)


def _enclose(element: etree._Element, value: str) -> None:
    element.tag = "menclose"
    element.set("notation", value)


def _smash(element: etree._Element, value: str) -> None:
    element.tag = "mpadded"
    if "t" in value:
        element.set("height", "0")
    if "b" in value:
        element.set("depth", "0")


def _lap(element: etree._Element, value: str) -> None:
    element.tag = "mpadded"
    element.set("width", "0")
    element.set("class", f"m-lap-{value}")


def _rule(element: etree._Element, value: str) -> None:
    width, height, raised = value.split(",")
    element.tag = "mpadded"
    if raised:
        element.set("voffset", raised)
    etree.SubElement(element, "mspace", {"width": width, "height": height, "class": "m-ink"})


def _small(element: etree._Element, value: str) -> None:
    element.tag = "mrow"
    for table in element.iter("mtable"):
        table.set("scriptlevel", value)
        table.set("class", "m-small")


def _bare(element: etree._Element, value: str) -> None:
    element.tag = "mrow"
    for part in element.iter("mtext", "a"):
        if part.text:
            part.text = part.text.removeprefix("(").removesuffix(")")


def _span(element: etree._Element, value: str) -> None:
    """Widen the cell; the empty ones that kept its place go."""
    columns, classes = value.split(",")
    element.tag = "mrow"
    cell = _ancestor(element, "mtd")
    row = cell.getparent() if cell is not None else None
    if cell is None or row is None:
        return
    start = row.index(cell)
    for surplus in list(row)[start + 1 : start + int(columns)]:
        row.remove(surplus)
    cell.set("columnspan", columns)
    cell.set("class", classes)


def _partial_rule(element: etree._Element, value: str) -> None:
    first, last = map(int, value.split(","))
    row = _ancestor(element, "mtr")
    parent = element.getparent()
    if row is not None and parent is not None:
        parent.remove(element)
        while len(row) < last:
            etree.SubElement(row, "mtd")
        for cell in list(row)[first - 1 : last]:
            _add_class(cell, "m-rule-top")


def _between_rows(element: etree._Element, value: str) -> None:
    r"""A row of text across a whole alignment (`\intertext`)."""
    element.tag = "mrow"
    row = _ancestor(element, "mtr")
    table = row.getparent() if row is not None else None
    if row is None or table is None:
        return
    width = max(len(other) for other in table)
    row[:] = [etree.Element("mtd", {"columnspan": str(width), "class": "m-left"})]
    row[0].append(element)


_KINDS: Final[dict[str, Callable[[etree._Element, str], None]]] = {
    "class": _class,
    "enclose": _enclose,
    "smash": _smash,
    "lap": _lap,
    "rule": _rule,
    "small": _small,
    "bare": _bare,
    "span": _span,
    "partial-rule": _partial_rule,
    "between-rows": _between_rows,
}


def _ancestor(element: etree._Element, tag: str) -> etree._Element | None:
    return next(element.iterancestors(tag), None)


def _add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class') or ''} {name}".strip())


def _close_with_rule(table: etree._Element) -> None:
    r"""Make a last row that only carries an `\hline` or `\cline` the rule below the one before."""
    if len(table) < 2 or any(len(cell) or cell.text for cell in table[-1]):
        return
    last = table[-1]
    rules = [_RULES.intersection(str(cell.get("class") or "").split()) for cell in last]
    if not any(rules):
        return
    table.remove(last)
    if len(last) == 1:
        for name in rules[0]:
            _add_class(table, name.replace("-top", "-bottom"))
        return
    for cell, names in zip(table[-1], rules, strict=False):
        for name in names:
            _add_class(cell, name.replace("-top", "-bottom"))
