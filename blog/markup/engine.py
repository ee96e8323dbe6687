"""Python-Markdown, set up for this pipeline.

Blocks come from `structure` as the element tree that its block parser would have built, and its
inline patterns are replaced, as one tree processor, by the parser in `inline`. What works on that
tree, the registry of processors and the serialiser, is Python-Markdown's.
"""

from __future__ import annotations

import threading
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from blog.markup.elements import own_classes
from blog.markup.fragments import Fragment, source_of
from blog.markup.inline.elements import to_element
from blog.markup.inline.link_references import References
from blog.markup.inline.parser import needs_parsing, parse
from blog.markup.line_marks import LINE_ATTRIBUTE, with_line
from blog.markup.problems import REFUSED_ADDRESS, REFUSED_PICTURE, Locator, ProblemLog
from blog.markup.schemes import is_data, is_safe, is_small_picture
from blog.markup.tokens import OPEN, Vault


class _InlineProcessor(Treeprocessor):
    """Parses every text of a tree; `references` are those of the source it is from."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.references = References({}, Vault())

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index in range(len(parent) - 1, -1, -1):
                child = parent[index]
                if child.tail and needs_parsing(child.tail):
                    holder = to_element(parse(child.tail, self.references))
                    child.tail = holder.text
                    parent[index + 1 : index + 1] = list(holder)
            if parent.text and needs_parsing(parent.text):
                holder = to_element(parse(parent.text, self.references))
                parent.text = holder.text
                parent[0:0] = list(holder)


class _Engine(Markdown):
    """Python-Markdown with `inline` in the place of all its own tree processors."""

    def __init__(self) -> None:
        super().__init__(output_format="html")
        self.inline = _InlineProcessor(self)
        self.treeprocessors = Registry()
        self.treeprocessors.register(self.inline, "inline", 20)


_local = threading.local()


def _engine() -> _Engine:
    """Return this thread's instance; building one costs more than a short post."""
    instance: _Engine | None = getattr(_local, "engine", None)
    if instance is None:
        instance = _local.engine = _Engine()
    return instance


def to_html(
    tree: Element,
    references: References,
    vault: Vault[Fragment],
    problems: ProblemLog,
    locate: Locator,
) -> list[str]:
    """Parse the texts of `tree`, a `div`; return the HTML of each of its blocks, with tokens.

    A block's HTML holds the text that follows it. The line that a block is marked with stays.
    """
    md = _engine()
    md.inline.references = references
    for processor in md.treeprocessors:
        processor.run(tree)
    _settle_attributes(tree, vault, problems, locate)
    parts = [_text(tree.text or "")]
    for block in tree:
        tail, block.tail = block.tail or "", None
        line = block.attrib.pop(LINE_ATTRIBUTE, None)
        html = md.serializer(block)
        parts.append((html if line is None else with_line(html, int(line))) + _text(tail))
    return parts


def _text(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _settle_attributes(
    tree: Element, vault: Vault[Fragment], problems: ProblemLog, locate: Locator
) -> None:
    """Give attributes their text back (a token may stand in text only), and check addresses."""
    for element in tree.iter():
        for name, value in element.items():
            if name == "class":
                element.set(name, own_classes(*value.split()))
                continue
            text = vault.restore(value, source_of) if OPEN in value else value
            if name in ("href", "src"):
                if not is_safe(text) and not (name == "src" and is_small_picture(text)):
                    del element.attrib[name]
                    line, column = locate(text)
                    if name == "src" and is_data(text):
                        problems.add(REFUSED_PICTURE, line=line, column=column)
                    else:
                        problems.add(REFUSED_ADDRESS, line=line, column=column, address=text)
                    continue
                text = text.strip().replace(" ", "%20")
            if "&" in text:
                # The serialiser takes `&copy;` for a reference; here it is text.
                text = text.replace("&", "&amp;")
            if text is not value:
                element.set(name, text)
