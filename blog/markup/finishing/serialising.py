"""The finished tree written as HTML (WHATWG HTML, section 13.3).

lxml's own serialiser follows HTML 4: it percent-encodes Chinese in `href`, which would hide the
readable anchors of headings.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from blog.markup.line_marks import LINE_ATTRIBUTE

_OWN_PARTS: Final = frozenset({"math", "pre"})
"""Parts of the pipeline's own making that hold most of a page's elements: lxml may write them."""

_UNSEEN: Final = frozenset({"data-block", LINE_ATTRIBUTE})
"""Attributes that stages tell each other something by, no part of the page."""

_EMPTY = re.compile(r"<([a-z]+)([^<>]*)/>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BOOLEAN = frozenset("checked controls disabled loop muted open reversed".split())


def to_html(root: etree._Element) -> str:
    """Return the content of `root`, without its own tags."""
    out: list[str] = []
    if root.text:
        out.append(_text(root.text))
    stack: list[etree._Element | str] = list(reversed(root))
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        tag = str(node.tag)
        if node.tail:
            stack.append(_text(node.tail))
        if tag in _OWN_PARTS and _is_own(node, tag):
            out.append(_own_part(node))
            continue
        out.append(_start_tag(tag, node.attrib))
        if tag not in _VOID:
            stack.append(f"</{tag}>")
            stack.extend(reversed(node))
            if node.text:
                out.append("\n" if tag == "pre" and node.text[0] == "\n" else "")
                out.append(_text(node.text))
    return "".join(out)


def _is_own(element: etree._Element, tag: str) -> bool:
    parent = element.getparent()
    return tag == "math" or (parent is not None and parent.get("data-block") is not None)


def _own_part(element: etree._Element) -> str:
    """Return `element` as XML, which is HTML too once empty elements have an end tag."""
    xml = str(etree.tostring(element, encoding="unicode", with_tail=False))
    return _EMPTY.sub(r"<\1\2></\1>", xml) if "/>" in xml else xml


def _start_tag(tag: str, attributes: etree._Attrib) -> str:
    if not attributes:
        return f"<{tag}>"
    out = [f"<{tag}"]
    for name, value in attributes.items():
        if name in _BOOLEAN:
            out.append(f" {name!s}")
        elif name not in _UNSEEN:
            out.append(f' {name!s}="{_attribute(str(value))}"')
    out.append(">")
    return "".join(out)


def _text(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\u00a0", "&nbsp;")
    )


def _attribute(value: str) -> str:
    return (
        value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    )


def remove_keeping_tail(element: etree._Element) -> None:
    """Take `element` out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)
