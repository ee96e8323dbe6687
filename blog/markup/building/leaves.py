"""Leaves of the block structure become elements: paragraphs, headings, tables, code, HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement

from blog.markup.building.footnotes import Footnotes
from blog.markup.code.info_string import CodeInfo, parse_info_string
from blog.markup.finishing.headings import NOT_IN_CONTENTS
from blog.markup.fragments import CodeBlock, Fragment, MoreMark, RawHtml
from blog.markup.inline.bounds import InlineLimit
from blog.markup.limits import MAX_TABLE_CELLS, MarkupError
from blog.markup.line_marks import LINE_ATTRIBUTE
from blog.markup.messages import gettext_noop
from blog.markup.problems import FULL_WIDTH_IMAGE, LEFT_OUT_CELLS, ProblemLog
from blog.markup.spans.scanner import MORE, SpanScanner
from blog.markup.structure import nodes
from blog.markup.structure.attribute_lists import Attributes, read_attributes, without_span_lists
from blog.markup.structure.html_blocks import without_declarations
from blog.markup.structure.tables import TableLines, add_table, split_row, table_in
from blog.markup.template_tags import shortcodes
from blog.markup.tokens import Vault

_TOC_MARK = re.compile(r"\[TOC\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^)]*\))?", re.IGNORECASE)
_HEADING_ID = re.compile(r"\{#([\w.-]{1,100})[^{}\n]{0,100}\}\Z")
_HEADING_LIST = re.compile(r"\{:[^{}\n]{1,200}\}\Z")
_FULL_WIDTH_IMAGE = re.compile(r"！\[[^\]\n]{0,200}\][(（]|!\[[^\]\n]{0,200}\]（")


class LeafBuilder:
    """Adds the leaves of one document to elements; what it adds to `root` knows its lines."""

    def __init__(
        self,
        vault: Vault[Fragment],
        problems: ProblemLog,
        footnotes: Footnotes,
        document: nodes.Document,
        root: Element,
    ) -> None:
        self._root = root
        self._vault = vault
        self._problems = problems
        self._footnotes = footnotes
        self._spans = SpanScanner(vault, problems)
        self._spans.raw_lines = document.raw_lines
        self._spans.labels = document.labels
        self._cells = 0
        self._limit = InlineLimit()

    def heading(self, block: nodes.Heading, parent: Element, attributes: Attributes) -> None:
        """Add a heading; an id that its author gave it (`# Title {#id}`) stays a way to it."""
        element = SubElement(parent, f"h{block.level}")
        if block.lines:
            last = block.lines[-1]
            text = last.text.rstrip(" \t")
            start = text.rfind("{") if text.endswith("}") else len(text)
            if match := _HEADING_ID.match(text, start):
                element.set("id", match[1])
            elif match := _HEADING_LIST.match(text, start):
                attributes = read_attributes(match[0]) | attributes
            if match:
                block.lines[-1] = last._replace(text=text[:start].rstrip(" \t"))
        if attributes.identifier:
            element.set("id", attributes.identifier)
        if attributes.out_of_contents:
            element.set("class", NOT_IN_CONTENTS)
        element.text = self.text(block.lines)

    def paragraph(self, block: nodes.Paragraph, parent: Element, *, tight: bool) -> None:
        lines = block.lines
        if len(lines) == 1 and _TOC_MARK.fullmatch(lines[0].text.strip()):
            self.contents(parent)
            return
        table = table_in(block)
        if table is not None and self._table(lines, table, parent, tight=tight):
            return
        self._flow(lines, parent, tight=tight)

    def contents(self, parent: Element) -> None:
        """Mark the place of the table of contents."""
        SubElement(parent, "div", {"class": "toc-marker"}).text = "\u200b"

    def _flow(self, lines: Sequence[nodes.TextLine], parent: Element, *, tight: bool) -> None:
        text = self.text(lines)
        if tight:
            add_text(parent, text)
        elif text:
            SubElement(parent, "p").text = text

    def _table(
        self, lines: Sequence[nodes.TextLine], place: TableLines, parent: Element, *, tight: bool
    ) -> bool:
        """Add the table at `place`; False if its header has another number of cells."""
        scanned = [self._spans.scan_cell(line.text, line) for line in lines[place.first :]]
        header = split_row(scanned[0])
        width = len(place.alignments)
        if len(header) != width:
            return False
        if place.first:
            self._flow(lines[: place.first], parent, tight=tight)
            add_line_end(parent)
        rows = [split_row(row) for row in scanned[2:]]
        table = lines[place.first :]
        number = table[0].number
        for offset, row in enumerate(rows, start=place.first + 2):
            if any(row[width:]):
                self._problems.add(
                    LEFT_OUT_CELLS, line=lines[offset].number, column=lines[offset].column
                )
        self._cells += width * (len(rows) + 1)
        if self._cells > MAX_TABLE_CELLS:
            raise MarkupError(
                gettext_noop(
                    "The tables up to line %(line)s have more than %(maximum)s cells together. "
                    "Put large tables into a file to download."
                ),
                maximum=f"{MAX_TABLE_CELLS:,}",
                limit="MAX_TABLE_CELLS",
                line=number,
            )
        add_table(parent, header, rows, place.alignments, lambda text: self._finish(text, table))
        if place.first and parent is self._root:
            parent[-1].set(LINE_ATTRIBUTE, str(number))
        return True

    def code(
        self,
        block: nodes.Fence | nodes.IndentedCode | nodes.TagCode,
        parent: Element,
        attributes: Attributes,
    ) -> None:
        """Add code, or what a fence means whose language is no language (`math`, `toc`)."""
        lines = [line.text for line in block.lines]
        match block:
            case nodes.Fence():
                info = parse_info_string(block.info)
            case nodes.TagCode(name=shortcodes.COMMENT_TAG):
                return
            case nodes.TagCode():
                info = block.info
            case _:
                info = CodeInfo()
                while lines and not lines[-1].strip():
                    lines.pop()
        text = "".join(f"{line}\n" for line in lines)
        if info.language == "math" and text.strip() and "$$" not in (tex_source := _bare(text)):
            tex = nodes.TextLine(f"$${tex_source}$$", block.line, 1)
            SubElement(parent, "p").text = self._spans.scan_lines([tex])
            return
        if info.language == "toc" and not text.strip():
            self.contents(parent)
            return
        # `pre` ends an open paragraph wherever an HTML parser meets it, so the token keeps its
        # place in whatever an author wrote around it.
        code = CodeBlock(text, _with_attributes(info, attributes), block.line)
        SubElement(parent, "pre").text = self._vault.put(code)

    def html(self, block: nodes.HtmlBlock, parent: Element) -> None:
        html = block.text
        if block.kind == 2 and MORE.match(html.strip()):
            add_text(parent, self._vault.put(MoreMark()))
            html = html.partition("-->")[2]
        html = without_declarations(html)
        html = self._spans.scan_html(block.lines, html, marked=parent is self._root)
        add_text(parent, self._vault.put(RawHtml(html + "\n")))

    # Text

    def text(self, lines: Sequence[nodes.TextLine]) -> str:
        """Return the text of a leaf, ready for the inline parser."""
        if not lines:
            return ""
        text = self._spans.scan_lines(lines)
        # Not more: an ideographic space at the head of a paragraph is its indentation.
        return self._finish(text.strip(" \t\n"), lines)

    def _finish(self, text: str, lines: Sequence[nodes.TextLine]) -> str:
        text = without_span_lists(text)
        text = self._footnotes.refer(text, lines, self._vault)
        if "]" in text and (image := _FULL_WIDTH_IMAGE.search(text)):
            line, column = nodes.place_in(lines, image[0])
            self._problems.add(FULL_WIDTH_IMAGE, line=line, column=column)
        self._limit.count(text, lines[0].number)
        return text


def _with_attributes(info: CodeInfo, attributes: Attributes) -> CodeInfo:
    """Return `info` with what Kramdown's list beside the code says (`file` is Chirpy's)."""
    language = next(
        (
            name.removeprefix("language-")
            for name in attributes.classes
            if name.startswith("language-")
        ),
        "",
    )
    title = attributes.values.get("file") or attributes.values.get("title") or ""
    if not language and not title:
        return info
    return replace(info, language=info.language or language.lower(), title=info.title or title)


def add_text(parent: Element, text: str) -> None:
    """Append `text` after what `parent` holds so far."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def add_line_end(parent: Element) -> None:
    """Append a line end, for the eye only, where it cannot mean anything.

    After the text of a tight item that ends in a backslash it would be a hard break.
    """
    before = parent[-1].tail if len(parent) else parent.text
    if not (before or "").endswith("\\"):
        add_text(parent, "\n")


def _bare(tex: str) -> str:
    """Return `tex` without the dollars that some authors put inside a block of mathematics too."""
    tex = tex.strip()
    if len(tex) > 4 and tex.startswith("$$") and tex.endswith("$$"):
        return tex[2:-2].strip()
    return tex
