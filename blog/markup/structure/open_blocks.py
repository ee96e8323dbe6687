"""The blocks that are open while lines are read, and the tree that closed ones end up in."""

from __future__ import annotations

from blog.markup.limits import MAX_BLOCKS, MarkupError
from blog.markup.messages import gettext_noop
from blog.markup.problems import UNCLOSED_CALLOUT, UNCLOSED_FENCE, ProblemLog
from blog.markup.structure.cursor import Cursor
from blog.markup.structure.link_definitions import split_off_definitions
from blog.markup.structure.nodes import (
    Block,
    Callout,
    Container,
    Definition,
    DefinitionList,
    Document,
    Fence,
    Item,
    Leaf,
    List,
    Paragraph,
    Term,
    TextLine,
)


def _may_hold(container: Container, block: Block) -> bool:
    """Whether `block` can be a child of `container`: lists hold only their own parts."""
    if isinstance(container, List):
        return isinstance(block, Item)
    if isinstance(container, DefinitionList):
        return isinstance(block, Term | Definition)
    return True


class OpenBlocks:
    """The open containers, outermost first, and the open leaf of the innermost one.

    `number` is the line being read, from 1.
    """

    def __init__(self, problems: ProblemLog) -> None:
        self.document = Document(line=1)
        self.containers: list[Container] = [self.document]
        self.leaf: Leaf | None = None
        self.number = 0
        self._problems = problems
        self._count = 0

    def __len__(self) -> int:
        return len(self.containers)

    @property
    def paragraph(self) -> Paragraph | None:
        """The open leaf, if it is a paragraph."""
        return self.leaf if isinstance(self.leaf, Paragraph) else None

    def touch(self, level: int | None = None) -> None:
        """Note that the open blocks reach to this line; only the first containers to `level`."""
        for container in self.containers[: None if level is None else level + 1]:
            container.end_line = self.number
        if level is None and self.leaf is not None:
            self.leaf.end_line = self.number

    def add_text(self, leaf: Leaf, cursor: Cursor) -> None:
        """Give `leaf` the rest of the line without its indentation."""
        leaf.lines.append(TextLine(cursor.content, self.number, cursor.content_column + 1))
        self.touch()

    def add_line(self, leaf: Leaf, cursor: Cursor, *, touch: bool = True) -> None:
        """Give `leaf` the rest of the line as it is."""
        leaf.lines.append(TextLine(cursor.rest, self.number, cursor.column + 1))
        if touch:
            self.touch()

    def add_child(self, block: Block) -> None:
        """Put `block` into the innermost container.

        Raises:
            MarkupError: there are more blocks than `limits.MAX_BLOCKS`.
        """
        while not _may_hold(self.containers[-1], block):
            self.containers.pop()
        self.containers[-1].children.append(block)
        self._count += 1
        if self._count > MAX_BLOCKS:
            raise MarkupError(
                gettext_noop(
                    "The text has more than %(maximum)s paragraphs, headings and list items (the "
                    "next is on line %(line)s). Split it into several posts."
                ),
                maximum=f"{MAX_BLOCKS:,}",
                limit="MAX_BLOCKS",
                line=self.number,
            )
        if isinstance(block, Leaf):
            self.leaf = block

    def open_leaf(self, leaf: Leaf, level: int) -> None:
        """Close all beyond the first `level` containers and open `leaf` there."""
        self.close_containers(level)
        self.close_leaf()
        self.add_child(leaf)
        self.touch()

    def open_container(self, container: Container) -> None:
        self.add_child(container)
        self.containers.append(container)

    def close_containers(self, level: int) -> None:
        """Close the containers beyond the first `level`, and the leaf in them."""
        if len(self.containers) > level:
            self.close_leaf()
            for container in self.containers[level:]:
                if isinstance(container, Callout) and container.colons:
                    self._problems.add(
                        UNCLOSED_CALLOUT,
                        line=container.line,
                        column=1,
                        marker=":" * container.colons,
                    )
            del self.containers[level:]

    def close_leaf(self) -> None:
        """Close the leaf; definitions of references leave their paragraph."""
        leaf = self.leaf
        self.leaf = None
        if isinstance(leaf, Paragraph):
            siblings = self.containers[-1].children
            siblings.pop()
            if leaf.lines:
                siblings.extend(split_off_definitions(leaf))
        elif isinstance(leaf, Fence) and not leaf.closed:
            self._problems.add(UNCLOSED_FENCE, line=leaf.line, column=1, marker=leaf.marker)
