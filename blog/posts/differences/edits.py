"""What one side of a merge did to the base, and which such edits get in each other's way.

Pieces are those of `sentences`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blog.posts.differences.changes import Change, gaps, shifts
from blog.posts.differences.matching import LINE_ANCHORS
from blog.posts.differences.pairing import Pair, pair_alike
from blog.posts.differences.sentences import is_separator
from blog.posts.differences.words import words


@dataclass(frozen=True, slots=True)
class Edit:
    """Pieces `start` to `end` of the base became `pieces`.

    An insertion or deletion can be told in several ways: a paragraph with the blank line before it
    or after it. `lowest` and `highest` are how far it then reaches; else they are its ends.
    """

    start: int
    end: int
    pieces: tuple[str, ...]
    lowest: int
    highest: int

    @property
    def is_movable(self) -> bool:
        """Return whether the edit can be told in another place."""
        return (self.lowest, self.highest) != (self.start, self.end)


def is_conflict(one: Edit, other: Edit) -> bool:
    """Return whether edits by two sides overlap or touch, however they are told.

    Two insertions in one place are, since nothing says which comes first.
    """
    if one.highest == other.lowest or other.highest == one.lowest:
        are_insertions = one.start == one.end and other.start == other.end
        return are_insertions or not (one.is_movable or other.is_movable)
    return one.lowest < other.highest and other.lowest < one.highest


def edits_between(base: Sequence[str], side: Sequence[str]) -> list[Edit]:
    """Return what turns `base` into `side`, in order, with unchanged pieces between."""
    changes = _joined(list(_changes(base, side)))
    found: list[Edit] = []
    # A change may move from where the one before it ends to where the one after it begins.
    old_at = new_at = 0
    for index, change in enumerate(changes):
        after = changes[index + 1] if index + 1 < len(changes) else None
        first = last = step = 0
        if change.old_start == change.old_end:
            highest = after.new_start if after else len(side)
            first, last = shifts(side, change.new_start, change.new_end, new_at, highest)
            step = _to_sentence_start(side, change.new_start, first, last)
        elif change.new_start == change.new_end:
            highest = after.old_start if after else len(base)
            first, last = shifts(base, change.old_start, change.old_end, old_at, highest)
            step = _to_sentence_start(base, change.old_start, first, last)
        placed = Change(*(place + step for place in change))
        found.append(
            Edit(
                placed.old_start,
                placed.old_end,
                tuple(side[placed.new_start : placed.new_end]),
                change.old_start + first,
                change.old_end + last,
            )
        )
        old_at, new_at = placed.old_end, placed.new_end
    return found


def _to_sentence_start(items: Sequence[str], start: int, first: int, last: int) -> int:
    """Return the shift between `first` and `last` with which the edit is of whole sentences."""
    return max(
        range(first, last + 1), key=lambda step: (not is_separator(items[start + step]), step)
    )


def _changes(base: Sequence[str], side: Sequence[str]) -> Iterator[Change]:
    """Yield the changes; where only separators are equal, sentences are matched by likeness."""
    for change in _without_separators(gaps(base, side, LINE_ANCHORS), base):
        old_at, new_at = change.old_start, change.new_start
        for pair in _alike(base, side, change):
            yield from _rest(base, side, Change(old_at, pair.old, new_at, pair.new))
            if base[pair.old] != side[pair.new]:
                yield Change(pair.old, pair.old + 1, pair.new, pair.new + 1)
            old_at, new_at = pair.old + 1, pair.new + 1
        yield from _rest(base, side, Change(old_at, change.old_end, new_at, change.new_end))


def _without_separators(changes: list[Change], base: Sequence[str]) -> list[Change]:
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and all(map(is_separator, base[last.old_end : change.old_start])):
            joined[-1] = Change(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            joined.append(change)
    return joined


def _alike(base: Sequence[str], side: Sequence[str], change: Change) -> list[Pair]:
    """Return the sentences of a change that are versions of each other, as places."""
    old = [place for place in range(*change[:2]) if not is_separator(base[place])]
    new = [place for place in range(*change[2:]) if not is_separator(side[place])]
    pairs = pair_alike([words(base[place]) for place in old], [words(side[place]) for place in new])
    return [Pair(old[pair.old], new[pair.new]) for pair in pairs]


def _rest(base: Sequence[str], side: Sequence[str], change: Change) -> Iterator[Change]:
    """Yield what changed between two sentences that were matched, as one change.

    It is told as narrowly as the pieces at its ends allow.
    """
    found = gaps(
        base[change.old_start : change.old_end],
        side[change.new_start : change.new_end],
        LINE_ANCHORS,
    )
    if found:
        yield Change(
            change.old_start + found[0].old_start,
            change.old_start + found[-1].old_end,
            change.new_start + found[0].new_start,
            change.new_start + found[-1].new_end,
        )


def _joined(changes: list[Change]) -> list[Change]:
    """Join changes that touch."""
    joined: list[Change] = []
    for change in changes:
        last = joined[-1] if joined else None
        if last and last.old_end == change.old_start and last.new_end == change.new_start:
            joined[-1] = Change(last.old_start, change.old_end, last.new_start, change.new_end)
        else:
            joined.append(change)
    return joined
