"""The kinds of fragment that a token can stand for."""

from __future__ import annotations

from dataclasses import dataclass, field

from blog.markup.code.info_string import CodeInfo


@dataclass(slots=True)
class InlineCode:
    """A code span; `source` is it as written, backticks included."""

    text: str
    source: str


@dataclass(slots=True)
class CodeBlock:
    """A fenced or indented code block, with what its info string asked for."""

    text: str
    info: CodeInfo = field(default_factory=CodeInfo)
    line: int = 0


@dataclass(slots=True)
class Mathematics:
    """A formula; `source` is it as written, delimiters included.

    `line` and `column` say where its delimiter stands in the source.
    """

    tex: str
    display: bool
    source: str
    line: int
    column: int


@dataclass(slots=True)
class RawHtml:
    """A tag, comment or block of HTML by the author, given back before the sanitisers run."""

    html: str


@dataclass(slots=True)
class Literal:
    """Text that Markdown must not interpret, such as a shortcode nobody knows."""

    text: str


@dataclass(slots=True)
class Video:
    """A player on one of the allowed hosts; `address` was put together by `embeds`.

    `line` is that of an author's `<iframe>`, 0 for a video in a leaf's text.
    """

    address: str
    title: str
    line: int = 0


@dataclass(slots=True)
class MoreMark:
    """`<!-- more -->`: the excerpt ends here."""


type Fragment = InlineCode | CodeBlock | Mathematics | RawHtml | Literal | Video | MoreMark


def source_of(fragment: Fragment) -> str:
    """Return the text that stands for `fragment` where only text can stand (an attribute)."""
    match fragment:
        case InlineCode(text=text):
            return text
        case CodeBlock(text=text):
            return text
        case Mathematics(source=source):
            return source
        case RawHtml(html=html):
            return html
        case Literal(text=text):
            return text
        case Video(address=address):
            return address
        case MoreMark():
            return ""


def written(fragment: Fragment) -> str:
    """Return `fragment` as the author wrote it, as far as labels of references are concerned."""
    return fragment.source if isinstance(fragment, InlineCode) else source_of(fragment)
