"""A rendered article as a tree, and parts of it written as HTML again.

The pipeline writes HTML that is XML but for void elements, attributes without a value and one named
reference, so libxml2's XML parser reads it exactly. Its HTML parser knows HTML 4: what follows a
`<wbr>` or `<source>` it would put inside them. Its serialiser percent-encodes Chinese in `href`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Container, Iterator
from typing import Final

from lxml import etree

_VOID: Final = frozenset("area br col embed hr img input link meta source track wbr".split())
_WITHOUT_VALUE: Final = (
    "allowfullscreen autoplay checked controls default disabled hidden ismap itemscope loop muted "
    "open playsinline readonly required reversed".split()
)

_START_TAG = re.compile(r"<([a-z][a-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)\s*/?>")
_VALUE_OR_NAME = re.compile(
    r"\"[^\"]*\"|'[^']*'|(?<=\s)(" + "|".join(_WITHOUT_VALUE) + r")(?=\s|$)"
)
# A line end there is not part of the text (HTML, section 13.2.6.4.7).
_PRE_START = re.compile(r"(<pre\b[^<>]*>)\n")
_PARSER = etree.XMLParser(
    huge_tree=True, resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)


def tree_of(source: str) -> etree._Element:
    """Return the root, a `div`, of `Rendered.html`.

    Raises ValueError for other HTML, such as `<p>` without its end tag.
    """
    xml = _PRE_START.sub(r"\1", source.replace("&nbsp;", "\u00a0"))
    xml = _START_TAG.sub(_as_xml, xml)
    try:
        return etree.fromstring(f"<div>{xml}</div>", _PARSER)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not HTML as blog.markup writes it: {error}") from error


def _as_xml(match: re.Match[str]) -> str:
    name, attributes = match.groups()
    if attributes:
        attributes = _VALUE_OR_NAME.sub(_attribute_as_xml, attributes)
    return f"<{name}{attributes}/>" if name in _VOID else f"<{name}{attributes}>"


def _attribute_as_xml(match: re.Match[str]) -> str:
    """Return a value, or a name that has none; XML would read a line end in a value as a space."""
    if match[1]:
        return f'{match[1]}=""'
    return match[0].replace("\n", "&#10;").replace("\t", "&#9;")


def elements(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the child elements of `parent`."""
    for child in parent:
        if isinstance(child.tag, str):
            yield child


def name_of(element: etree._Element) -> str:
    """Return the name of an element's tag."""
    return str(element.tag)


def classes_of(element: etree._Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def as_text(text: str | None) -> str:
    """Return `text` escaped to stand between tags."""
    return html.escape(text, quote=False) if text else ""


def start_tag(element: etree._Element, *, with_id: bool, extra_class: str = "") -> str:
    """Return the start tag of `element`."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if not with_id:
        attributes.pop("id", None)
    if extra_class:
        attributes["class"] = " ".join([*classes_of(element), extra_class])
    written = "".join(
        f" {name}" if name in _WITHOUT_VALUE and not value else f' {name}="{html.escape(value)}"'
        for name, value in attributes.items()
    )
    return f"<{name_of(element)}{written}>"


def end_tag(element: etree._Element) -> str:
    """Return the end tag of `element`, or nothing for a void one."""
    return "" if element.tag in _VOID else f"</{name_of(element)}>"


def element_as_html(
    element: etree._Element, *, with_ids: bool, without: Container[str] = ()
) -> str:
    """Return `element` with all it contains, but not the text after it.

    Of elements named in `without` only the content is written.
    """
    inside = content_as_html(element, with_ids=with_ids, without=without)
    if element.tag in without:
        return inside
    return start_tag(element, with_id=with_ids) + inside + end_tag(element)


def content_as_html(
    element: etree._Element, *, with_ids: bool, without: Container[str] = ()
) -> str:
    """Return what `element` contains."""
    out = [text_of_start(element)]
    for child in elements(element):
        out.append(element_as_html(child, with_ids=with_ids, without=without))
        out.append(as_text(child.tail))
    return "".join(out)


def text_of_start(element: etree._Element) -> str:
    """Return the text before the first child, as it must be written to be read back the same."""
    text = as_text(element.text)
    return "\n" + text if element.tag == "pre" and text.startswith("\n") else text
