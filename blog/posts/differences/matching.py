"""The items that two sequences share, in order, found in bounded time.

`difflib` finds what people see as unchanged (the longest common run first), but its time grows with
the product of the lengths, or worse. So long stretches are first cut at *anchors*, runs of items
that occur exactly once on each side, as Bram Cohen's patience diff does with single lines; only the
short stretches between them go to `difflib`. What is still too long counts as replaced as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

LINE_ANCHORS: Final = (1,)
"""A line or sentence that occurs once on each side is the same one."""
WORD_ANCHORS: Final = (16, 6, 3)
"""A single word says little; three in a row that occur once on each side say enough."""

_SHORT: Final = 2_500
"""Product of the lengths up to which a stretch goes to `difflib` without a look for anchors."""
_BOUNDED: Final = 40_000
"""Product of the lengths above which a stretch without anchors is not looked into: 200 by 200
words, a long paragraph that was written anew."""
_STEPS: Final = 12_000_000
"""Pairs of items looked at, for one pair of sequences: more than articles ever need, and
under a second in the worst texts tried. What is left after them counts as replaced."""


class Match(NamedTuple):
    """`size` items from `old` on equal those from `new` on; both are indices."""

    old: int
    new: int
    size: int


class _Stretch(NamedTuple):
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def matches(
    old: Sequence[Hashable], new: Sequence[Hashable], anchor_sizes: Sequence[int]
) -> list[Match]:
    """Return the maximal runs that `old` and `new` share, in order, never crossing.

    `anchor_sizes` are the lengths of the anchors to look for, longest first: `LINE_ANCHORS` or
    `WORD_ANCHORS`.
    """
    numbers: dict[Hashable, int] = {}
    matcher = _Matcher(
        [numbers.setdefault(item, len(numbers)) for item in old],
        [numbers.setdefault(item, len(numbers)) for item in new],
        anchor_sizes,
    )
    return _joined(sorted(matcher.run()))


class _Matcher:
    def __init__(self, old: list[int], new: list[int], anchor_sizes: Sequence[int]) -> None:
        self.old = old
        self.new = new
        self.anchor_sizes = anchor_sizes
        self.found: list[Match] = []
        self.steps = _STEPS

    def run(self) -> list[Match]:
        waiting = [_Stretch(0, len(self.old), 0, len(self.new))]
        while waiting:
            stretch = self._without_equal_ends(waiting.pop())
            old_size = stretch.old_end - stretch.old_start
            new_size = stretch.new_end - stretch.new_start
            if not old_size or not new_size or self.steps < 0:
                continue
            if old_size * new_size <= _SHORT:
                self._look_closely(stretch)
                continue
            between = self._cut_at_anchors(stretch)
            if between:
                waiting.extend(between)
            elif old_size * new_size <= _BOUNDED:
                self._look_closely(stretch)
        return self.found

    def _without_equal_ends(self, stretch: _Stretch) -> _Stretch:
        old_start, old_end, new_start, new_end = stretch
        old, new = self.old, self.new
        while old_start < old_end and new_start < new_end and old[old_start] == new[new_start]:
            old_start += 1
            new_start += 1
        while old_start < old_end and new_start < new_end and old[old_end - 1] == new[new_end - 1]:
            old_end -= 1
            new_end -= 1
        if old_start > stretch.old_start:
            self._note(stretch.old_start, stretch.new_start, old_start - stretch.old_start)
        if old_end < stretch.old_end:
            self._note(old_end, new_end, stretch.old_end - old_end)
        return _Stretch(old_start, old_end, new_start, new_end)

    def _note(self, old: int, new: int, size: int) -> None:
        self.found.append(Match(old, new, size))

    def _look_closely(self, stretch: _Stretch) -> None:
        old = self.old[stretch.old_start : stretch.old_end]
        new = self.new[stretch.new_start : stretch.new_end]
        self.steps -= len(old) * len(new)
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
            if block.size:
                self._note(stretch.old_start + block.a, stretch.new_start + block.b, block.size)

    def _cut_at_anchors(self, stretch: _Stretch) -> list[_Stretch]:
        """Return the stretches between the anchors, or nothing if there are none."""
        for size in self.anchor_sizes:
            self.steps -= stretch.old_end - stretch.old_start + stretch.new_end - stretch.new_start
            anchors = self._anchors(stretch, size)
            if anchors:
                return self._between(stretch, anchors, size)
        return []

    def _anchors(self, stretch: _Stretch, size: int) -> list[tuple[int, int]]:
        """Return where runs of `size` items that are unique on both sides start, in order."""
        in_old = _unique_runs(self.old, stretch.old_start, stretch.old_end, size)
        in_new = _unique_runs(self.new, stretch.new_start, stretch.new_end, size)
        return _longest_rising(
            [(place, in_new[run]) for run, place in in_old.items() if run in in_new]
        )

    def _between(
        self, stretch: _Stretch, anchors: list[tuple[int, int]], size: int
    ) -> list[_Stretch]:
        stretches: list[_Stretch] = []
        old_at, new_at = stretch.old_start, stretch.new_start
        for old_anchor, new_anchor in anchors:
            if old_anchor < old_at or new_anchor < new_at:
                continue  # overlaps the anchor before
            stretches.append(_Stretch(old_at, old_anchor, new_at, new_anchor))
            self._note(old_anchor, new_anchor, size)
            old_at, new_at = old_anchor + size, new_anchor + size
        stretches.append(_Stretch(old_at, stretch.old_end, new_at, stretch.new_end))
        return stretches


def _unique_runs(items: list[int], start: int, end: int, size: int) -> dict[Hashable, int]:
    """Map each run of `size` items that occurs once to its place, in order of places."""
    places: dict[Hashable, int] = {}
    part = items[start:end]
    shifted = [part[offset:] for offset in range(size)]
    for place, run in enumerate(zip(*shifted, strict=False), start):
        places[run] = place if run not in places else -1
    return {run: place for run, place in places.items() if place >= 0}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest chain of `pairs` that rises on both sides.

    `pairs` rise on the left already (patience sorting; Aldous and Diaconis 1999).
    """
    tops: list[int] = []
    top_at: list[int] = []
    before: list[int] = []
    for index, (_, right) in enumerate(pairs):
        pile = bisect_left(tops, right)
        before.append(top_at[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [right]
        top_at[pile : pile + 1] = [index]
    chain: list[tuple[int, int]] = []
    index = top_at[-1] if top_at else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _joined(found: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in found:
        last = joined[-1] if joined else None
        if last and last.old + last.size == match.old and last.new + last.size == match.new:
            joined[-1] = Match(last.old, last.new, last.size + match.size)
        else:
            joined.append(match)
    return joined
