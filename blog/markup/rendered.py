"""What rendering a source gives: plain frozen values, safe to store, compare and pass around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from blog.markup.problems import Problem

RENDERING_VERSION: Final = 4
"""Raised whenever an article would render differently, be it that the pipeline changed or what the
site tells it (`pictures`); stored beside what was derived."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading, as the table of contents shows it.

    `level` is 1 to 6 as the HTML has it, `title` is plain text, `anchor` is the heading's id
    without `#`.
    """

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image in the text: its address as it stands in the HTML, and its alternative text."""

    source: str
    alt: str


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a stored picture that an article shows.

    `width` and `height` are pixels of the original, at least 1. `sources` are smaller copies of
    it: the address of each and its width in pixels. It is empty for what has no copies.
    """

    width: int
    height: int
    sources: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the text: its address as it stands in the HTML, and its text."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as written, without its delimiters.

    `error` is the sentence that says why it could not be set, or "" when it could.
    """

    tex: str
    display: bool
    line: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything that is derived from one Markdown source.

    `html` is sanitised and carries no script, no inline style and no author's class; an author's
    ids stay on headings only, others get a prefix. `plain_text` is for search: paragraphs, code and
    TeX, one block a line. `excerpt` is the card's text. `reading_minutes` is at least 1.

    `lines` has an item for each element at the top level of `html`, in order: the line of the
    source (from 1) where its block begins, 0 if that is unknown or there is none, as for the
    footnotes. Those that are not 0 never go back.
    """

    html: str
    toc: tuple[TocEntry, ...]
    excerpt: str
    plain_text: str
    reading_minutes: int
    has_math: bool
    images: tuple[Image, ...]
    links: tuple[Link, ...]
    formulas: tuple[Formula, ...]
    problems: tuple[Problem, ...]
    lines: tuple[int, ...]
