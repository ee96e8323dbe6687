"""What stands inside a paragraph, a heading or a cell, as a flat row of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

_SPACE = re.compile(r"[ \t\r\n\f]+")
_TOKENS_THAT_SHOW = frozenset({"text", "code", "image", "note", "video"})


class Token(NamedTuple):
    """One piece of a line.

    `kind` is "text", "code", "image", "break", "note" (a reference to a footnote), "video", or
    "open" and "close" for an element around other pieces. `value` is the text, the code, the
    alternative text, the number or the element's name; `address` and `title` belong to links and
    images.
    """

    kind: str
    value: str = ""
    address: str = ""
    title: str = ""


type Run = tuple[Token, ...]


def address_of(written: str) -> str:
    """Return an address in the form in which two are compared: readable, not percent-encoded."""
    return unquote(written.strip())


def settled(tokens: Iterable[Token]) -> Run:
    """Return `tokens` with white space as a browser shows it.

    Runs of white space become one space, or one line end if they hold one: whether a line end
    shows as a space is decided later (`improvements`). There is none at the ends of the run,
    beside a line break, or after other white space.
    """
    out: list[Token] = []
    spaced = True
    for token in _joined(tokens):
        if token.kind == "text":
            text = _SPACE.sub(lambda match: "\n" if "\n" in match[0] else " ", token.value)
            if spaced:
                text = text.lstrip(" \n")
            if not text:
                continue
            spaced = text[-1] in " \n"
            out.append(token._replace(value=text))
            continue
        if token.kind == "break":
            _trim_end(out)
            spaced = True
        elif token.kind in _TOKENS_THAT_SHOW:
            spaced = False
        out.append(token)
    while out and out[-1].kind == "break":
        out.pop()
    _trim_end(out)
    return tuple(_joined(_without_empty(out)))


def _without_empty(tokens: Iterable[Token]) -> list[Token]:
    """Leave out elements, other than links, that hold nothing."""
    out: list[Token] = []
    for token in tokens:
        if token.kind == "close" and out and out[-1] == Token("open", token.value):
            out.pop()
        else:
            out.append(token)
    return out


def _joined(tokens: Iterable[Token]) -> list[Token]:
    out: list[Token] = []
    for token in tokens:
        if token.kind == "text" and out and out[-1].kind == "text":
            out[-1] = Token("text", out[-1].value + token.value)
        else:
            out.append(token)
    return out


def _trim_end(out: list[Token]) -> None:
    """Take the white space off the last text, looking past the ends of elements."""
    for index in range(len(out) - 1, -1, -1):
        token = out[index]
        if token.kind == "text":
            trimmed = token.value.rstrip(" \n")
            if trimmed:
                out[index] = token._replace(value=trimmed)
                return
            del out[index]
        elif token.kind not in ("open", "close"):
            return


def plain(run: Iterable[Token]) -> str:
    """Return what a reader sees of `run`, without any mark-up."""
    return "".join(t.value for t in run if t.kind in ("text", "code"))


def shown(run: Iterable[Token]) -> str:
    """Return `run` as one line for the report."""
    out = []
    for token in run:
        match token.kind:
            case "text":
                out.append(token.value.replace("\n", "⏎"))
            case "code":
                out.append(f"⟨code {token.value}⟩")
            case "image":
                title = f" “{token.title}”" if token.title else ""
                out.append(f"⟨image {token.address} [{token.value}]{title}⟩")
            case "open":
                address = f" {token.address}" if token.address else ""
                title = f" “{token.title}”" if token.title else ""
                out.append(f"⟨{token.value}{address}{title}⟩")
            case "close":
                out.append(f"⟨/{token.value}⟩")
            case _:
                out.append(f"⟨{token.kind} {token.value}⟩".replace(" ⟩", "⟩"))
    return "".join(out)
