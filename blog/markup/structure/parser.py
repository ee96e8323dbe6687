"""Lines in, a tree of blocks out: the first phase of CommonMark's parsing strategy."""

from __future__ import annotations

from collections.abc import Sequence

from blog.markup import shortcodes
from blog.markup.limits import MAX_CONTAINER_DEPTH
from blog.markup.problems import TOO_DEEP, ProblemLog
from blog.markup.structure import starts
from blog.markup.structure.containers import (
    CODE_INDENT,
    callout_closed_by,
    container_at,
    join_list,
    match_containers,
    take_marker,
)
from blog.markup.structure.cursor import Cursor
from blog.markup.structure.html_blocks import asks_for_markdown, ends_html_block, html_block_kind
from blog.markup.structure.nodes import (
    Block,
    Container,
    Document,
    Fence,
    Heading,
    HtmlBlock,
    IndentedCode,
    Leaf,
    Paragraph,
    TagCode,
    TextLine,
    ThematicBreak,
)
from blog.markup.structure.open_blocks import OpenBlocks
from blog.markup.structure.open_formulas import OpenFormulas
from blog.markup.structure.references import split_off_definitions
from blog.markup.structure.tag_lines import TagLines

_CLOSING_MARKS = (":::", "{%", "{{", ">")


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
        self._problems = problems
        self._blocks = OpenBlocks(problems)
        self._formulas = OpenFormulas(lines)
        self._formula_closer = ""
        self._tag_lines = TagLines(lines)
        self._raw = False

    def parse(self) -> Document:
        blocks = self._blocks
        for number, line in enumerate(self._lines, start=1):
            blocks.number = number
            if self._raw:
                blocks.document.raw_lines.add(number)
            self._read(Cursor(line))
        blocks.close_containers(1)
        blocks.close_leaf()
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
            in_paragraph = matched_all and not started and blocks.paragraph is not None
            opened = self._open_block(cursor, level, in_paragraph=in_paragraph, started=started)
            if opened is None:
                break
            started = True
            if isinstance(opened, Leaf):
                return
            level = len(blocks)
        if cursor.blank:
            blocks.close_containers(level)
            blocks.close_leaf()
        elif not started and (paragraph := blocks.paragraph) is not None:
            # Also where a container did not match: a paragraph may go on lazily (5.1).
            self._add_text(paragraph, cursor)
        else:
            paragraph = Paragraph(line=blocks.number)
            blocks.open_leaf(paragraph, level)
            self._add_text(paragraph, cursor)

    def _closes_callout(self, content: str) -> bool:
        blocks = self._blocks
        if not content.startswith(_CLOSING_MARKS):
            return False
        if blocks.leaf is not None and not isinstance(blocks.leaf, Paragraph | HtmlBlock):
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
                if cursor.blank and leaf.kind >= 6:
                    blocks.close_leaf()
                    return False
                blocks.add_line(leaf, cursor)
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

    # Blocks that start

    def _open_block(
        self, cursor: Cursor, level: int, *, in_paragraph: bool, started: bool
    ) -> Block | None:
        """Open the block that the line starts, if it starts one."""
        blocks = self._blocks
        paragraph = blocks.paragraph
        if cursor.indent >= CODE_INDENT:
            if paragraph is not None and not started:
                return None
            cursor.take_columns(CODE_INDENT)
            code = IndentedCode(line=blocks.number)
            blocks.open_leaf(code, level)
            blocks.add_line(code, cursor)
            return code
        content = cursor.content
        if content[0].isalnum() and not content[0].isdigit():
            # The common case: no block but a paragraph starts with a letter.
            return None
        if (
            in_paragraph
            and paragraph is not None
            and self._formulas.inside_inline(paragraph.lines, blocks.number - 1, content)
        ):
            return None
        return self._open_leaf_block(
            cursor, content, level, in_paragraph=in_paragraph
        ) or self._open_container(cursor, content, level, in_paragraph=in_paragraph)

    def _open_leaf_block(
        self, cursor: Cursor, content: str, level: int, *, in_paragraph: bool
    ) -> Leaf | None:
        blocks = self._blocks
        number = blocks.number
        if found := starts.heading(content):
            heading = Heading(line=number, level=found[0])
            blocks.open_leaf(heading, level)
            offset = len(content) - len(content.lstrip("#").lstrip())
            heading.lines.append(TextLine(found[1], number, cursor.content_column + offset + 1))
            blocks.close_leaf()
            return heading
        if opening := starts.fence(content):
            fence = Fence(line=number, marker=opening[0], indent=cursor.indent, info=opening[1])
            blocks.open_leaf(fence, level)
            return fence
        if content[0] == "<" and (html := self._open_html(cursor, content, level)):
            return html
        if in_paragraph and (setext := starts.setext_level(content)):
            underlined = self._underline(setext)
            if underlined is not None:
                return underlined
        if starts.is_thematic_break(content):
            rule = ThematicBreak(line=number)
            blocks.open_leaf(rule, level)
            blocks.close_leaf()
            return rule
        if content[0] == "{" and (tag := shortcodes.tag_alone(content)):
            return self._open_tag(tag, level)
        return None

    def _open_html(self, cursor: Cursor, content: str, level: int) -> HtmlBlock | None:
        blocks = self._blocks
        kind = html_block_kind(content, interrupts_paragraph=blocks.paragraph is not None)
        if not kind:
            return None
        html = HtmlBlock(line=blocks.number, kind=kind)
        blocks.open_leaf(html, level)
        blocks.add_line(html, cursor)
        if ends_html_block(kind, content) or asks_for_markdown(content):
            blocks.close_leaf()
        return html

    def _open_tag(self, tag: shortcodes.Tag, level: int) -> Leaf | None:
        """Open the code that a tag begins; take the line of a `raw` tag out of the text."""
        blocks = self._blocks
        if tag.name in shortcodes.RAW_TAGS:
            self._raw = not tag.name.startswith("end")
            nothing = Paragraph(line=blocks.number)
            blocks.open_leaf(nothing, level)
            blocks.close_leaf()
            return nothing
        if tag.name not in shortcodes.CODE_TAGS or tag.closing:
            return None
        if not self._tag_lines.has_after(blocks.number, tag.closer):
            return None
        info = shortcodes.code_info_of(tag)
        code = TagCode(line=blocks.number, name=tag.name, info=info, closer=tag.closer)
        blocks.open_leaf(code, level)
        return code

    def _open_container(
        self, cursor: Cursor, content: str, level: int, *, in_paragraph: bool
    ) -> Container | None:
        blocks = self._blocks
        container = container_at(content, blocks.number, self._tag_lines, in_paragraph=in_paragraph)
        if container is None:
            return None
        if level >= MAX_CONTAINER_DEPTH - 1:
            self._problems.add(
                TOO_DEEP,
                f"Quotes and lists are nested more than {MAX_CONTAINER_DEPTH} deep; "
                "the markers beyond that are shown as text.",
                line=blocks.number,
            )
            return None
        blocks.close_containers(level)
        blocks.close_leaf()
        marker = take_marker(cursor, content, container)
        if marker is not None:
            join_list(blocks, marker)
        blocks.open_container(container)
        blocks.touch()
        return container

    def _underline(self, level: int) -> Heading | None:
        """Turn the open paragraph into a heading, unless it holds definitions only."""
        blocks = self._blocks
        paragraph = blocks.paragraph
        if paragraph is None:
            return None
        parts = split_off_definitions(paragraph)
        if not isinstance(parts[-1], Paragraph):
            return None
        siblings = blocks.containers[-1].children
        siblings.pop()
        siblings.extend(parts[:-1])
        heading = Heading(line=paragraph.line, level=level)
        heading.lines = [
            line._replace(text=line.text.strip()) for line in paragraph.lines if line.text.strip()
        ]
        siblings.append(heading)
        blocks.leaf = heading
        blocks.touch()
        blocks.close_leaf()
        return heading
