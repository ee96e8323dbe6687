"""The finished tree written as HTML (WHATWG HTML, section 13.3).

lxml's own serialiser follows HTML 4: it percent-encodes Chinese in `href`, which would hide the
readable anchors of headings.
"""

from __future__ import annotations

from lxml import etree

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_BOOLEAN = frozenset("allowfullscreen checked controls disabled loop muted open reversed".split())


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
        out.append(_start_tag(tag, node.attrib))
        if node.tail:
            stack.append(_text(node.tail))
        if tag not in _VOID:
            stack.append(f"</{tag}>")
            stack.extend(reversed(node))
            if node.text:
                out.append(_text(node.text))
    return "".join(out)


def _start_tag(tag: str, attributes: etree._Attrib) -> str:
    if not attributes:
        return f"<{tag}>"
    out = [f"<{tag}"]
    for name, value in attributes.items():
        if name in _BOOLEAN:
            out.append(f" {name!s}")
        elif name != "data-block":
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
