"""Definition lists: a line of text, then `: what it means` (PHP Markdown Extra, Pandoc, Kramdown).

GitHub knows none, so a colon has to be unmistakable: white space and a text follow it, and what
stands above it, with one blank line between at most, reads as terms, one a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from blog.markup.structure.cursor import TAB_STOP, Cursor
from blog.markup.structure.link_definitions import split_off_definitions
from blog.markup.structure.nodes import Definition, DefinitionList, Paragraph, Term, TextLine
from blog.markup.structure.open_blocks import OpenBlocks

_MARK = re.compile(r":(?=[ \t]+\S)")
_NO_TERM = re.compile(r"!\[|\||\$\$|<|\[\[?_?toc_?\]|@\[toc\]", re.IGNORECASE)
_MAX_TERM_CHARACTERS = 200
"""A longer line is a paragraph of prose."""


def starts_definition(content: str) -> bool:
    """Whether the line `content` has the mark of a definition."""
    return _MARK.match(content) is not None


def terms_above(blocks: OpenBlocks, level: int) -> list[TextLine] | None:
    """Return the terms that a definition inside the first `level` containers would define.

    They are taken out of the tree. The list is empty for one more definition of the same terms;
    None means that there is nothing to define.
    """
    parent = blocks.containers[level - 1]
    if isinstance(parent, DefinitionList):
        return []
    paragraph = parent.children[-1] if parent.children else None
    if not isinstance(paragraph, Paragraph) or not paragraph.lines or paragraph.is_table:
        return None
    is_open = blocks.leaf is paragraph
    if not is_open and paragraph.end_line != blocks.number - 2:
        return None
    parts = split_off_definitions(paragraph) if is_open else [paragraph]
    if not isinstance(parts[-1], Paragraph):
        return None
    lines = [line for line in paragraph.lines if line.text.strip()]
    if any(len(line.text) > _MAX_TERM_CHARACTERS or _NO_TERM.match(line.text) for line in lines):
        return None
    parent.children.pop()
    parent.children.extend(parts[:-1])
    blocks.leaf = None
    return lines


def open_definition(
    blocks: OpenBlocks, cursor: Cursor, level: int, terms: Sequence[TextLine]
) -> Definition:
    """Open the definition that the line starts, under `terms` as `terms_above` found them."""
    parent = blocks.containers[level - 1]
    apart = False
    if terms:
        blocks.close_containers(level)
        siblings = parent.children
        last = siblings[-1] if siblings else None
        apart = terms[-1].number + 1 < blocks.number
        if isinstance(last, DefinitionList):
            blocks.containers.append(last)
        else:
            blocks.open_container(DefinitionList(line=terms[0].number))
        for line in terms:
            term = Term(line=line.number)
            term.lines.append(line._replace(text=line.text.strip()))
            blocks.add_child(term)
        blocks.leaf = None
    else:
        blocks.close_containers(level)
        apart = parent.end_line + 1 < blocks.number
    before = cursor.indent
    cursor.take_content(1)
    spaces = min(cursor.indent, TAB_STOP - 1)
    cursor.take_columns(spaces)
    definition = Definition(line=blocks.number, content_indent=before + 1 + spaces, apart=apart)
    blocks.open_container(definition)
    blocks.touch()
    return definition
