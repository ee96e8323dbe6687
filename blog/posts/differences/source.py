"""The differences between two Markdown sources, as rows for a template.

Lines first; then, within lines that are versions of one another, words. What is equal far from any
change is folded away.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from blog.posts.differences.changes import Change, gaps, word_changes
from blog.posts.differences.matching import LINE_ANCHORS
from blog.posts.differences.pairing import pair_alike
from blog.posts.differences.words import words

CONTEXT_LINES: Final = 3
"""Unchanged lines shown before and after a change."""
_FEWEST_FOLDED: Final = 2
"""A fold takes a line itself, so it must hide more than one."""

type RunKind = Literal["unchanged", "added", "removed"]
type RowKind = Literal["unchanged", "added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line with one fate. `text` has no line end."""

    kind: RunKind
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line. Only a changed one has runs of several kinds, in reading order.

    `old_number` and `new_number` count from 1; one is None where the line is not in that version.
    An empty line has no runs.
    """

    kind: RowKind
    old_number: int | None
    new_number: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """`count` unchanged lines that are not shown; they began as the given numbers."""

    count: int
    old_number: int
    new_number: int
    kind: Literal["folded"] = "folded"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two sources.

    `added` and `removed` are numbers of characters, line ends included; their difference is the
    difference in length.
    """

    pieces: tuple[Row | Fold, ...]
    added: int
    removed: int

    @property
    def is_unchanged(self) -> bool:
        """Return whether both sources are the same text."""
        return not (self.added or self.removed)


def compare(before: str, after: str) -> Comparison:
    """Return the differences between two Markdown sources with `\\n` as line end.

    A paragraph that was moved shows as removed and added. The time is bounded: of texts that are
    long and have little in common only the coarse differences are found.
    """
    rows = list(_rows(before, after))
    added, removed = _characters(rows, "added"), _characters(rows, "removed")
    # The rows of a text number one more than its line ends, but an empty text has none of either.
    return Comparison(
        pieces=tuple(_folded(rows)),
        added=added - (not before and bool(after)),
        removed=removed - (not after and bool(before)),
    )


def _rows(before: str, after: str) -> Iterator[Row]:
    old = before.split("\n") if before else []
    new = after.split("\n") if after else []
    old_at = new_at = 0
    for change in _line_changes(old, new):
        yield from _unchanged_rows(old, old_at, change.old_start, new_at)
        yield from _replaced_rows(old, new, change)
        old_at, new_at = change.old_end, change.new_end
    yield from _unchanged_rows(old, old_at, len(old), new_at)


def _line_changes(old: list[str], new: list[str]) -> list[Change]:
    """Return the changes between lines; only blank lines between two of them join both.

    Every second line of an article is blank, so an equal one says nothing about what surrounds it.
    """
    joined: list[Change] = []
    for change in gaps(old, new, LINE_ANCHORS):
        if joined and not any(map(str.strip, old[joined[-1].old_end : change.old_start])):
            last = joined.pop()
            joined.append(Change(last.old_start, change.old_end, last.new_start, change.new_end))
        else:
            joined.append(change)
    return joined


def _replaced_rows(old: list[str], new: list[str], change: Change) -> Iterator[Row]:
    old_words = [words(line) for line in old[change.old_start : change.old_end]]
    new_words = [words(line) for line in new[change.new_start : change.new_end]]
    old_at, new_at = change.old_start, change.new_start
    for pair in pair_alike(old_words, new_words):
        old_index, new_index = change.old_start + pair.old, change.new_start + pair.new
        yield from _unpaired_rows(old, new, Change(old_at, old_index, new_at, new_index))
        runs = tuple(_runs(old_words[pair.old], new_words[pair.new]))
        kind: RowKind = "changed" if any(run.kind != "unchanged" for run in runs) else "unchanged"
        yield Row(kind, old_index + 1, new_index + 1, runs)
        old_at, new_at = old_index + 1, new_index + 1
    yield from _unpaired_rows(old, new, Change(old_at, change.old_end, new_at, change.new_end))


def _unpaired_rows(old: list[str], new: list[str], change: Change) -> Iterator[Row]:
    """Yield the rows of lines that are not versions of one another; blank ones still match."""
    old_at, new_at = change.old_start, change.new_start
    old_part = old[change.old_start : change.old_end]
    new_part = new[change.new_start : change.new_end]
    for gap in gaps(old_part, new_part, LINE_ANCHORS):
        old_start, new_start = change.old_start + gap.old_start, change.new_start + gap.new_start
        yield from _unchanged_rows(old, old_at, old_start, new_at)
        old_at, new_at = change.old_start + gap.old_end, change.new_start + gap.new_end
        for number in range(old_start, old_at):
            yield Row("removed", number + 1, None, _whole(old[number], "removed"))
        for number in range(new_start, new_at):
            yield Row("added", None, number + 1, _whole(new[number], "added"))
    yield from _unchanged_rows(old, old_at, change.old_end, new_at)


def _unchanged_rows(old: list[str], start: int, end: int, new_start: int) -> Iterator[Row]:
    for offset, line in enumerate(old[start:end], 1):
        yield Row("unchanged", start + offset, new_start + offset, _whole(line, "unchanged"))


def _whole(line: str, kind: RunKind) -> tuple[Run, ...]:
    return (Run(kind, line),) if line else ()


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    at = 0
    for change in word_changes(old, new):
        if change.new_start > at:
            yield Run("unchanged", "".join(new[at : change.new_start]))
        if change.old_end > change.old_start:
            yield Run("removed", "".join(old[change.old_start : change.old_end]))
        if change.new_end > change.new_start:
            yield Run("added", "".join(new[change.new_start : change.new_end]))
        at = change.new_end
    if at < len(new):
        yield Run("unchanged", "".join(new[at:]))


def _characters(rows: list[Row], kind: Literal["added", "removed"]) -> int:
    return sum(
        (row.kind == kind) + sum(len(run.text) for run in row.runs if run.kind == kind)
        for row in rows
    )


def _folded(rows: list[Row]) -> Iterator[Row | Fold]:
    changed = [index for index, row in enumerate(rows) if row.kind != "unchanged"]
    at = 0
    for index in [*changed, len(rows) + CONTEXT_LINES]:
        hidden_end = min(index - CONTEXT_LINES, len(rows))
        if hidden_end - at >= _FEWEST_FOLDED:
            first = rows[at]
            # Only unchanged rows are folded, and those have both numbers.
            yield Fold(hidden_end - at, first.old_number or 0, first.new_number or 0)
            at = hidden_end
        shown_end = min(index + 1 + CONTEXT_LINES, len(rows))
        yield from rows[at:shown_end]
        at = max(at, shown_end)
