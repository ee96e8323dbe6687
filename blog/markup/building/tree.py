"""Blocks become an element tree, as Python-Markdown's block parser would hand it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement

from blog.markup.building.footnotes import Footnotes, reference_id
from blog.markup.building.leaves import LeafBuilder, add_line_end, add_text
from blog.markup.elements import own_classes
from blog.markup.fragments import Fragment, RawHtml
from blog.markup.inline.link_references import Definition, reference_key
from blog.markup.line_marks import LINE_ATTRIBUTE
from blog.markup.problems import ProblemLog
from blog.markup.structure import nodes
from blog.markup.structure.attribute_lists import Attributes
from blog.markup.structure.callouts import CALLOUT_KINDS, quote_callout
from blog.markup.tokens import Vault

_TASK = re.compile(r"\[([ xX])\][ \t]+")
_NOTHING = Attributes()


class TreeBuilder:
    """Builds the tree of one document."""

    def __init__(self, vault: Vault[Fragment], problems: ProblemLog, words: dict[str, str]) -> None:
        self._vault = vault
        self._problems = problems
        self._words = words
        self.references: dict[str, Definition] = {}

    def build(self, document: nodes.Document) -> Element:
        """Return the root element; definitions of references end up in `references`."""
        self._collect_references(document)
        self._footnotes = Footnotes(document, self._problems)
        self._root = root = Element("div")
        self._leaves = LeafBuilder(self._vault, self._problems, self._footnotes, document, root)
        self._blocks(document.children, root)
        self._append_footnotes(root)
        return root

    def _collect_references(self, document: nodes.Container) -> None:
        stack: list[nodes.Block] = [document]
        while stack:
            block = stack.pop()
            if isinstance(block, nodes.ReferenceDefinition):
                key = reference_key(block.label)
                self.references.setdefault(key, Definition(block.address, block.title))
            elif isinstance(block, nodes.Container):
                stack.extend(reversed(block.children))

    # Blocks

    def _blocks(
        self, blocks: Sequence[nodes.Block], parent: Element, *, tight: bool = False
    ) -> None:
        for block, attributes in _with_attributes(blocks):
            if isinstance(block, nodes.ReferenceDefinition | nodes.FootnoteDefinition):
                continue
            before = len(parent)
            if attributes is _NOTHING:
                self._block(block, parent, _NOTHING, tight=tight)
            else:
                self._described(block, parent, attributes, tight=tight)
            if len(parent) > before and attributes.alignment:
                parent[-1].set("align", attributes.alignment)
            if parent is self._root:
                for element in parent[before:]:
                    element.attrib.setdefault(LINE_ATTRIBUTE, str(block.line))
            add_line_end(parent)

    def _block(
        self, block: nodes.Block, parent: Element, attributes: Attributes, *, tight: bool
    ) -> None:
        match block:
            case nodes.Paragraph():
                self._leaves.paragraph(block, parent, tight=tight)
            case nodes.Heading():
                self._leaves.heading(block, parent, attributes)
            case nodes.List():
                self._list(block, parent)
            case nodes.DefinitionList():
                self._definition_list(block, parent)
            case nodes.Quote():
                self._quote(block, parent)
            case nodes.Callout():
                self._callout(block, parent)
            case nodes.Group():
                self._group(block, parent)
            case nodes.Fence() | nodes.IndentedCode() | nodes.TagCode():
                self._leaves.code(block, parent, attributes)
            case nodes.ThematicBreak():
                SubElement(parent, "hr")
            case nodes.HtmlBlock():
                self._leaves.html(block, parent)
            case _:
                raise TypeError(f"there is no way to build a {type(block).__name__}")

    def _described(
        self, block: nodes.Block, parent: Element, attributes: Attributes, *, tight: bool
    ) -> None:
        """Add a block that a list of attributes stands beside."""
        if attributes.contents and isinstance(block, nodes.List | nodes.Paragraph):
            self._leaves.contents(parent)
            return
        word = attributes.callout
        if word and isinstance(block, nodes.Quote | nodes.Paragraph | nodes.List):
            callout = nodes.Callout(line=block.line, kind=CALLOUT_KINDS[word])
            callout.children = block.children if isinstance(block, nodes.Quote) else [block]
            self._callout(callout, parent)
        else:
            self._block(block, parent, attributes, tight=tight)
        if attributes.identifier and len(parent) and not isinstance(block, nodes.Heading):
            parent[-1].set("id", attributes.identifier)

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
            is_task = self._take_task(item, entry)
            self._blocks(item.children, entry, tight=tight)
            if is_task:
                element.set("class", "task-list")
                _move_box_into_paragraph(entry)

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

    def _definition_list(self, block: nodes.DefinitionList, parent: Element) -> None:
        element = SubElement(parent, "dl")
        for part in block.children:
            add_text(element, "\n")
            if isinstance(part, nodes.Term):
                SubElement(element, "dt").text = self._leaves.text(part.lines)
            elif isinstance(part, nodes.Definition):
                entry = SubElement(element, "dd")
                self._blocks(part.children, entry, tight=not part.loose)
        add_text(element, "\n")

    def _quote(self, block: nodes.Quote, parent: Element) -> None:
        """Add a quote, or the callout that its first line names (`> [!NOTE]`)."""
        first = block.children[0] if block.children else None
        opening = quote_callout(first.lines[0].text) if isinstance(first, nodes.Paragraph) else None
        if opening is not None and isinstance(first, nodes.Paragraph):
            callout = nodes.Callout(
                line=block.line,
                kind=opening.kind,
                title=opening.title,
                folded=opening.folded,
                unfolded=opening.unfolded,
                name=opening.name,
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
        title = self._title(block)
        title = title or self._words.get(f"callout-{block.name}") or self._words[block.kind]
        classes = f"callout callout-{block.kind}"
        if block.folded:
            box = SubElement(parent, "details", {"class": classes})
            if block.unfolded:
                box.set("open", "")
            SubElement(box, "summary", {"class": "callout-title"}).text = title
        else:
            box = SubElement(parent, "div", {"class": classes})
            SubElement(box, "p", {"class": "callout-title"}).text = title
        self._blocks(block.children, box)

    def _title(self, block: nodes.Callout) -> str:
        line = nodes.TextLine(block.title, block.line, 1)
        return self._leaves.text([line]) if block.title else ""

    def _group(self, block: nodes.Group, parent: Element) -> None:
        """Add what a wrapper holds; of its parts to choose from, the first is open."""
        parts = [child for child in block.children if isinstance(child, nodes.Callout)]
        for index, part in enumerate(parts):
            if part.folded and not part.title:
                named = index < len(block.titles)
                part.title = block.titles[index] if named else str(index + 1)
        if parts and parts[0].folded:
            parts[0].unfolded = True
        self._blocks(block.children, parent)

    # Footnotes

    def _append_footnotes(self, root: Element) -> None:
        section: Element | None = None
        for number, definition in self._footnotes.referred():
            if section is None:
                wrapper = SubElement(root, "section", {"class": "footnotes", LINE_ATTRIBUTE: "0"})
                section = SubElement(wrapper, "ol")
            entry = SubElement(section, "li", {"id": f"fn-{number}"})
            self._blocks(definition.children, entry)
            last = entry[-1] if len(entry) and entry[-1].tag == "p" else SubElement(entry, "p")
            links = [
                f' <a class="{own_classes("footnote-back")}" href="#{reference_id(number, use)}" '
                f'title="{self._words["back"]}">↩︎</a>'
                for use in range(1, self._footnotes.uses(number) + 1)
            ]
            last.text = (last.text or "") + self._vault.put(RawHtml("".join(links)))
        self._footnotes.report_unused()


def _move_box_into_paragraph(entry: Element) -> None:
    """Put the checkbox at the head of `entry` into the paragraph after it, on its first line."""
    if len(entry) < 2 or entry[1].tag != "p" or entry[0].tail != " ":
        return
    box, paragraph = entry[0], entry[1]
    entry.remove(box)
    box.tail = " " + (paragraph.text or "")
    paragraph.text = None
    paragraph.insert(0, box)


def _with_attributes(
    blocks: Sequence[nodes.Block],
) -> Iterator[tuple[nodes.Block, Attributes]]:
    """Give every block with the lists of attributes beside it.

    A list belongs to the block right above it, else to the one right below (Kramdown, "Block
    Inline Attribute Lists"); one that stands alone says nothing.
    """
    above: nodes.Block | None = None
    above_attributes = waiting = _NOTHING
    end = 0
    for block in blocks:
        if isinstance(block, nodes.AttributeLine):
            adjacent = block.line == end + 1
            end = block.end_line
            if above is not None and adjacent:
                above_attributes |= block.attributes
            else:
                if above is not None:
                    yield above, above_attributes
                    above = None
                waiting = waiting | block.attributes if adjacent else block.attributes
            continue
        if above is not None:
            yield above, above_attributes
        above_attributes = waiting if block.line == end + 1 else _NOTHING
        above, waiting, end = block, _NOTHING, block.end_line
    if above is not None:
        yield above, above_attributes
