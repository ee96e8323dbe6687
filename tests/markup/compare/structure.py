"""HTML of either renderer reduced to an ordered list of blocks.

Both renderers' HTML goes through the same reader, so that only what the blocks name can differ:
attributes for looks, wrappers and white space between tags are left out.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree
from lxml import html as lxml_html

from tests.markup.compare.inline import Run, Token, address_of, settled, shown

_LEAVES = {
    "p": "paragraph",
    "h1": "heading 1",
    "h2": "heading 2",
    "h3": "heading 3",
    "h4": "heading 4",
    "h5": "heading 5",
    "h6": "heading 6",
    "summary": "summary",
    "figcaption": "caption",
    "caption": "caption",
    "dt": "term",
}
_BOXES = {
    "blockquote": "quote",
    "details": "details",
    "figure": "figure",
    "dl": "definitions",
    "dd": "definition",
}
_PHRASING = frozenset(
    "abbr b bdi bdo big cite del dfn em font i ins kbd mark nobr q s samp small span strike strong "
    "sub sup time tt u var".split()
)
_WITHOUT_MEANING = frozenset({"span", "font", "nobr", "time", "bdi", "bdo", "big"})
_LANGUAGE_CLASS = re.compile(r"(?:^|\s)lang(?:uage)?-(\S+)")
_OWN_LINKS = frozenset({"footnote-back", "footnote-backref", "heading-anchor"})


class Block(NamedTuple):
    """A block of an article.

    `kind` says what it is, `path` what it stands in (outermost first), `run` what it holds.
    `detail` is the rest that counts: the language of code, the first number of a list, the
    alignments of a table.
    """

    kind: str
    path: tuple[str, ...] = ()
    run: Run = ()
    detail: tuple[str, ...] = ()


type Blocks = tuple[Block, ...]


def blocks_of(html: str) -> Blocks:
    """Return the blocks of `html`, the content of a body, in reading order."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    reader = _Reader()
    reader.content(root)
    reader.flush()
    return tuple(reader.blocks)


class _Reader:
    """Walks a tree; what is phrasing gathers in a run until a block begins or ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._path: list[str] = []
        self._run: list[Token] = []

    def content(self, element: etree._Element) -> None:
        self._text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._node(child, child.tag)
            self._text(child.tail)

    def flush(
        self, kind: str = "text", detail: tuple[str, ...] = (), *, keep: bool = False
    ) -> None:
        """End the run that is open; nothing comes of an empty one unless `keep` says so."""
        run = settled(self._run)
        self._run = []
        if run or keep:
            self.blocks.append(Block(kind, tuple(self._path), run, detail))

    def _text(self, text: str | None) -> None:
        if text:
            self._run.append(Token("text", text))

    def _node(self, element: etree._Element, tag: str) -> None:
        classes = str(element.get("class") or "").split()
        if self._inline(element, tag, classes):
            return
        self.flush()
        if tag in _LEAVES:
            self._leaf(element, _LEAVES[tag], classes)
        elif tag in ("ul", "ol"):
            self._list(element, tag)
        elif tag == "table":
            self._table(element)
        elif tag == "pre" or "highlight" in classes:
            self._code(element, str(element.get("data-language") or ""))
        elif tag == "hr":
            self._emit("rule")
        elif tag == "nav" and "toc" in classes:
            self._emit("contents")
        elif box := _box_name(tag, classes):
            self._box(element, box)
        else:
            self.content(element)
        self.flush()

    def _emit(self, kind: str, run: Run = (), detail: tuple[str, ...] = ()) -> None:
        self.blocks.append(Block(kind, tuple(self._path), run, detail))

    # Phrasing

    def _inline(self, element: etree._Element, tag: str, classes: list[str]) -> bool:
        """Add an element that stands in a line; False if `tag` is a block's."""
        run = self._run
        match tag:
            case "br":
                run.append(Token("break"))
            case "wbr" | "input" | "source" | "track":
                # The parser does not know all of these to be empty, so text may be in them.
                self.content(element)
            case "img":
                alt = " ".join(str(element.get("alt") or "").split())
                address = address_of(str(element.get("src") or ""))
                run.append(Token("image", alt, address, str(element.get("title") or "")))
            case "code":
                text = "".join(map(str, element.itertext()))
                run.append(Token("code", text.replace("\n", " ")))
            case "a":
                self._link(element, classes)
            case "sup" if "footnote-ref" in classes:
                run.append(Token("note", "".join(map(str, element.itertext())).strip()))
            case "iframe" | "video" | "audio":
                run.append(Token("video"))
            case _ if tag in _WITHOUT_MEANING:
                self.content(element)
            case "strong" if any(True for _ in element.iterancestors("strong")):
                # cmark-gfm itself writes strong text inside strong text only once.
                self.content(element)
            case _ if tag in _PHRASING:
                run.append(Token("open", tag))
                self.content(element)
                self._run.append(Token("close", tag))
            case _:
                return False
        return True

    def _link(self, element: etree._Element, classes: list[str]) -> None:
        address = element.get("href")
        if _OWN_LINKS & set(classes):
            return
        if address is None:
            self.content(element)
            return
        title = str(element.get("title") or "")
        self._run.append(Token("open", "a", address_of(str(address)), title))
        self.content(element)
        self._run.append(Token("close", "a"))

    # Blocks

    def _leaf(self, element: etree._Element, kind: str, classes: list[str]) -> None:
        if "callout-title" in classes:
            kind = "callout title"
        self.content(element)
        self.flush(kind, keep=kind.startswith("heading"))

    def _box(self, element: etree._Element, name: str) -> None:
        self._emit(name)
        self._path.append(name)
        self.content(element)
        self.flush()
        self._path.pop()

    def _list(self, element: etree._Element, tag: str) -> None:
        start = str(element.get("start") or "1") if tag == "ol" else ""
        name = "ordered list" if tag == "ol" else "list"
        self._emit(name, detail=(start,) if start else ())
        self._path.append(name)
        for child in element:
            if child.tag == "li":
                self._emit("item", detail=_task(child))
                self.content(child)
                self.flush()
            elif isinstance(child.tag, str):
                self._node(child, child.tag)
        self._path.pop()

    def _code(self, element: etree._Element, language: str) -> None:
        pre = element if element.tag == "pre" else next(element.iter("pre"), None)
        if pre is None:
            return
        for inner in pre.iter("code"):
            if match := _LANGUAGE_CLASS.search(str(inner.get("class") or "")):
                language = match[1]
        text = "".join(map(str, pre.itertext()))
        detail = (language.lower(),) if language else ()
        self._emit("code", (Token("text", text.removesuffix("\n")),), detail)

    def _table(self, element: etree._Element) -> None:
        self._emit("table")
        self._path.append("table")
        for row in element.iter("tr"):
            self._emit("row")
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                self.content(cell)
                self.flush(f"cell {cell.tag}", (_alignment(cell),), keep=True)
        caption = element.find("caption")
        if caption is not None:
            self._leaf(caption, "caption", [])
        self._path.pop()


def _box_name(tag: str, classes: list[str]) -> str:
    """Return the name of an element that holds blocks, or "" if it makes no difference."""
    if "callout" in classes:
        return "callout"
    if tag == "section" and "footnotes" in classes:
        return "notes"
    return _BOXES.get(tag, "")


def _task(item: etree._Element) -> tuple[str, ...]:
    """Return whether the checkbox at the head of an item is checked, or nothing without one."""
    first = next((child for child in item if isinstance(child.tag, str)), None)
    if first is not None and first.tag == "p":
        first = next((child for child in first if isinstance(child.tag, str)), None)
    if first is None or first.tag != "input" or first.get("type") != "checkbox":
        return ()
    return ("[x]",) if first.get("checked") is not None else ("[ ]",)


def _alignment(cell: etree._Element) -> str:
    for name in str(cell.get("class") or "").split():
        if name.startswith("align-"):
            return name.removeprefix("align-")
    return str(cell.get("align") or "").lower()


def described(block: Block) -> str:
    """Return `block` as one line for the report."""
    path = " > ".join(block.path)
    detail = " ".join(block.detail)
    head = " ".join(filter(None, [path and f"({path})", block.kind, detail]))
    return f"{head}: {shown(block.run)}" if block.run else head
