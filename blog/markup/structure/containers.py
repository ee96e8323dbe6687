"""How containers take their prefixes off a line: when they open, and on the lines after."""

from __future__ import annotations

from blog.markup.structure import callouts, starts
from blog.markup.structure.cursor import TAB_STOP, Cursor
from blog.markup.structure.nodes import (
    Callout,
    Container,
    Definition,
    FootnoteDefinition,
    Group,
    Item,
    List,
    Quote,
)
from blog.markup.structure.open_blocks import OpenBlocks
from blog.markup.structure.starts import ListMarker
from blog.markup.structure.tag_containers import Pair
from blog.markup.template_tags import shortcodes

CODE_INDENT = TAB_STOP


def match_containers(blocks: OpenBlocks, cursor: Cursor) -> int:
    """Take the prefixes of the open containers off the line; return how many matched."""
    for level, container in enumerate(blocks.containers):
        if isinstance(container, Quote):
            if cursor.indent >= CODE_INDENT or not cursor.content.startswith(">"):
                return level
            cursor.take_content(1)
            cursor.take_columns(1)
            blocks.touch(level)
        elif isinstance(container, Item):
            is_last = level == len(blocks) - 1
            empty = is_last and not container.children and blocks.leaf is None
            too_little = cursor.indent < container.content_indent
            if not _take_indented(cursor, container.content_indent) or (too_little and empty):
                return level
        elif isinstance(container, Definition):
            if not _take_indented(cursor, container.content_indent):
                return level
        elif _is_indented(container) and not _take_indented(cursor, CODE_INDENT):
            return level
    return len(blocks)


def _is_indented(container: Container) -> bool:
    """Whether indentation alone says what belongs to `container`."""
    if isinstance(container, Callout):
        return not container.colons and not container.closing_tag
    return isinstance(container, FootnoteDefinition)


def _take_indented(cursor: Cursor, columns: int) -> bool:
    """Take `columns` of indentation; a blank line belongs without them, its spaces are nobody's."""
    if cursor.indent >= columns:
        cursor.take_columns(columns)
        return True
    if cursor.blank:
        cursor.take_columns(cursor.indent)
    return cursor.blank


def callout_closed_by(blocks: OpenBlocks, content: str) -> int:
    """Return the level of the open callout or group that the line `content` closes, or 0."""
    # What the line says inside one more quote each.
    inside = [content]
    for container in blocks.containers:
        if isinstance(container, Quote) and inside[-1].startswith(">"):
            inside.append(inside[-1][1:].lstrip(" \t"))
    quotes = sum(isinstance(container, Quote) for container in blocks.containers)
    for level in range(len(blocks) - 1, 0, -1):
        container = blocks.containers[level]
        quotes -= isinstance(container, Quote)
        if quotes >= len(inside) or not isinstance(container, Callout | Group):
            continue
        words = inside[quotes]
        if isinstance(container, Callout) and container.colons:
            if callouts.closes_colons(words, container.colons):
                return level
        elif container.closing_tag:
            tag = shortcodes.tag_alone(words)
            if tag is not None and tag.closes(container.closing_tag):
                return level
    return 0


def container_at(content: str, number: int, *, in_paragraph: bool) -> Container | None:
    """Return the container that the marks of line `number` open, not yet in the tree.

    A paragraph is interrupted only by items that are not empty and by numbers that begin at 1
    (CommonMark 0.31.2, section 5.2).
    """
    if content[0] == ">":
        return Quote(line=number)
    if marker := starts.list_marker(content):
        empty = not content[marker.width :].strip()
        if in_paragraph and (empty or marker.start not in (None, 1)):
            return None
        return Item(line=number)
    if note := starts.footnote(content):
        return FootnoteDefinition(line=number, label=note[0])
    opening = callouts.colon_callout(content) or callouts.admonition(content)
    if opening is not None:
        return Callout(
            line=number,
            kind=opening.kind,
            title=opening.title,
            colons=opening.colons,
            folded=opening.folded,
            unfolded=opening.unfolded,
            name=opening.name,
        )
    return None


def take_marker(
    cursor: Cursor, content: str, container: Container, pair: Pair | None
) -> ListMarker | None:
    """Take the opening mark of `container` (and its end, on one line); return an item's marker."""
    if isinstance(container, Item):
        return _take_item_marker(cursor, content, container)
    if isinstance(container, Quote):
        cursor.take_content(1)
        cursor.take_columns(1)
    elif isinstance(container, FootnoteDefinition):
        found = starts.footnote(content)
        cursor.take_content(found[1] if found else 0)
    elif pair is not None:
        cursor.drop_end(pair.closing)
        cursor.take_content(pair.opening)
    else:
        cursor.take_content(len(content))
    return None


def _take_item_marker(cursor: Cursor, content: str, item: Item) -> ListMarker | None:
    marker = starts.list_marker(content)
    if marker is None:
        return None
    before = cursor.indent
    cursor.take_content(marker.width)
    spaces = cursor.indent
    if cursor.blank or spaces > CODE_INDENT:
        # Code, or nothing, comes after the marker: one space belongs to it.
        item.content_indent = before + marker.width + 1
        cursor.take_columns(1)
    else:
        item.content_indent = before + marker.width + spaces
        cursor.take_columns(spaces)
    return marker


def join_list(blocks: OpenBlocks, marker: ListMarker) -> None:
    """Make the innermost container the list that an item with `marker` belongs to (5.3)."""
    parent = blocks.containers[-1]
    if isinstance(parent, List):
        same_kind = (parent.start is None) == (marker.start is None)
        if same_kind and parent.delimiter == marker.delimiter:
            return
        blocks.containers.pop()
    blocks.open_container(List(line=blocks.number, delimiter=marker.delimiter, start=marker.start))
