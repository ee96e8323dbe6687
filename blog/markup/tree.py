"""Blocks become an element tree, as Python-Markdown's block parser would hand it on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from blog.markup.code.info_string import CodeInfo, parse_info_string
from blog.markup.engine import reference_key
from blog.markup.footnotes import Footnotes, reference_id
from blog.markup.fragments import CodeBlock, Fragment, MoreMark, RawHtml
from blog.markup.inline.bounds import InlineLimits
from blog.markup.limits import MAX_TABLE_CELLS, MarkupError
from blog.markup.problems import FULL_WIDTH_IMAGE, ProblemLog
from blog.markup.spans import MORE, SpanScanner
from blog.markup.structure import nodes, starts
from blog.markup.structure.html_blocks import without_declarations
from blog.markup.tables import TableLines, add_table, find_table, split_row
from blog.markup.tokens import Vault

_HARD_BREAK = re.compile(r" {2,}\n")
_LINE_END_SPACE = re.compile(r"[ \t]+(?=\n|\Z)")
_TOC_MARK = re.compile(r"\[TOC\]|\[\[_?toc_?\]\]|@\[toc\](?:\([^)]*\))?", re.IGNORECASE)
_QUOTE_CALLOUT = re.compile(r"\[!([A-Za-z]+)\]([+-]?)[ \t]*(.*)$")
_HEADING_ID = re.compile(r"[ \t]*\{#([\w.-]{1,100})[^{}\n]{0,100}\}[ \t]*$")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_FULL_WIDTH_IMAGE = re.compile(r"！\[[^\]\n]{0,200}\][(（]|!\[[^\]\n]{0,200}\]（")


class TreeBuilder:
    """Builds the tree of one document."""

    def __init__(self, vault: Vault[Fragment], problems: ProblemLog, words: dict[str, str]) -> None:
        self._vault = vault
        self._problems = problems
        self._spans = SpanScanner(vault, problems)
        self._words = words
        self._cells = 0
        self._limits = InlineLimits(vault, problems)
        self.references: dict[str, tuple[str, str]] = {}

    def build(self, document: nodes.Document) -> Element:
        """Return the root element; definitions of references end up in `references`."""
        self._collect_references(document)
        self._spans.raw_lines = document.raw_lines
        self._footnotes = Footnotes(document, self._problems)
        root = Element("div")
        self._blocks(document.children, root)
        self._append_footnotes(root)
        return root

    def _collect_references(self, document: nodes.Container) -> None:
        stack: list[nodes.Block] = [document]
        while stack:
            block = stack.pop()
            if isinstance(block, nodes.ReferenceDefinition):
                key = reference_key(block.label)
                self.references.setdefault(key, (block.address, block.title))
            elif isinstance(block, nodes.Container):
                stack.extend(reversed(block.children))

    # Blocks

    def _blocks(
        self, blocks: Sequence[nodes.Block], parent: Element, *, tight: bool = False
    ) -> None:
        for block in blocks:
            match block:
                case nodes.Paragraph():
                    self._paragraph(block, parent, tight=tight)
                case nodes.Heading():
                    self._heading(block, parent)
                case nodes.List():
                    self._list(block, parent)
                case nodes.Quote():
                    self._quote(block, parent)
                case nodes.Callout():
                    self._callout(block, parent)
                case nodes.Fence():
                    self._fence(block, parent)
                case nodes.IndentedCode() | nodes.TagCode():
                    self._plain_code(block, parent)
                case nodes.ThematicBreak():
                    SubElement(parent, "hr")
                case nodes.HtmlBlock():
                    self._html(block, parent)
                case _:
                    continue
            _add_text(parent, "\n")

    def _heading(self, block: nodes.Heading, parent: Element) -> None:
        """Add a heading; an id that its author gave it (`# Title {#id}`) stays a way to it."""
        element = SubElement(parent, f"h{block.level}")
        if block.lines and (match := _HEADING_ID.search(block.lines[-1].text)):
            element.set("id", match[1])
            last = block.lines[-1]
            block.lines[-1] = last._replace(text=last.text[: match.start()])
        element.text = self._text(block.lines)

    def _paragraph(self, block: nodes.Paragraph, parent: Element, *, tight: bool) -> None:
        lines = block.lines
        if len(lines) == 1 and _TOC_MARK.fullmatch(lines[0].text.strip()):
            SubElement(parent, "div", {"class": "toc-marker"}).text = "\u200b"
            return
        table = find_table(lines)
        if table is not None and self._table(lines, table, parent, tight=tight):
            return
        self._flow(lines, parent, tight=tight)

    def _flow(self, lines: Sequence[nodes.TextLine], parent: Element, *, tight: bool) -> None:
        text = self._text(lines)
        if tight:
            _add_text(parent, text)
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
            _add_text(parent, "\n")
        rows = [split_row(row) for row in scanned[2:]]
        number = lines[place.first].number
        self._cells += width * (len(rows) + 1)
        if self._cells > MAX_TABLE_CELLS:
            raise MarkupError(
                f"The tables up to line {number} have more than {MAX_TABLE_CELLS:,} cells "
                "together. Put large tables into a file to download.",
                limit="MAX_TABLE_CELLS",
                line=number,
            )
        add_table(parent, header, rows, place.alignments, lambda text: self._finish(text, number))
        return True

    def _list(self, block: nodes.List, parent: Element) -> None:
        ordered = block.start is not None
        element = SubElement(parent, "ol" if ordered else "ul")
        if block.start not in (None, 1):
            element.set("start", str(block.start))
        tight = not block.loose
        for item in block.children:
            if not isinstance(item, nodes.Item):
                continue
            entry = SubElement(element, "li")
            if self._take_task(item, entry):
                element.set("class", "task-list")
            self._blocks(item.children, entry, tight=tight)

    def _take_task(self, item: nodes.Item, entry: Element) -> bool:
        """Turn `[ ]` or `[x]` at the head of an item into a checkbox (GFM, section 5.3)."""
        first = item.children[0] if item.children else None
        if not isinstance(first, nodes.Paragraph):
            return False
        line = first.lines[0]
        match = _TASK.match(line.text)
        if match is None:
            return False
        first.lines[0] = nodes.TextLine(
            line.text[match.end() :], line.number, line.column + match.end()
        )
        entry.set("class", "task-list-item")
        box = SubElement(entry, "input", {"type": "checkbox", "disabled": "disabled"})
        if match[1] != " ":
            box.set("checked", "checked")
        box.tail = " "
        return True

    def _quote(self, block: nodes.Quote, parent: Element) -> None:
        """Add a quote, or the callout that its first line names (`> [!NOTE]`)."""
        first = block.children[0] if block.children else None
        if isinstance(first, nodes.Paragraph):
            match = _QUOTE_CALLOUT.match(first.lines[0].text)
            if match and match[1].lower() in starts.CALLOUT_KINDS:
                callout = nodes.Callout(
                    line=block.line,
                    kind=starts.CALLOUT_KINDS[match[1].lower()],
                    title=match[3].strip(),
                    folded=match[2] == "-",
                )
                first.lines = first.lines[1:]
                callout.children = block.children if first.lines else block.children[1:]
                self._callout(callout, parent)
                return
        quote = SubElement(parent, "blockquote")
        quote.text = "\n"
        self._blocks(block.children, quote)

    def _callout(self, block: nodes.Callout, parent: Element) -> None:
        if block.kind == "quote":
            quote = SubElement(parent, "blockquote")
            self._blocks(block.children, quote)
            if block.title:
                source = SubElement(SubElement(quote, "p"), "cite")
                source.text = self._title(block)
            return
        title = self._title(block) or self._words[block.kind]
        classes = f"callout callout-{block.kind}"
        if block.folded:
            box = SubElement(parent, "details", {"class": classes})
            SubElement(box, "summary", {"class": "callout-title"}).text = title
        else:
            box = SubElement(parent, "div", {"class": classes})
            SubElement(box, "p", {"class": "callout-title"}).text = title
        self._blocks(block.children, box)

    def _title(self, block: nodes.Callout) -> str:
        return self._text([nodes.TextLine(block.title, block.line, 1)]) if block.title else ""

    def _fence(self, block: nodes.Fence, parent: Element) -> None:
        text = "".join(f"{line.text}\n" for line in block.lines)
        info = parse_info_string(block.info)
        if info.language == "math":
            tex = nodes.TextLine(f"$${text.strip()}$$", block.line, 1)
            if text.strip() and "$$" not in text:
                SubElement(parent, "p").text = self._spans.scan_lines([tex])
                return
        if info.language == "toc" and not text.strip():
            SubElement(parent, "div", {"class": "toc-marker"}).text = "\u200b"
            return
        self._code(CodeBlock(text, info, block.line), parent)

    def _plain_code(self, block: nodes.IndentedCode | nodes.TagCode, parent: Element) -> None:
        lines = [line.text for line in block.lines]
        if isinstance(block, nodes.TagCode):
            info = block.info
        else:
            info = CodeInfo()
            while lines and not lines[-1].strip():
                lines.pop()
        self._code(CodeBlock("".join(f"{line}\n" for line in lines), info, block.line), parent)

    def _code(self, code: CodeBlock, parent: Element) -> None:
        # `pre` ends an open paragraph wherever an HTML parser meets it, so the token keeps its
        # place in whatever an author wrote around it.
        SubElement(parent, "pre").text = self._vault.put(code)

    def _html(self, block: nodes.HtmlBlock, parent: Element) -> None:
        html = block.text
        if block.kind == 2 and MORE.match(html.strip()):
            _add_text(parent, self._vault.put(MoreMark()))
            html = html.partition("-->")[2]
        html = without_declarations(html)
        html = self._spans.scan_html(block.lines, html)
        _add_text(parent, self._vault.put(RawHtml(html + "\n")))

    # Footnotes

    def _append_footnotes(self, root: Element) -> None:
        section: Element | None = None
        for number, definition in self._footnotes.referred():
            if section is None:
                wrapper = SubElement(root, "section", {"class": "footnotes"})
                section = SubElement(wrapper, "ol")
            entry = SubElement(section, "li", {"id": f"fn-{number}"})
            self._blocks(definition.children, entry)
            last = entry[-1] if len(entry) and entry[-1].tag == "p" else SubElement(entry, "p")
            links = [
                f' <a class="footnote-back" href="#{reference_id(number, use)}" '
                f'title="{self._words["back"]}">↩︎</a>'
                for use in range(1, self._footnotes.uses(number) + 1)
            ]
            last.text = (last.text or "") + self._vault.put(RawHtml("".join(links)))
        self._footnotes.report_unused()

    # Text

    def _text(self, lines: Sequence[nodes.TextLine]) -> str:
        """Return the text of a leaf, ready for the inline patterns."""
        if not lines:
            return ""
        text = self._spans.scan_lines(lines)
        return self._finish(text.strip(), lines[0].number)

    def _finish(self, text: str, line: int) -> str:
        if "\n" in text:
            text = _HARD_BREAK.sub(lambda _: self._vault.put(RawHtml("<br>")) + "\n", text)
            text = _LINE_END_SPACE.sub("", text)
        text = self._footnotes.refer(text, line, self._vault)
        if "]" in text and _FULL_WIDTH_IMAGE.search(text):
            self._problems.add(
                FULL_WIDTH_IMAGE,
                "An image with a full-width ！ or （ is shown as text; write ![…](…) with "
                "half-width characters.",
                line=line,
            )
        return self._limits.apply(text, line)


def _add_text(parent: Element, text: str) -> None:
    """Append `text` after what `parent` holds so far."""
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
