"""The few words of a text that show why it was found."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from blog.graphemes import is_inside
from blog.search.matching import finder, is_of
from blog.search.normalising import aligned, normalise
from blog.search.query import Term

SNIPPET_CHARACTERS: Final = 200
_BEFORE = 50  # characters before what was found
_LOOKED_AT = (20_000, 200_000)  # characters: more only if not all terms are among the first
_MOST_PLACES = 500  # of one term; the best is among the first
_MOST_CANDIDATES = 2_000  # words that begin as a term does
_LONGEST_CHARACTER = 40  # code points that readers see as one; a longer row of marks is none


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
        terms: what was looked for; with none the beginning is returned, and likewise if none
            stands among the first 200,000 characters.
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
    if not terms:
        return 0
    for most in _LOOKED_AT:
        looked_at = text[:most]
        folded = normalise(looked_at)
        count, at = _densest(folded, terms)
        if count == len(terms) or most >= len(text):
            break
    if not count:
        return 0
    # Lines stay lines when a text is normalised, so only one has to be traced back.
    lines = looked_at.split("\n")
    number = folded.count("\n", 0, at)
    _folded, origins = aligned(lines[number])
    column = min(at - folded.rfind("\n", 0, at) - 1, len(origins) - 1)
    offset = sum(len(line) + 1 for line in lines[:number])
    return max(0, offset + origins[column] - _BEFORE)


def _densest(folded: str, terms: Sequence[Term]) -> tuple[int, int]:
    """Return the first place that has most terms within a snippet's length: how many, and where."""
    places = sorted(
        (start, number)
        for number, term in enumerate(terms)
        for start, _stop in _places(folded, [term])
    )
    reach = SNIPPET_CHARACTERS - _BEFORE
    inside: Counter[int] = Counter()
    best = (0, 0)
    last = 0
    for start, first in places:
        while last < len(places) and places[last][0] - start < reach:
            inside[places[last][1]] += 1
            last += 1
        if len(inside) > best[0]:
            best = (len(inside), start)
        inside[first] -= 1
        if not inside[first]:
            del inside[first]
    return best


def _places(folded: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    places: list[tuple[int, int]] = []
    for term in terms:
        known: dict[str, bool] = {}
        count = 0
        for found in islice(finder(term).finditer(folded), _MOST_CANDIDATES):
            word = found[0]
            if word not in known:
                known[word] = is_of(term, word)
            if known[word]:
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
    end = min(len(text), at + _LONGEST_CHARACTER)
    while 0 < at < end and is_inside(text, at):
        at += 1
    return at


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
