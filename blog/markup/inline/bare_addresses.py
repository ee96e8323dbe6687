"""Bare addresses in text become links, also where they touch Chinese.

GFM (section 6.9) ends such a link at white space or `<`, which in Chinese, written without
spaces, swallows the rest of the sentence. Here an address ends at Chinese punctuation, and at
Chinese words unless they are plainly part of its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ASCII = r"[A-Za-z0-9\-._~:/?#@!$&'*+,;=%()\[\]|]"
# Letters of scripts that put spaces between words, and the soft hyphen.
_SPACED = r"[\u00ad\u00c0-\u1fff]"
# Without spaces nobody can tell a path from the sentence around it, but after these signs.
_UNSPACED = r"(?<=[/=#_%-])[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+"
ADDRESS: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:https?://|ftp://)|(?<![A-Za-z0-9./@_=\"'-])www\.)"
    rf"(?=[A-Za-z0-9\[\u00c0-\u1fff\u4e00-\u9fff])(?:{_ASCII}|{_SPACED}|{_UNSPACED})+",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"(?<![\w.+/@-])(?:mailto:|(?<!:))[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{1,24}(?![\w@-])",
    re.ASCII,
)

_TRAILING = "?!.,:*_~'\";|"
_OPENERS = {")": "(", "]": "["}
_ENTITY_TAIL = re.compile(r"&[A-Za-z0-9]{1,32};\Z")
_HOST = re.compile(r"(https?://|ftp://)?([^/?#]*)", re.IGNORECASE)


def address_at(text: str, start: int, *, in_brackets: bool = False) -> str:
    """Return the address that begins at `start`, or "" if there is none.

    Inside square brackets it ends at the `]` that may end a link's text.
    """
    match = ADDRESS.match(text, start)
    if match is None:
        return ""
    address = trim(match[0].partition("]")[0] if in_brackets else match[0])
    host = _HOST.match(address)
    if host is None or not (host[2] if host[1] else "." in host[2].strip(".")):
        return ""
    return address


def href_of(address: str) -> str:
    return address if "://" in address else f"http://{address}"


def trim(address: str) -> str:
    """Take off the punctuation that ends the sentence, not the address (GFM 6.9)."""
    end = len(address)
    opened = {closer: address.count(opener) for closer, opener in _OPENERS.items()}
    closed = {closer: address.count(closer) for closer in _OPENERS}
    while end:
        last = address[end - 1]
        if last == ";" and (entity := _ENTITY_TAIL.search(address, max(0, end - 34), end)):
            end = entity.start()
        elif last in _OPENERS and closed[last] > opened[last]:
            closed[last] -= 1
            end -= 1
        elif last in _TRAILING:
            end -= 1
        else:
            break
    return address[:end]


def split_at_mail(text: str) -> Iterator[tuple[str, str]]:
    """Split `text` into pieces, each with the mail address that follows it, or "".

    The address may have `mailto:` before it.
    """
    position = 0
    for match in _MAIL.finditer(text):
        yield text[position : match.start()], match[0]
        position = match.end()
    yield text[position:], ""
