"""What a block contains, as runs of text and further blocks, and which are versions of which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from blog.posts.differences.changes import gaps
from blog.posts.differences.html_tree import classes_of, elements, name_of
from blog.posts.differences.matching import LINE_ANCHORS
from blog.posts.differences.pairing import Pair, pair_alike
from blog.posts.differences.runs import Word, fingerprint, words_of_element, words_of_text
from blog.posts.differences.words import words

_BLOCK_TAGS: Final = frozenset(
    """
    blockquote caption center col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6
    hr li ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
_WHOLE_TAGS: Final = frozenset({"pre", "hr", "col", "colgroup"})
_WHOLE_CLASSES: Final = frozenset({"math-display", "highlight", "video"})
"""Blocks that are shown as a whole, old and new: nobody reads half a formula."""
_ONLY_ONE: Final = frozenset({"summary", "caption", "figcaption", "thead", "tbody", "tfoot"})
"""Blocks of which a parent has one: versions of each other whatever they say."""
_CONTAINERS: Final = frozenset(
    {"ul", "ol", "dl", "table", "tr", "section", "details", "figure", "div"}
)
"""Blocks that are versions of each other if they stand in the same place."""

_SPACE = re.compile(r"\s+")


class Run:
    """Text with its inline elements, between the tags of blocks; no white space at its ends."""

    shape = "run"

    def __init__(self, found: list[Word]) -> None:
        self.words = found
        self.key = "".join(word.key for word in found)


class Block:
    """An element that contains runs or blocks, or is compared as a whole."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self.tag = name_of(element)
        self.is_whole = self.tag in _WHOLE_TAGS or not _WHOLE_CLASSES.isdisjoint(
            classes_of(element)
        )
        self.shape = f"{self.tag} {element.get('class', '')}"

    @cached_property
    def key(self) -> str:
        """What is equal in two blocks that look the same."""
        print_ = fingerprint(self.element)
        has_code = self.tag == "pre" or self.element.find(".//pre") is not None
        return print_ if has_code else _SPACE.sub(" ", print_)

    @cached_property
    def words(self) -> list[str]:
        """The text, for likeness to other blocks."""
        return [word for text in self.element.itertext() for word in words(str(text))]


type Item = Run | Block


@dataclass(frozen=True, slots=True)
class Content:
    """What an element contains.

    `spaces` are HTML: the white space before each of `items`, and after the last.
    """

    items: list[Item]
    spaces: list[str]


def content_of(element: etree._Element) -> Content:
    """Return what `element` contains, cut into runs and blocks."""
    content = Content([], [""])
    pending = list(words_of_text(element.text))
    for child in elements(element):
        if _is_block(child):
            _end_run(content, pending)
            content.items.append(Block(child))
            content.spaces.append("")
            pending = []
        else:
            pending.extend(words_of_element(child))
        pending.extend(words_of_text(child.tail))
    _end_run(content, pending)
    return content


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCK_TAGS or any(
        inside.tag in _BLOCK_TAGS for inside in element.iterdescendants()
    )


def _end_run(content: Content, pending: list[Word]) -> None:
    start, end = 0, len(pending)
    while start < end and pending[start].is_space:
        start += 1
    while end > start and pending[end - 1].is_space:
        end -= 1
    content.spaces[-1] += "".join(word.html for word in pending[:start])
    if start < end:
        content.items.append(Run(pending[start:end]))
        content.spaces.append("".join(word.html for word in pending[end:]))


def pairs_of(parent_tag: str, old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Return which of the items in two versions of one element are versions of each other.

    `parent_tag` is the element's name. Both numbers of the pairs rise.
    """
    if parent_tag == "tr" and len(old) == len(new):
        return [Pair(index, index) for index in range(len(new))]
    found: list[Pair] = []
    old_at = new_at = 0
    for gap in gaps([item.key for item in old], [item.key for item in new], LINE_ANCHORS):
        found += _equal_pairs(old_at, gap.old_start, new_at)
        changed = _pairs_of_changed(
            old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
        )
        found += [Pair(gap.old_start + pair.old, gap.new_start + pair.new) for pair in changed]
        old_at, new_at = gap.old_end, gap.new_end
    found += _equal_pairs(old_at, len(old), new_at)
    return found


def _equal_pairs(old_start: int, old_end: int, new_start: int) -> Iterable[Pair]:
    """Yield the pairs of a stretch in which both versions are equal."""
    return (Pair(old, new_start + old - old_start) for old in range(old_start, old_end))


def _pairs_of_changed(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Return pairs by likeness, and between them by place where shape follows shape."""
    found: list[Pair] = []
    old_at = new_at = 0
    alike = pair_alike([_told(item) for item in old], [_told(item) for item in new])
    for pair in [*alike, Pair(len(old), len(new))]:
        old_part, new_part = old[old_at : pair.old], new[new_at : pair.new]
        if [_shape_by_place(item) for item in old_part] == [item.shape for item in new_part]:
            found += _equal_pairs(old_at, pair.old, new_at)
        found.append(pair)
        old_at, new_at = pair.old + 1, pair.new + 1
    return found[:-1]


def _shape_by_place(item: Item) -> str | None:
    """Return the shape of an item whose place alone may tell what became of it."""
    by_place = isinstance(item, Run) or item.is_whole or item.tag in _CONTAINERS
    return item.shape if by_place else None


def _told(item: Item) -> list[str]:
    """Return the words by which an item is like others: never like one of another shape."""
    if isinstance(item, Run):
        found = [word.key for word in item.words]
    elif item.tag in _ONLY_ONE:
        return [item.tag]
    else:
        found = item.words
    return [f"{item.shape} {word}" for word in found if not word.isspace()]
