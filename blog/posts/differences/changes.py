"""The changes between two lists of words, cleaned up so that people can read them.

A shortest comparison of two Chinese sentences is confetti: single characters that both happen to
contain. Both repairs are those of Neil Fraser's "Diff Strategies" (2006): islands of equal words
that are smaller than the changes around them join the change, and a change that could stand in
several places stands where a sentence, clause or word ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from blog.posts.differences.matching import WORD_ANCHORS, matches

HIDDEN: Final = "\0"
"""In a word, what follows is compared but is no text: the markup around it, or a whole formula."""

_SMALL_ISLAND: Final = 2
"""Equal characters between two changes that nobody reads as unchanged."""
_WHOLE_PART: Final = 12
"""What a formula or picture weighs, in characters: as an unchanged one, it stays visible."""
_FURTHEST_SHIFT: Final = 200
"""How many words a change moves at most."""

_SENTENCE_ENDS: Final = frozenset("。！？；…")
_CLAUSE_ENDS: Final = frozenset("，、：,;:）)」』》】”\"']}>|")
_OPENERS: Final = frozenset("（([{「『《【“<")


class Change(NamedTuple):
    """Words `old_start` to `old_end` became words `new_start` to `new_end`, ends excluded."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def word_changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return what changed between two lists of words, in order; all else is equal.

    A word may carry what is compared but not read after `HIDDEN`.
    """
    changes = gaps(old, new, WORD_ANCHORS)
    changes = _without_islands(changes, old, new)
    return _shifted(changes, old, new)


def gaps(old: Sequence[str], new: Sequence[str], anchor_sizes: Sequence[int]) -> list[Change]:
    """Return what is left between the items that `old` and `new` share."""
    found: list[Change] = []
    old_at = new_at = 0
    for match in matches(old, new, anchor_sizes):
        if match.old > old_at or match.new > new_at:
            found.append(Change(old_at, match.old, new_at, match.new))
        old_at, new_at = match.old + match.size, match.new + match.size
    if old_at < len(old) or new_at < len(new):
        found.append(Change(old_at, len(old), new_at, len(new)))
    return found


def _lengths(words: Sequence[str]) -> list[int]:
    """Return how many characters of text stand before each place among `words`."""
    lengths = [0]
    for word in words:
        hidden = word.find(HIDDEN)
        lengths.append(lengths[-1] + (len(word) if hidden < 0 else hidden or _WHOLE_PART))
    return lengths


def _without_islands(changes: list[Change], old: Sequence[str], new: Sequence[str]) -> list[Change]:
    old_lengths, new_lengths = _lengths(old), _lengths(new)

    def size(change: Change) -> int:
        return max(
            old_lengths[change.old_end] - old_lengths[change.old_start],
            new_lengths[change.new_end] - new_lengths[change.new_start],
        )

    def is_island_between(first: Change, second: Change) -> bool:
        between = old_lengths[second.old_start] - old_lengths[first.old_end]
        return between <= _SMALL_ISLAND or between <= min(size(first), size(second))

    kept: list[Change] = []
    for change in changes:
        joined = change
        while kept and is_island_between(kept[-1], joined):
            first = kept.pop()
            joined = Change(first.old_start, joined.old_end, first.new_start, joined.new_end)
        kept.append(joined)
    return kept


def _shifted(changes: list[Change], old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Move each pure insertion or deletion to its most readable place."""
    placed: list[Change] = []
    for index, change in enumerate(changes):
        before = placed[-1] if placed else None
        after = changes[index + 1] if index + 1 < len(changes) else None
        if change.old_start == change.old_end:
            lowest = before.new_end + 1 if before else 0
            highest = after.new_start - 1 if after else len(new)
            step = _best_shift(new, change.new_start, change.new_end, lowest, highest)
        elif change.new_start == change.new_end:
            lowest = before.old_end + 1 if before else 0
            highest = after.old_start - 1 if after else len(old)
            step = _best_shift(old, change.old_start, change.old_end, lowest, highest)
        else:
            step = 0
        placed.append(Change(*(place + step for place in change)))
    return placed


def _best_shift(words: Sequence[str], start: int, end: int, lowest: int, highest: int) -> int:
    """Return how far words `start` to `end` move, staying between `lowest` and `highest`.

    Those keep a word between neighbouring changes: two that touch would read as one.
    """
    first, last = shifts(words, start, end, lowest, highest)
    return max(
        range(first, last + 1),
        key=lambda step: (_break(words, start + step) + _break(words, end + step), step),
    )


def shifts(
    items: Sequence[str], start: int, end: int, lowest: int, highest: int
) -> tuple[int, int]:
    """Return by how much items `start` to `end`, which one side lacks, may at least and most move.

    The change is the same in each place between. It stays between `lowest` and `highest`.
    """
    first = last = 0
    while (
        first > -_FURTHEST_SHIFT
        and start + first > lowest
        and items[start + first - 1] == items[end + first - 1]
    ):
        first -= 1
    while (
        last < _FURTHEST_SHIFT and end + last < highest and items[start + last] == items[end + last]
    ):
        last += 1
    return first, last


def _break(words: Sequence[str], place: int) -> int:
    """Return how well a text may be cut before the word at `place`: 0 badly, 6 well."""
    if place in (0, len(words)):
        return 6
    left, right = words[place - 1][:1], words[place][:1]
    if left == "\n" or left in _SENTENCE_ENDS or (left in ".!?" and right.isspace()):
        return 5
    if left in _CLAUSE_ENDS or left.isspace():
        return 4
    if right in _OPENERS or right == "\n":
        return 3
    if right.isspace():
        return 2
    return 0 if left.isalnum() and right.isalnum() else 1
