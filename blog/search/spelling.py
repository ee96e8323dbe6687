"""Other words that somebody may have meant."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from blog.search.characters import TOKEN
from blog.search.normalising import normalise
from blog.search.words import tokens

SHORTEST_WORD: Final = 4
SHORTEST_RUN: Final = 3
"""A shorter word is near to too many others."""


def nearest(text: str, names: Iterable[str]) -> str | None:
    """Return the word or run among `names` that `text` is most likely a slip of the hand for.

    Args:
        text: one normalised word, or one run of unspaced script.
        names: titles and tags, the more a name counts the more often.

    Returns:
        None if it is a word of theirs itself, or none is near: within one slip (a letter wrong,
        missing, too many, or two changed about), two from eight letters on; for a run one wrong
        character. A word that `text` begins is as near as one slip.
    """
    found = list(tokens(text))
    if len(found) != 1:
        return None
    run, word, sign = found[0]
    if run + word + sign != text:
        return None
    slips = 2 if len(word) >= 8 else 1
    near: Counter[tuple[int, str]] = Counter()
    for name in names:
        candidates = _runs_like(name, len(run)) if run else _words_of(name)
        for candidate in candidates:
            if candidate == text:
                return None
            far = _differing(candidate, run) if run else _slips(candidate, word, slips)
            if far <= slips:
                near[-far, candidate] += 1
    if not near:
        return None
    (_far, best), _times = max(near.items(), key=lambda item: (item[0][0], item[1], item[0][1]))
    return best


def may_be_misspelt(text: str) -> bool:
    """Whether it is a single word or run, long enough that a slip of the hand can be told."""
    found = TOKEN.fullmatch(text)
    return found is not None and len(text) >= (SHORTEST_RUN if found[1] else SHORTEST_WORD)


def distance(one: str, other: str, most: int) -> int:
    """Return how many slips lie between two words: Damerau's distance, restricted.

    Counting ends above `most`. (F. J. Damerau, "A technique for computer detection and correction
    of spelling errors", 1964; the "optimal string alignment" form.)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        last, row = row, [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = last
        if min(row) > most:
            return most + 1
    return row[-1]


def _slips(candidate: str, word: str, most: int) -> int:
    if candidate.startswith(word):
        return 1
    if abs(len(candidate) - len(word)) > most:
        return most + 1
    return distance(candidate, word, most)


def _words_of(name: str) -> Iterator[str]:
    return (word for _run, word, _sign in tokens(normalise(name)) if word)


def _runs_like(name: str, length: int) -> Iterator[str]:
    for run, _word, _sign in tokens(normalise(name)):
        yield from (run[at : at + length] for at in range(len(run) - length + 1))


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
