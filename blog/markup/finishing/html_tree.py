"""Sanitised HTML as a tree.

nh3 writes HTML that is XML but for elements without content and one named reference, so libxml2's
XML parser reads it exactly. Its HTML parser knows HTML 4: what follows a `<wbr>` or `<source>` it
would put inside them.
"""

from __future__ import annotations

import re

from lxml import etree

_VOID = re.compile(r"<((?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b[^<>]*)>")
# A line end there is not part of the text (HTML, section 13.2.6.4.7).
_PRE_START = re.compile(r"(<pre\b[^<>]*>)\n")
# What XML 1.0 (section 2.2) has no place for; references to such characters reach this point.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PARSER = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)


def tree_of(html: str) -> etree._Element:
    """Return the root, a `div`, of what `sanitising.sanitise` returned."""
    xml = _VOID.sub(r"<\1/>", html.replace("&nbsp;", "\u00a0"))
    xml = _PRE_START.sub(r"\1", xml)
    return etree.fromstring(f"<div>{_NOT_XML.sub('', xml)}</div>", _PARSER)
