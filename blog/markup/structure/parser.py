"""Lines in, a tree of blocks out: the first phase of CommonMark's parsing strategy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from blog.markup.problems import ProblemLog
from blog.markup.structure import starts
from blog.markup.structure.containers import (
    CODE_INDENT,
    callout_closed_by,
    match_containers,
)
from blog.markup.structure.cursor import Cursor
from blog.markup.structure.html_blocks import RawTextEnds, ends_html_block
from blog.markup.structure.nodes import (
    Document,
    Fence,
    HtmlBlock,
    IndentedCode,
    Leaf,
    Paragraph,
    TagCode,
)
from blog.markup.structure.open_blocks import OpenBlocks
from blog.markup.structure.open_formulas import OpenFormulas
from blog.markup.structure.opening import BlockOpener
from blog.markup.structure.tables import is_as_wide, may_be_delimiter_row
from blog.markup.structure.tag_lines import TagLines
from blog.markup.template_tags import shortcodes

_CLOSING_MARKS = (":::", "{%", "{{", ">", "</", "<!--")


_LABEL = re.compile(r"\\label[ ]*\{([^{}\n]{1,100})\}")


def parse_blocks(lines: Sequence[str], problems: ProblemLog) -> Document:
    """Return the block structure of `lines` (without line ends, as `source_lines` gives them).

    Raises:
        MarkupError: there are more blocks than `limits.MAX_BLOCKS`.
    """
    return _Parser(lines, problems).parse()


class _Parser:
    """Reads line after line."""

    def __init__(self, lines: Sequence[str], problems: ProblemLog) -> None:
        self._lines = lines
        self._blocks = OpenBlocks(problems)
        self._formulas = OpenFormulas(lines)
        self._formula_closer = ""
        self._raw_text_ends = RawTextEnds(lines)
        self._opener = BlockOpener(self._blocks, self._formulas, TagLines(lines), problems)

    def parse(self) -> Document:
        blocks = self._blocks
        for number, line in enumerate(self._lines, start=1):
            blocks.number = number
            if self._opener.raw:
                blocks.document.raw_lines.add(number)
            self._read(Cursor(line))
            if self._opener.one_line_level:
                blocks.close_containers(self._opener.one_line_level)
                self._opener.one_line_level = 0
        blocks.close_containers(1)
        blocks.close_leaf()
        blocks.document.labels = frozenset(
            name for line in self._lines if "\\label" in line for name in _LABEL.findall(line)
        )
        return blocks.document

    def _read(self, cursor: Cursor) -> None:
        """Read one line: continue what is open, open what it starts, keep its text."""
        blocks = self._blocks
        if self._closes_callout(cursor.content):
            return
        level = match_containers(blocks, cursor)
        matched_all = level == len(blocks)
        if (paragraph := blocks.paragraph) is not None:
            if self._formula_closer:
                self._continue_formula(paragraph, cursor)
                return
        elif matched_all and blocks.leaf is not None and self._continue_leaf(blocks.leaf, cursor):
            return
        started = False
        while not cursor.blank:
            paragraph = blocks.paragraph if matched_all and not started else None
            in_paragraph = paragraph is not None and not paragraph.is_table
            opened = self._opener.open_block(
                cursor, level, in_paragraph=in_paragraph, started=started
            )
            if opened is None:
                break
            started = True
            if isinstance(opened, Leaf):
                return
            level = len(blocks)
        if cursor.blank:
            blocks.close_containers(level)
            blocks.close_leaf()
        elif (
            not started
            and (paragraph := blocks.paragraph) is not None
            and (matched_all or not paragraph.is_table)
        ):
            # Also where a container did not match: a paragraph may go on lazily (5.1).
            indent = cursor.indent
            self._add_text(paragraph, cursor)
            if matched_all and indent < CODE_INDENT:
                _look_for_table(paragraph)
        else:
            paragraph = Paragraph(line=blocks.number)
            blocks.open_leaf(paragraph, level)
            self._add_text(paragraph, cursor)

    def _closes_callout(self, content: str) -> bool:
        blocks = self._blocks
        if not content.startswith(_CLOSING_MARKS):
            return False
        if self._opener.raw or not isinstance(blocks.leaf, Paragraph | HtmlBlock | None):
            return False
        level = callout_closed_by(blocks, content)
        if not level:
            return False
        blocks.close_containers(level + 1)
        blocks.close_leaf()
        blocks.touch(level)
        blocks.containers.pop()
        return True

    # Leaves that go on

    def _continue_leaf(self, leaf: Leaf, cursor: Cursor) -> bool:
        """Give the line to an open `leaf` that is no paragraph; False if the leaf ends before."""
        blocks = self._blocks
        match leaf:
            case Fence():
                if cursor.indent < CODE_INDENT and starts.closes_fence(cursor.content, leaf.marker):
                    leaf.closed = True
                    blocks.touch()
                    blocks.close_leaf()
                    return True
                cursor.take_columns(leaf.indent)
                blocks.add_line(leaf, cursor)
            case IndentedCode():
                if cursor.indent < CODE_INDENT and not cursor.blank:
                    blocks.close_leaf()
                    return False
                cursor.take_columns(CODE_INDENT)
                blocks.add_line(leaf, cursor, touch=not cursor.blank)
            case TagCode():
                tag = shortcodes.tag_alone(cursor.content)
                if tag is not None and tag.closes(leaf.closer):
                    blocks.touch()
                    blocks.close_leaf()
                    return True
                blocks.add_line(leaf, cursor)
            case HtmlBlock():
                if cursor.blank and leaf.kind >= 6 and not leaf.awaits:
                    blocks.close_leaf()
                    return False
                blocks.add_line(leaf, cursor)
                leaf.awaits = self._raw_text_ends.awaited(leaf.awaits, cursor.rest, blocks.number)
                if ends_html_block(leaf.kind, cursor.rest):
                    blocks.close_leaf()
            case _:
                return False
        return True

    def _continue_formula(self, paragraph: Paragraph, cursor: Cursor) -> None:
        if not cursor.blank:
            self._blocks.add_text(paragraph, cursor)
        if self._formula_closer in cursor.rest:
            after = cursor.rest.rpartition(self._formula_closer)[2]
            self._formula_closer = self._formulas.closer_after(self._blocks.number - 1, after)

    def _add_text(self, paragraph: Paragraph, cursor: Cursor) -> None:
        text = cursor.content
        self._blocks.add_text(paragraph, cursor)
        self._formula_closer = self._formulas.closer_after(self._blocks.number - 1, text)


def _look_for_table(paragraph: Paragraph) -> None:
    """See whether the line that came last makes a table of the one before it."""
    if paragraph.is_table or len(paragraph.lines) < 2:
        return
    header, row = paragraph.lines[-2:]
    if may_be_delimiter_row(row.text, header.text) and is_as_wide(row.text, header.text):
        paragraph.delimiter_line = row.number
