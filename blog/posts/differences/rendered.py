"""The differences between two rendered articles, as one HTML with the changes marked.

`lxml.html.diff.htmldiff` was tried and is not good enough. It cuts words at spaces only, so a
Chinese paragraph is one word; with another tokeniser it would still put a space after each
insertion, lose the white space of code, mark the inside of a formula, move what was deleted out of
its list or table, and take a time that grows with the square of the length. So blocks are aligned
here as the tree has them, and words within blocks by the same rules as the source's.

Not shown: a changed attribute of a block, such as the number that a list begins with, and where a
link within the article goes to.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from lxml import etree

from blog.posts.differences.blocks import Block, Item, content_of, pairs_of
from blog.posts.differences.html_tree import (
    as_text,
    content_as_html,
    element_as_html,
    elements,
    end_tag,
    name_of,
    start_tag,
    text_of_start,
    tree_of,
)
from blog.posts.differences.pairing import Pair
from blog.posts.differences.runs import (
    ADDED_END,
    ADDED_START,
    REMOVED_END,
    REMOVED_START,
    changed_run,
    whole_run,
)

_REMOVED_CLASS: Final = "diff-removed"
_ADDED_BLOCK: Final = '<ins class="diff-added diff-block">'
_REMOVED_BLOCK: Final = '<del class="diff-removed diff-block">'

_PARTS: Final = frozenset("caption dd dt figcaption li summary td th".split())
"""Elements that only certain parents may have: no `<ins>` fits around them, so it goes inside."""
_PARTS_OF_PARTS: Final = frozenset("tbody tfoot thead tr".split())
"""Likewise, and what they contain are parts too."""
_UNMARKED: Final = frozenset({"col", "colgroup"})


def compare_html(before_html: str, after_html: str) -> str:
    """Return `after_html` with what it has gained and lost since `before_html`.

    Both are `Rendered.html`, and so is the result but for its marks: `<ins class="diff-added">`
    around what is new, words or whole blocks; `<del class="diff-removed">` around copies of what
    is gone; and the class `diff-removed` on list items and rows that are gone, with `<del>` inside.
    A mark around a whole block has the class `diff-block` too.
    Without the marks and all that is of class `diff-removed` it is `after_html` again. Copies have
    no ids. Formulas, code blocks, pictures and players are marked as a whole.

    Raises ValueError for HTML that the pipeline did not write. The time is bounded, see `matching`.
    """
    return _changed_content(tree_of(before_html), tree_of(after_html), frozenset())


def _changed_content(old: etree._Element, new: etree._Element, without: frozenset[str]) -> str:
    """Return the content of `new` with the changes since `old`.

    `without` names elements that copies of what is gone must not have.
    """
    old_content, new_content = content_of(old), content_of(new)
    old_items, new_items = old_content.items, new_content.items
    if new.tag == "a":
        without |= {"a"}  # a link in a link is invalid
    out: list[str] = []
    ends = Pair(-1, -1), Pair(len(old_items), len(new_items))
    pairs = pairs_of(name_of(new), old_items, new_items)
    for last, pair in pairwise([ends[0], *pairs, ends[1]]):
        out.extend(_removed(item, without) for item in old_items[last.old + 1 : pair.old])
        for index in range(last.new + 1, pair.new):
            out += (new_content.spaces[index], _added(new_items[index]))
        out.append(new_content.spaces[pair.new])
        if pair != ends[1]:
            out.append(_changed(old_items[pair.old], new_items[pair.new], without))
    return "".join(out)


def _changed(old: Item, new: Item, without: frozenset[str]) -> str:
    if isinstance(old, Block) and isinstance(new, Block):
        if old.key == new.key:
            return element_as_html(new.element, with_ids=True)
        if old.is_whole or old.shape != new.shape:
            return _removed(old, without) + _added(new)
        return (
            start_tag(new.element, with_id=True)
            + _changed_content(old.element, new.element, without)
            + end_tag(new.element)
        )
    if isinstance(old, Block) or isinstance(new, Block):
        return _removed(old, without) + _added(new)
    return changed_run(old.words, new.words, without)


def _added(item: Item) -> str:
    if not isinstance(item, Block):
        return whole_run(item.words, is_added=True)
    element = item.element
    if item.tag in _UNMARKED:
        return element_as_html(element, with_ids=True)
    if item.tag in _PARTS:
        inside = ADDED_START + content_as_html(element, with_ids=True) + ADDED_END
        return start_tag(element, with_id=True) + inside + end_tag(element)
    if item.tag in _PARTS_OF_PARTS:
        parts = [text_of_start(element)]
        for part in elements(element):
            parts += (_added(Block(part)), as_text(part.tail))
        return start_tag(element, with_id=True) + "".join(parts) + end_tag(element)
    return _ADDED_BLOCK + element_as_html(element, with_ids=True) + ADDED_END


def _removed(item: Item, without: frozenset[str]) -> str:
    if not isinstance(item, Block):
        return whole_run(item.words, is_added=False, without=without)
    element = item.element
    if item.tag in _UNMARKED:
        return ""
    start = start_tag(element, with_id=False, extra_class=_REMOVED_CLASS)
    if item.tag in _PARTS:
        inside = content_as_html(element, with_ids=False, without=without)
        return start + REMOVED_START + inside + REMOVED_END + end_tag(element)
    if item.tag in _PARTS_OF_PARTS:
        parts = [text_of_start(element)]
        for part in elements(element):
            parts += (_removed(Block(part), without), as_text(part.tail))
        return start + "".join(parts) + end_tag(element)
    copy = element_as_html(element, with_ids=False, without=without)
    return _REMOVED_BLOCK + copy + REMOVED_END
