"""Which lines, or blocks, of one text are later versions of those of another.

Two items are alike by the words and pairs of neighbouring words that they share (Dice's
coefficient). Of all likely pairs the chain with the greatest likeness that keeps the order is
taken, so what was moved shows as removed and added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

_ALIKE: Final = 0.3
"""Likeness from which a reader gains by seeing one item as a change of the other. Two unrelated
Chinese paragraphs of one article share about 0.1, by their common characters."""
_ALL_PAIRS: Final = 400
"""Number of pairs up to which each is looked at."""
_COMMON: Final = 8
"""Beyond that many pairs, a word that is in more items than this names no candidate."""
_CANDIDATES: Final = 4
"""Beyond that many pairs, how many candidates each item has."""

type _Features = frozenset[str | tuple[str, str]]


class Pair(NamedTuple):
    """Item number `new` is a later version of item number `old`."""

    old: int
    new: int


class _Likely(NamedTuple):
    old: int
    new: int
    likeness: float


def pair_alike(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> list[Pair]:
    """Return the pairs among two lists of items, each given by its words; both sides rise.

    Items without words have no pair.
    """
    old_features = [_features(item) for item in old]
    new_features = [_features(item) for item in new]
    likely: list[_Likely] = []
    for index, candidates in enumerate(_candidates(old_features, new_features)):
        features = old_features[index]
        for candidate in candidates:
            likeness = _likeness(features, new_features[candidate])
            if likeness >= _ALIKE:
                likely.append(_Likely(index, candidate, likeness))
    return _best_chain(likely, len(new))


def _features(words: Sequence[str]) -> _Features:
    told = [word for word in words if not word.isspace()]
    return frozenset(told) | frozenset(pairwise(told))


def _likeness(first: _Features, second: _Features) -> float:
    shared = len(first & second)
    return 2 * shared / (len(first) + len(second)) if shared else 0.0


def _candidates(old: list[_Features], new: list[_Features]) -> list[list[int]]:
    if len(old) * len(new) <= _ALL_PAIRS:
        return [list(range(len(new)))] * len(old)
    holders: dict[str | tuple[str, str], list[int]] = {}
    for index, features in enumerate(new):
        for feature in features:
            holders.setdefault(feature, []).append(index)
    found: list[list[int]] = []
    for features in old:
        votes: Counter[int] = Counter()
        for feature in features:
            named = holders.get(feature, ())
            if len(named) <= _COMMON:
                votes.update(named)
        best = sorted(votes, key=lambda index: (-votes[index], index))
        found.append(best[:_CANDIDATES])
    return found


def _best_chain(likely: list[_Likely], new_size: int) -> list[Pair]:
    """Return the chain that rises on both sides and has the greatest sum of likeness.

    The best chain that ends before each place is kept in a Fenwick tree (1994), so the time is
    that of sorting.
    """
    tree = [-1] * (new_size + 1)
    totals: list[float] = []
    before: list[int] = []
    # Pairs of the same old item must not follow one another: its later new items come first.
    likely = sorted(likely, key=lambda pair: (pair.old, -pair.new))
    for index, pair in enumerate(likely):
        best = -1
        place = pair.new
        while place > 0:
            if tree[place] >= 0 and (best < 0 or totals[tree[place]] > totals[best]):
                best = tree[place]
            place &= place - 1
        before.append(best)
        totals.append(pair.likeness + (totals[best] if best >= 0 else 0.0))
        place = pair.new + 1
        while place <= new_size:
            if tree[place] < 0 or totals[index] > totals[tree[place]]:
                tree[place] = index
            place += place & -place
    chain: list[Pair] = []
    index = max(range(len(totals)), key=totals.__getitem__, default=-1)
    while index >= 0:
        chain.append(Pair(likely[index].old, likely[index].new))
        index = before[index]
    return chain[::-1]
