"""The tree that block parsing builds, before anything inline is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from blog.markup.code.info_string import CodeInfo
from blog.markup.structure.attribute_lists import Attributes


class TextLine(NamedTuple):
    """A line of a leaf without its containers' prefixes; `number` and `column` count from 1."""

    text: str
    number: int
    column: int


def place_in(lines: Sequence[TextLine], text: str) -> tuple[int, int]:
    """Return line and column of the first `text` in `lines`; if it is not there, of their start."""
    for line in lines:
        if (offset := line.text.find(text)) >= 0:
            return line.number, line.column + offset
    return lines[0].number, lines[0].column


@dataclass(slots=True)
class Block:
    """What all blocks have: the lines of the source (from 1) where they start and end."""

    line: int
    end_line: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.end_line = self.line


@dataclass(slots=True)
class Leaf(Block):
    """A block of lines without blocks inside."""

    lines: list[TextLine] = field(default_factory=list, init=False)

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Paragraph(Leaf):
    """Text, or a table; `delimiter_line` is the number of its row of dashes, 0 without one."""

    delimiter_line: int = field(default=0, init=False)

    @property
    def is_table(self) -> bool:
        return self.delimiter_line > 0


@dataclass(slots=True)
class Heading(Leaf):
    level: int = 1


@dataclass(slots=True)
class ThematicBreak(Leaf):
    pass


@dataclass(slots=True)
class IndentedCode(Leaf):
    pass


@dataclass(slots=True)
class Fence(Leaf):
    """A code fence; `marker` is its opening run and `indent` the columns before it."""

    marker: str = "```"
    indent: int = 0
    info: str = ""
    closed: bool = False


@dataclass(slots=True)
class TagCode(Leaf):
    """Code, or a comment, between two tags of a template language: `{% highlight python %}`.

    `name` is the opening tag's name, `closer` the key of the tag that ends it.
    """

    name: str = ""
    info: CodeInfo = field(default_factory=CodeInfo)
    closer: str = ""


@dataclass(slots=True)
class AttributeLine(Leaf):
    """Kramdown's `{: .class #id key="value"}`, a line about the block beside it."""

    attributes: Attributes = field(default_factory=Attributes)


@dataclass(slots=True)
class HtmlBlock(Leaf):
    """HTML as written; `kind` is the CommonMark start condition (1 to 7) that opened it.

    `awaits` is the end tag of a `<style>` or `<script>` in it that is still open: until then blank
    lines are part of it, as of what it holds.
    """

    kind: int = 7
    awaits: str = ""


@dataclass(slots=True)
class Container(Block):
    """A block of blocks."""

    children: list[Block] = field(default_factory=list, init=False)


@dataclass(slots=True)
class Document(Container):
    """The root.

    `raw_lines` are those that a `{% raw %}` keeps from template languages, `labels` the names that
    formulas give themselves by `\\label`.
    """

    raw_lines: set[int] = field(default_factory=set, init=False)
    labels: frozenset[str] = field(default=frozenset(), init=False)


@dataclass(slots=True)
class Quote(Container):
    """A block quote."""


@dataclass(slots=True)
class Callout(Container):
    """A note set apart: `:::tip Title`, `!!! note "Title"` and their kin.

    `colons` is the length of the `:::` fence; 0 means that indentation holds the content.
    `closing_tag` names a template tag that ends it, such as `endnote`. A `folded` callout is
    opened and closed by its reader; `unfolded` says that it is open at first. `name` is what its
    author calls it, where that has a word of its own.
    """

    kind: str = "note"
    title: str = ""
    colons: int = 0
    folded: bool = False
    unfolded: bool = False
    closing_tag: str = ""
    name: str = ""


@dataclass(slots=True)
class Group(Container):
    """What a template tag wraps only to place it, such as `{% tabs %}`.

    `titles` are those of its parts, where the group names them all.
    """

    titles: list[str] = field(default_factory=list)
    closing_tag: str = ""


@dataclass(slots=True)
class DefinitionList(Container):
    """Terms and, after one or more of them, their definitions."""


@dataclass(slots=True)
class Term(Leaf):
    """A term of a definition list."""


@dataclass(slots=True)
class Definition(Container):
    """What a definition list says of the terms before it; content begins at `content_indent`.

    `apart` says that a blank line stands between it and its term.
    """

    content_indent: int = 2
    apart: bool = False

    @property
    def loose(self) -> bool:
        """Whether a blank line stands before it or between its blocks."""
        return self.apart or _any_gap(self.children)


@dataclass(slots=True)
class FootnoteDefinition(Container):
    label: str = ""


@dataclass(slots=True)
class List(Container):
    """`delimiter` is the bullet, or the `.` or `)` after a number; `start` the first number."""

    delimiter: str = "-"
    start: int | None = None

    @property
    def loose(self) -> bool:
        """Whether a blank line separates items, or blocks directly inside an item."""
        blocks = [self.children]
        blocks += [item.children for item in self.children if isinstance(item, Container)]
        return any(map(_any_gap, blocks))


def _any_gap(siblings: Sequence[Block]) -> bool:
    """Whether a blank line separates two of `siblings`."""
    return any(later.line > earlier.end_line + 1 for earlier, later in pairwise(siblings))


@dataclass(slots=True)
class Item(Container):
    """A list item; content belongs to it from column `content_indent` of its parent on."""

    content_indent: int = 2


@dataclass(slots=True)
class ReferenceDefinition(Block):
    """`[label]: address "title"`; shows nothing, but its lines count for the looseness of lists."""

    label: str = ""
    address: str = ""
    title: str = ""
