"""The text inside a block: cut into words that know their markup, and written with its changes.

A word is compared together with the elements around it, so that a link with another address or a
word made bold counts as changed. Formulas, pictures, players and check boxes are one word each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from blog.posts.differences.changes import HIDDEN, word_changes
from blog.posts.differences.html_tree import (
    as_text,
    classes_of,
    element_as_html,
    elements,
    end_tag,
    name_of,
    start_tag,
)
from blog.posts.differences.words import words

ADDED_START: Final = '<ins class="diff-added">'
ADDED_END: Final = "</ins>"
REMOVED_START: Final = '<del class="diff-removed">'
REMOVED_END: Final = "</del>"

_WHOLE_TAGS: Final = frozenset(
    "math img picture video audio iframe input br wbr ruby progress svg".split()
)
_WHOLE_CLASSES: Final = frozenset({"math-failure"})
# Both follow from a heading's or footnote's place in the article; by themselves they are no change.
_PLACE = re.compile(r' href="#[^"]*"')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a run, or a whole formula or picture.

    `key` is what is compared (see `changes.HIDDEN`), `html` the word as the article has it, `copy`
    the same without ids. `around` are the elements of the run it stands in, outermost first.
    """

    key: str
    html: str
    copy: str
    around: tuple[etree._Element, ...]

    @property
    def is_space(self) -> bool:
        """Return whether this is white space that no element of the run surrounds."""
        return self.key.isspace()


def fingerprint(element: etree._Element) -> str:
    """Return what tells whether two elements look the same to a reader."""
    return _PLACE.sub("", element_as_html(element, with_ids=False))


def words_of_text(text: str | None, around: tuple[etree._Element, ...] = ()) -> Iterator[Word]:
    """Yield the words of a text that stands in the elements `around`."""
    markup = "".join(_PLACE.sub("", start_tag(element, with_id=False)) for element in around)
    for word in words(text or ""):
        written = as_text(word)
        told = " " if word.isspace() else word
        yield Word(told + HIDDEN + markup if markup else told, written, written, around)


def words_of_element(
    element: etree._Element, around: tuple[etree._Element, ...] = ()
) -> Iterator[Word]:
    """Yield the words of an inline element, but not those of the text after it."""
    if _is_whole(element):
        yield Word(
            HIDDEN + fingerprint(element),
            element_as_html(element, with_ids=True),
            element_as_html(element, with_ids=False),
            around,
        )
        return
    inside = (*around, element)
    yield from words_of_text(element.text, inside)
    for child in elements(element):
        yield from words_of_element(child, inside)
        yield from words_of_text(child.tail, inside)


def _is_whole(element: etree._Element) -> bool:
    return (
        element.tag in _WHOLE_TAGS
        or not (len(element) or element.text)
        or not _WHOLE_CLASSES.isdisjoint(classes_of(element))
    )


def whole_run(run: Sequence[Word], *, is_added: bool, without: frozenset[str] = frozenset()) -> str:
    """Return a run that is only in one of the versions, without the elements named."""
    writer = _Writer(with_ids=is_added, without=without)
    for word in run:
        writer.write(word)
    inside = writer.finished()
    if is_added:
        return ADDED_START + inside + ADDED_END
    return REMOVED_START + inside + REMOVED_END


def changed_run(old: Sequence[Word], new: Sequence[Word], without: frozenset[str]) -> str:
    """Return the run `new` with what it has gained and lost since `old`.

    `without` names elements that copies of what is gone must not have.
    """
    writer = _Writer(with_ids=True)
    at = 0
    for change in word_changes([word.key for word in old], [word.key for word in new]):
        for word in new[at : change.new_start]:
            writer.write(word)
        following = new[change.new_start].around if change.new_start < len(new) else ()
        writer.write_removed(old[change.old_start : change.old_end], following, without)
        for word in new[change.new_start : change.new_end]:
            writer.write(word, is_added=True)
        at = change.new_end
    for word in new[at:]:
        writer.write(word)
    return writer.finished()


class _Writer:
    """Writes words one after another and opens and closes the elements around them.

    `<ins>` and `<del>` hold the words of one element and never cross its tags.
    """

    def __init__(self, *, with_ids: bool, without: frozenset[str] = frozenset()) -> None:
        self.with_ids = with_ids
        self.without = without
        self.out: list[str] = []
        self.open: tuple[etree._Element, ...] = ()
        self.is_in_added = False

    def write(self, word: Word, *, is_added: bool = False) -> None:
        around = tuple(element for element in word.around if element.tag not in self.without)
        if self.is_in_added and not (is_added and around == self.open):
            self._end_added()
        self._move_to(around)
        if is_added and not self.is_in_added:
            self.out.append(ADDED_START)
            self.is_in_added = True
        self.out.append(word.html if self.with_ids else word.copy)

    def write_removed(
        self,
        removed: Sequence[Word],
        following: tuple[etree._Element, ...],
        without: frozenset[str],
    ) -> None:
        """Write words of the old version before a word that stands in the elements `following`."""
        if not removed:
            return
        self._end_added()
        self._move_to(self.open[: _shared(self.open, following)])
        # What is open already is not opened again inside.
        copy = _Writer(with_ids=False, without=without | {name_of(open_) for open_ in self.open})
        for word in removed:
            copy.write(word)
        self.out += (REMOVED_START, copy.finished(), REMOVED_END)

    def finished(self) -> str:
        self._end_added()
        self._move_to(())
        return "".join(self.out)

    def _end_added(self) -> None:
        if self.is_in_added:
            self.out.append(ADDED_END)
            self.is_in_added = False

    def _move_to(self, around: tuple[etree._Element, ...]) -> None:
        shared = _shared(self.open, around)
        self.out.extend(end_tag(element) for element in reversed(self.open[shared:]))
        self.out.extend(start_tag(element, with_id=self.with_ids) for element in around[shared:])
        self.open = around


def _shared(first: Sequence[etree._Element], second: Sequence[etree._Element]) -> int:
    """Return how many elements two chains have in common from the outside."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one is not other:
            break
        count += 1
    return count
