"""Bare addresses in text become links, also where they touch Chinese.

GFM (section 6.9) ends such a link at white space or `<`, which in Chinese, written without
spaces, swallows the rest of the sentence. Here an address ends at Chinese punctuation, and at
Chinese words unless they are plainly part of its path.
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

_ASCII = r"[A-Za-z0-9\-._~:/?#@!$&'*+,;=%()\[\]|]"
_WIDE = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u00c0-\u024f]"
ADDRESS: Final = re.compile(
    rf"(?<![A-Za-z0-9./@_=\"'-])(?:https?://|ftp://|www\.)(?=[A-Za-z0-9\[\u4e00-\u9fff])"
    rf"(?:{_ASCII}|(?<=[/=#_%-]){_WIDE}+)+",
    re.IGNORECASE,
)
MAIL: Final = re.compile(
    r"(?<![\w.+/@:-])[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}(?![\w@-])",
    re.ASCII,
)

_TRAILING = "?!.,:*_~'\";|"
_OPENERS = {")": "(", "]": "["}
_ENTITY_TAIL = re.compile(r"&[A-Za-z0-9]+;\Z")
_HOST = re.compile(r"(?:https?://|ftp://)?([^/?#]*)", re.IGNORECASE)


def trim(address: str) -> str:
    """Take off the punctuation that ends the sentence, not the address (GFM 6.9)."""
    while address:
        last = address[-1]
        opener = _OPENERS.get(last)
        if entity := _ENTITY_TAIL.search(address):
            address = address[: entity.start()]
        elif last in _TRAILING or (opener and address.count(last) > address.count(opener)):
            address = address[:-1]
        else:
            break
    return address


class BareAddressProcessor(InlineProcessor):
    """Links `https://…`, `ftp://…` and `www.…` outside links."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(ADDRESS.pattern, md)
        self.compiled_re = ADDRESS

    # The stubs join the signatures of its old patterns and its new processors in one.
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        address = trim(m[0])
        host = _HOST.match(address)
        if host is None or not ("." in host[1] or host[1].startswith("localhost")):
            return None, None, None
        link = Element("a")
        link.set("href", address if "://" in address else f"http://{address}")
        link.text = AtomicString(address)
        return link, m.start(), m.start() + len(address)


class BareMailProcessor(InlineProcessor):
    """Links mail addresses outside links."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, md: Markdown) -> None:
        super().__init__(MAIL.pattern, md)
        self.compiled_re = MAIL

    # The stubs join the signatures of its old patterns and its new processors in one.
    def handleMatch(  # type: ignore[override]  # noqa: N802 - Python-Markdown's name
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        link = Element("a")
        link.set("href", f"mailto:{m[0]}")
        link.text = AtomicString(m[0])
        return link, m.start(), m.end()
