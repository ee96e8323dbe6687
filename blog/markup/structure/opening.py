"""Blocks that a line starts, opened in the tree."""

from __future__ import annotations

from blog.markup.limits import MAX_CONTAINER_DEPTH
from blog.markup.problems import TOO_DEEP, ProblemLog
from blog.markup.structure import starts
from blog.markup.structure.attribute_lists import attributes_alone
from blog.markup.structure.containers import (
    CODE_INDENT,
    container_at,
    join_list,
    take_marker,
)
from blog.markup.structure.cursor import Cursor
from blog.markup.structure.definition_lists import (
    open_definition,
    starts_definition,
    terms_above,
)
from blog.markup.structure.html_blocks import asks_for_markdown, ends_html_block, html_block_kind
from blog.markup.structure.link_definitions import split_off_definitions
from blog.markup.structure.nodes import (
    AttributeLine,
    Block,
    Container,
    Definition,
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
from blog.markup.structure.tag_containers import container_of, pair_on_one_line
from blog.markup.structure.tag_lines import TagLines
from blog.markup.template_tags import shortcodes


class BlockOpener:
    """Opens what lines start.

    `raw` says that a `{% raw %}` keeps tags from meaning anything; `one_line_level`, if not 0, how
    many containers stay open after this line, whose last one ends on it.
    """

    def __init__(
        self,
        blocks: OpenBlocks,
        formulas: OpenFormulas,
        tag_lines: TagLines,
        problems: ProblemLog,
    ) -> None:
        self._blocks = blocks
        self._formulas = formulas
        self._tag_lines = tag_lines
        self._problems = problems
        self.raw = False
        self.one_line_level = 0

    def open_block(
        self, cursor: Cursor, level: int, *, in_paragraph: bool, started: bool
    ) -> Block | None:
        """Open the block that the line starts, if it starts one."""
        blocks = self._blocks
        paragraph = blocks.paragraph
        if cursor.indent >= CODE_INDENT:
            if paragraph is not None and not started and not paragraph.is_table:
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
        if content[0] == "<" and (
            html := self._open_html(cursor, content, level, in_paragraph=in_paragraph)
        ):
            return html
        if content[0] == "{" and (attributes := attributes_alone(content)) is not None:
            line = AttributeLine(line=number, attributes=attributes)
            blocks.open_leaf(line, level)
            blocks.close_leaf()
            return line
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

    def _open_html(
        self, cursor: Cursor, content: str, level: int, *, in_paragraph: bool
    ) -> HtmlBlock | None:
        """Open HTML; any tag alone on a line ends what a paragraph would go on with lazily."""
        blocks = self._blocks
        kind = html_block_kind(content, interrupts_paragraph=in_paragraph)
        if not kind or self._tag_container(content) is not None:
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
            closed = self.raw or self._tag_lines.has_after(blocks.number, tag.closer)
            if tag.ends_raw != self.raw or not closed:
                return None
            self.raw = not tag.ends_raw
            nothing = Paragraph(line=blocks.number)
            blocks.open_leaf(nothing, level)
            blocks.close_leaf()
            return nothing
        is_verbatim = tag.name in shortcodes.CODE_TAGS or tag.name == shortcodes.COMMENT_TAG
        if not is_verbatim or tag.closing or self.raw:
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
        if content[0] == ":" and starts_definition(content):
            return self._open_definition(cursor, level)
        pair = pair_on_one_line(content) if content[0] == "{" and not self.raw else None
        container = (
            container_at(content, blocks.number, in_paragraph=in_paragraph)
            or self._tag_container(content)
            or (container_of(pair.tag, blocks.number) if pair is not None else None)
        )
        if container is None or self._is_too_deep(level):
            return None
        blocks.close_containers(level)
        blocks.close_leaf()
        marker = take_marker(cursor, content, container, pair)
        if marker is not None:
            join_list(blocks, marker)
        blocks.open_container(container)
        blocks.touch()
        if pair is not None:
            self.one_line_level = len(blocks) - 1
        return container

    def _tag_container(self, content: str) -> Container | None:
        """Return what the tag that makes up `content` opens, if it does and is closed later."""
        if content[0] not in "{<" or self.raw:
            return None
        number = self._blocks.number
        tag = shortcodes.tag_alone(content)
        if tag is None or tag.closing or not self._tag_lines.has_after(number, tag.closer):
            return None
        return container_of(tag, number)

    def _open_definition(self, cursor: Cursor, level: int) -> Definition | None:
        if self._is_too_deep(level + 1):
            return None
        terms = terms_above(self._blocks, level)
        return None if terms is None else open_definition(self._blocks, cursor, level, terms)

    def _is_too_deep(self, level: int) -> bool:
        """Whether a container inside `level` others would be one too many; it is reported."""
        if level < MAX_CONTAINER_DEPTH - 1:
            return False
        self._problems.add(
            TOO_DEEP, line=self._blocks.number, column=1, maximum=MAX_CONTAINER_DEPTH
        )
        return True

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
        heading = Heading(line=parts[-1].line, level=level)
        heading.lines = [line for line in paragraph.lines if line.text.strip()]
        siblings.append(heading)
        blocks.leaf = heading
        blocks.touch()
        blocks.close_leaf()
        return heading
