"""What stands after the `]` of a link or an image: address, title, size, attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from blog.markup.limits import MAX_ADDRESS_CHARACTERS

_MAX_PARENTHESES: Final = 32
"""`(` inside each other in an address, as in cmark."""

_SPACE = re.compile(r"[ \t]*\n?[ \t]*")
_BRACKETED = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_STEP = re.compile(r"\\[!-/:-@\[-`{-~]|[^\x00-\x20\x7f()\\]+|[()\\]")
_TITLE = re.compile(
    r""""((?:[^"\\]|\\.){0,2000})"|'((?:[^'\\]|\\.){0,2000})'|\(((?:[^()\\]|\\.){0,2000})\)""",
    re.DOTALL,
)
_SIZE = re.compile(r"[ \t]+=(\d{1,5}%?)?[xX*](\d{1,5}%?)?(?=[ \t]*(?:\)|[\"'(]))")
# An address with spaces in it, as editors on a desktop write them: it must end like a file.
_SPACED = re.compile(
    r"[ \t]*([^\s()<>\"'][^()<>\"'\n]{0,500}\.[A-Za-z0-9]{2,5})"
    r"[ \t]*(?:[ \t]\"([^\"\n]{0,500})\"[ \t]*)?\)"
)
_DATA_TAIL = re.compile(r"[ \t]*(data:image/[a-z+.-]{2,20};base64,[A-Za-z0-9+/=]+)[ \t]*\)")
_ATTRIBUTES = re.compile(r"[ \t]?\{(:?)[ \t]*([^{}\n]{0,300})\}")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z][\w-]{0,40})[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'{}]+))"""
    r"""|[.#][\w:-]{1,80}"""
)
_LENGTH = re.compile(r"(\d{1,5})(?:\.\d+)?(%|px)?\Z")


@dataclass(slots=True)
class LinkTail:
    """`address` and `title` are as written, `end` is the place after the tail.

    `size` holds `width` and `height` as HTML writes them.
    """

    address: str
    title: str
    end: int
    size: dict[str, str] = field(default_factory=dict)


def inline_tail(text: str, start: int) -> LinkTail | None:
    """Read `(address "title")` whose `(` is at `start` (CommonMark 0.31.2, section 6.3).

    Beyond the specification: `=WxH` after the address, and spaces in the address of a file.
    """
    return _exact_tail(text, start) or _lenient_tail(text, start + 1)


def _exact_tail(text: str, start: int) -> LinkTail | None:
    position = _after_space(text, start + 1)
    if bracketed := _BRACKETED.match(text, position, position + MAX_ADDRESS_CHARACTERS):
        address = bracketed[1]
        position = bracketed.end()
    else:
        end = _plain_address_end(text, position)
        if end < 0:
            return None
        address, position = text[position:end], end
    size = _SIZE.match(text, position)
    if size is not None:
        position = size.end()
    after = _after_space(text, position)
    title = _TITLE.match(text, after) if after > position else None
    if title is not None:
        after = _after_space(text, title.end())
    if text[after : after + 1] != ")":
        return None
    words = next((part for part in title.groups() if part is not None), "") if title else ""
    tail = LinkTail(address, words, after + 1)
    if size is not None:
        tail.size = {
            name: value
            for name, value in (("width", size[1]), ("height", size[2]))
            if value is not None
        }
    return tail


def _lenient_tail(text: str, start: int) -> LinkTail | None:
    if data := _DATA_TAIL.match(text, start):
        return LinkTail(data[1], "", data.end())
    spaced = _SPACED.match(text, start)
    if spaced is None or " " not in spaced[1]:
        return None
    return LinkTail(spaced[1], spaced[2] or "", spaced.end())


def _after_space(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _plain_address_end(text: str, start: int) -> int:
    """Return where an address without `<…>` ends, or -1 if its parentheses do not pair."""
    if text[start : start + 1] == "<":
        return -1
    depth = 0
    position = start
    limit = start + MAX_ADDRESS_CHARACTERS
    while match := _STEP.match(text, position, limit):
        sign = match[0]
        if sign == "(":
            depth += 1
            if depth > _MAX_PARENTHESES:
                return -1
        elif sign == ")":
            if depth == 0:
                break
            depth -= 1
        position = match.end()
    return position if depth == 0 else -1


def trailing_attributes(text: str, start: int, *, image: bool) -> tuple[int, dict[str, str]]:
    """Read `{width=50%}` or kramdown's `{: width="50%"}` right after a link or an image.

    Returns the place after it and the `width` and `height` in it; `start` and nothing if what
    stands there is no list of attributes. All others are left out: classes, ids and targets belong
    to the page that the author wrote for.
    """
    match = _ATTRIBUTES.match(text, start)
    if match is None or (match[0][0] != "{" and not match[1]):
        return start, {}
    found = list(_ATTRIBUTE.finditer(match[2]))
    rest = _ATTRIBUTE.sub("", match[2]).strip()
    if rest or not found:
        return start, {}
    size = {}
    for attribute in found:
        name = (attribute[1] or "").lower()
        value = next((part for part in attribute.groups()[1:] if part is not None), "")
        if not image or name not in ("width", "height"):
            continue
        if length := _LENGTH.match(value):
            size[name] = length[1] + ("%" if length[2] == "%" else "")
    return match.end(), size
