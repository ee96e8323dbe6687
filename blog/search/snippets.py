"""The few words of a text that show why it was found."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from blog.search.matching import finder, is_of
from blog.search.normalising import aligned, normalise
from blog.search.query import Term

SNIPPET_CHARACTERS: Final = 200
_BEFORE = 50  # characters before what was found
_MOST_PLACES = 500  # of one term; the best is among the first
_JOINER = "\u200d"


@dataclass(frozen=True)
class Piece:
    """A stretch of text; whether it is what was looked for."""

    text: str
    is_match: bool


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return the whole text in pieces, those that any of the terms finds marked."""
    folded, origins = aligned(text)
    pieces: list[Piece] = []
    end = 0
    for start, stop in _joined(_places(folded, terms)):
        begin, until = _whole(text, origins[start]), _whole(text, origins[stop - 1] + 1)
        if begin > end:
            pieces.append(Piece(text[end:begin], False))
        if until > max(begin, end):
            pieces.append(Piece(text[max(begin, end) : until], True))
        end = max(end, until)
    if end < len(text):
        pieces.append(Piece(text[end:], False))
    return pieces


def snippet(text: str, terms: Sequence[Term]) -> list[Piece]:
    """Return about `SNIPPET_CHARACTERS` of a text where most of the terms stand together.

    Args:
        text: plain text as written, a block a line; blocks are run together.
        terms: what was looked for; with none the beginning is returned.
    """
    start = _best_start(text, terms)
    begin = _word_start(text, start)
    end = _word_end(text, begin + SNIPPET_CHARACTERS)
    pieces = marked(" ".join(text[begin:end].split()), terms)
    if begin > 0:
        pieces.insert(0, Piece("…", False))
    if end < len(text):
        pieces.append(Piece("…", False))
    return pieces


def _best_start(text: str, terms: Sequence[Term]) -> int:
    """Return where in `text` a snippet best begins."""
    best = (0, 0)  # how many terms, how far into the text
    offset = 0
    if not terms:
        return 0
    # Lines stay lines when a text is normalised, so only the best has to be traced back.
    lines = text.split("\n")
    for line, folded in zip(lines, normalise(text).split("\n"), strict=True):
        for count, at in _windows(folded, terms):
            if count > best[0]:
                _folded, origins = aligned(line)
                best = (count, offset + origins[min(at, len(origins) - 1)])
        if best[0] == len(terms):
            break
        offset += len(line) + 1
    return max(0, best[1] - _BEFORE)


def _windows(folded: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Yield how many terms stand within a snippet's length from each place, and the place."""
    places = sorted(
        (start, number)
        for number, term in enumerate(terms)
        for start, _stop in _places(folded, [term])
    )
    reach = SNIPPET_CHARACTERS - _BEFORE
    last = 0
    for first, (start, _number) in enumerate(places):
        last = max(last, first)
        while last < len(places) and places[last][0] - start < reach:
            last += 1
        yield len({number for _start, number in places[first:last]}), start


def _places(folded: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for term in terms:
        count = 0
        for found in finder(term).finditer(folded):
            if is_of(term, found[0]):
                places.append(found.span())
                count += 1
                if count == _MOST_PLACES:
                    break
    return places


def _joined(places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places in order, those that touch as one."""
    current: tuple[int, int] | None = None
    for start, stop in sorted(places):
        if current and start <= current[1]:
            current = (current[0], max(current[1], stop))
        else:
            if current:
                yield current
            current = (start, stop)
    if current:
        yield current


def _whole(text: str, at: int) -> int:
    """Return the nearest place from `at` on that parts no character as readers see them."""
    while 0 < at < len(text) and _belongs_to_former(text, at):
        at += 1
    return at


def _belongs_to_former(text: str, at: int) -> bool:
    character, former = text[at], text[at - 1]
    return (
        character == _JOINER
        or former == _JOINER
        or unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or 0x1F3FB <= ord(character) <= 0x1F3FF
        or (_is_flag_letter(character) and _is_flag_letter(former))
    )


def _is_flag_letter(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def _word_start(text: str, at: int) -> int:
    """Return where the word around `at` begins, if that is near."""
    begin = at
    while begin > 0 and at - begin < 20 and _in_word(text, begin):
        begin -= 1
    return _whole(text, at if _in_word(text, begin) else begin)


def _word_end(text: str, at: int) -> int:
    """Return where the word around `at` ends, if that is near; the text's end at most."""
    end = min(at, len(text))
    while end < len(text) and end - at < 20 and _in_word(text, end):
        end += 1
    return _whole(text, end)


def _in_word(text: str, at: int) -> bool:
    """Whether `at` parts a word of letters that are spaced."""
    around = text[at - 1 : at + 1]
    return 0 < at < len(text) and around.isascii() and around.isalnum()
