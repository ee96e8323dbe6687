"""The inline structure of a leaf's text, from left to right (CommonMark 0.31.2, section 6).

Code, formulas, tags and shortcodes are tokens already (see `spans`). What is left is read once:
escapes, character references, line ends, delimiter runs, brackets, bare addresses, emoji. Brackets
follow the appendix "An algorithm for parsing nested emphasis and links".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from blog.markup.character_references import CHARACTER_REFERENCE, character_of, unescaped
from blog.markup.fragments import InlineCode, RawHtml, source_of
from blog.markup.inline.bare_addresses import address_at
from blog.markup.inline.delimiters import Run, delimiter_run, pair
from blog.markup.inline.emoji import emoji
from blog.markup.inline.link_references import References
from blog.markup.inline.link_tails import LinkTail, inline_tail, trailing_attributes
from blog.markup.tokens import OPEN, TOKEN

_MARKS = (
    r"\\[!-/:-@\[-`{-~\n]|\*+|_+|~+|==+|!\[|\[|\]|\n|"
    + CHARACTER_REFERENCE.pattern
    + r"|:[a-z0-9_+-]{1,40}:"
)
_MARK = re.compile(_MARKS)
_MARK_OR_ADDRESS = re.compile(_MARKS + r"|[hH][tT]{2}[pP][sS]?://|[fF][tT][pP]://|[wW]{3}\.")
_ANY_MARK = re.compile(r"[\\*_~=\[\]&@\n<>]|:[/a-z0-9+-]|www\.", re.IGNORECASE)
_LABEL = re.compile(r"\[((?:[^\[\]\\]|\\.){0,999})\]", re.DOTALL)
# Obsidian's `![[picture.png|300]]`.
_EMBED = re.compile(
    r"!\[\[([^\[\]|\n]{1,300}\.(?:png|jpe?g|gif|webp|svg|avif|bmp))(?:\|([^\[\]\n]{0,200}))?\]\]",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"([1-9][0-9]{0,4})(?:x([1-9][0-9]{0,4}))?\Z")
_MAX_LABEL = 999
"""Characters in the label of a reference (section 4.7)."""


class Break(NamedTuple):
    """A hard line break."""


class Start(NamedTuple):
    """The start of a link."""

    attributes: dict[str, str]


class End(NamedTuple):
    """The end of the link that was started last."""


class Picture(NamedTuple):
    attributes: dict[str, str]


class Address(NamedTuple):
    """A bare address; a link wherever there is none around it."""

    text: str


type Node = str | Run | Break | Start | End | Picture | Address


@dataclass(slots=True)
class _Bracket:
    """A `[` or `![`: its node, the place after it, and how many runs came before it."""

    node: int
    after: int
    runs: int
    image: bool
    active: bool = True
    holds_bracket: bool = False


def needs_parsing(text: str) -> bool:
    """Whether there is anything but plain words in `text`."""
    return _ANY_MARK.search(text) is not None


def parse(text: str, references: References) -> list[Node]:
    """Return the nodes of `text` in order; runs say what they open and close."""
    return _Parser(text, references).parse()


class _Parser:
    """One text on its way from left to right."""

    def __init__(self, text: str, references: References) -> None:
        self._text = text
        self._references = references
        self._nodes: list[Node] = []
        self._runs: list[Run] = []
        self._brackets: list[_Bracket] = []

    def parse(self) -> list[Node]:
        text = self._text
        nodes = self._nodes
        mark = _MARK_OR_ADDRESS if "://" in text or "www." in text.lower() else _MARK
        position = 0
        while match := mark.search(text, position):
            start, end = match.span()
            if start > position:
                nodes.append(text[position:start])
            position = self._mark(match[0], start, end)
        if position < len(text):
            nodes.append(text[position:])
        pair(self._runs)
        return nodes

    def _mark(self, mark: str, start: int, end: int) -> int:
        """Read what begins with `mark`; return the place after it."""
        nodes = self._nodes
        match mark[0]:
            case "*" | "_" | "~" | "=":
                run = delimiter_run(self._text, start, end)
                self._runs.append(run)
                nodes.append(run)
            case "!" if found := _EMBED.match(self._text, start):
                attributes = {"src": found[1].strip(), "alt": ""}
                nodes.append(Picture(attributes | _size_of(found[2] or "")))
                return found.end()
            case "[" | "!":
                if self._brackets:
                    self._brackets[-1].holds_bracket = True
                image = mark[0] == "!"
                self._brackets.append(_Bracket(len(nodes), end, len(self._runs), image))
                nodes.append(mark)
            case "]":
                return self._close_bracket(start)
            case "\n":
                self._line_end()
            case "\\" if mark[1] == "\n":
                nodes += (Break(), "\n")
            case "\\":
                nodes.append(mark[1])
            case "&":
                nodes.append(character_of(mark))
            case ":":
                if (character := emoji(mark)) is None or not self._apart(start, end):
                    nodes.append(":")
                    return start + 1
                nodes.append(character)
            case _:
                return self._bare_address(start, end)
        return end

    def _apart(self, start: int, end: int) -> bool:
        """Whether a name between colons stands by itself: `root:x:0` and `:label:`…`` do not."""
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return not (
            (before.isascii() and before.isalnum())
            or after == OPEN
            or (after.isascii() and after.isalnum())
        )

    def _line_end(self) -> None:
        """A line end is hard after two spaces (6.7); spaces before one are not shown (6.8)."""
        nodes = self._nodes
        last = nodes[-1] if nodes else None
        if isinstance(last, str) and last[-1:] in (" ", "\t"):
            kept = last.rstrip(" \t")
            nodes[-1] = kept
            if last.endswith("  "):
                nodes.append(Break())
        nodes.append("\n")

    def _bare_address(self, start: int, end: int) -> int:
        address = address_at(self._text, start, in_brackets=bool(self._brackets))
        if not address:
            self._nodes.append(self._text[start:end])
            return end
        self._nodes.append(Address(unescaped(address)))
        return start + len(address)

    # Brackets

    def _close_bracket(self, start: int) -> int:
        if not self._brackets:
            self._nodes.append("]")
            return start + 1
        bracket = self._brackets.pop()
        tail = self._tail(bracket, start) if bracket.active else None
        if tail is None:
            self._nodes.append("]")
            return start + 1
        inside = self._runs[bracket.runs :]
        del self._runs[bracket.runs :]
        pair(inside)
        end, size = trailing_attributes(self._text, tail.end, image=bracket.image)
        if bracket.image:
            alt = "".join(map(_words, self._nodes[bracket.node + 1 :]))
            attributes = {"src": tail.address, "alt": alt}
            attributes |= _size_of(alt) | tail.size | size
            if tail.title:
                attributes["title"] = tail.title
            self._nodes[bracket.node :] = [Picture(attributes)]
            return end
        attributes = {"href": tail.address}
        if tail.title:
            attributes["title"] = tail.title
        self._nodes[bracket.node] = Start(attributes)
        self._nodes.append(End())
        for outer in self._brackets:
            # Links may not hold links (6.3).
            if not outer.image:
                outer.active = False
        return end

    def _tail(self, bracket: _Bracket, close: int) -> LinkTail | None:
        """Return what makes a link of the bracket that closes at `close`, if anything does."""
        text = self._text
        if text[close + 1 : close + 2] == "(":
            tail = inline_tail(text, close + 1)
            if tail is not None and not self._holds_markup(tail.address):
                tail.address = self._meant(tail.address)
                tail.title = self._meant(tail.title)
                return tail
        if (label := _LABEL.match(text, close + 1)) and label[1].strip():
            found = self._references.find(label[1])
            return LinkTail(*found, label.end()) if found else None
        if bracket.holds_bracket or close - bracket.after > _MAX_LABEL:
            return None
        found = self._references.find(text[bracket.after : close])
        end = label.end() if label else close + 1
        return LinkTail(*found, end) if found else None

    def _holds_markup(self, address: str) -> bool:
        """Whether code or a tag, which bind tighter than links, begins inside an address."""
        if OPEN not in address:
            return False
        vault = self._references.vault
        inside = (vault.get(match[1]) for match in TOKEN.finditer(address))
        return any(
            isinstance(fragment, InlineCode | RawHtml) or source_of(fragment)[:1] == "<"
            for fragment in inside
        )

    def _meant(self, written: str) -> str:
        """Return the text of an address or title, in which nothing is code or a formula."""
        return unescaped(self._references.vault.restore(written, source_of))


def _size_of(text: str) -> dict[str, str]:
    """Return what Obsidian reads in `words|300x200` after an image's words; they stay `alt`."""
    words, _, last = text.rpartition("|")
    match = _PIXELS.match(last.strip())
    if match is None:
        return {"alt": text.strip()}
    size = {"alt": words.strip(), "width": match[1]}
    return size | ({"height": match[2]} if match[2] else {})


def _words(node: Node) -> str:
    """Return what is left of `node` in an image's alternative text."""
    match node:
        case str():
            return node
        case Run():
            return node.character * node.left
        case Picture():
            return node.attributes["alt"]
        case Address():
            return node.text
        case Break():
            return "\n"
        case Start() | End():
            return ""
