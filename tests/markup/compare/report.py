"""What the comparison of a folder says, as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.markup.compare.comparison import Outcome
from tests.markup.compare.differences import KINDS, Difference
from tests.markup.compare.improvements import RULES
from tests.markup.compare.inline import plain
from tests.markup.compare.structure import Blocks, described

_MAX_BLOCKS = 6
_MAX_CHARACTERS = 300


class Compared(NamedTuple):
    """A file and what came of it."""

    path: Path
    outcome: Outcome


class Refused(NamedTuple):
    """A file that could not be compared, with the reason."""

    path: Path
    reason: str


def share(compared: Sequence[Compared], refused: Sequence[Refused]) -> float:
    """Return the share of files, in percent, that agree apart from declared improvements.

    A file that could not be compared does not agree.
    """
    files = len(compared) + len(refused)
    agreeing = sum(one.outcome.agrees for one in compared)
    return 100 * agreeing / files if files else 0.0


def summary(compared: Sequence[Compared], refused: Sequence[Refused]) -> Iterator[str]:
    """Give the lines that say how many files agree, and what the declared rules decided."""
    files = len(compared) + len(refused)
    exact = sum(one.outcome.exact for one in compared)
    agreeing = sum(one.outcome.agrees for one in compared)
    yield f"{files} files"
    yield _part("agree exactly", exact, files)
    yield _part("agree apart from declared improvements", agreeing, files)
    yield _part("do not agree", len(compared) - agreeing, files)
    yield _part("could not be compared", len(refused), files)
    yield ""
    yield "Declared improvements: files they decide, of those they bear on"
    decided = Counter(name for one in compared for name in one.outcome.decided_by)
    used = Counter(name for one in compared for name in one.outcome.used)
    for rule in RULES:
        yield f"  {decided[rule.name]:4} of {used[rule.name]:4}  {rule.name}: {rule.reason}"
    yield ""
    yield "Differences that remain, by kind: places, files"
    places = Counter(d.kind for one in compared for d in one.outcome.left)
    where = Counter(kind for one in compared for kind in {d.kind for d in one.outcome.left})
    for kind in KINDS:
        if places[kind]:
            yield f"  {places[kind]:4} in {where[kind]:4}  {kind}"


def _part(name: str, count: int, files: int) -> str:
    return f"  {count:5}  {100 * count / files if files else 0:6.2f} %  {name}"


def failures(refused: Sequence[Refused], compared: Sequence[Compared]) -> Iterator[str]:
    """Give a line for each file that was not compared, and for each formula that was not found."""
    for one in refused:
        yield f"not compared: {one.path}: {one.reason}"
    for file in compared:
        for formula in file.outcome.lost:
            yield f"formula not found: {file.path}: about line {formula.line}: {formula.tex[:80]!r}"


def remaining(compared: Sequence[Compared], show: int) -> Iterator[str]:
    """Give what remains, kind by kind, at most `show` places of each."""
    for kind in KINDS:
        places = [
            (one, difference)
            for one in compared
            for difference in one.outcome.left
            if difference.kind == kind
        ]
        if not places:
            continue
        yield ""
        yield f"== {kind} ({len(places)})"
        for one, difference in places[:show]:
            yield f"{one.path}: {_place(difference, one.outcome.text)}"
            yield from _side("ours ", difference.ours)
            yield from _side("cmark", difference.theirs)
        if len(places) > show:
            yield f"… and {len(places) - show} more"


def _side(name: str, blocks: Blocks) -> Iterator[str]:
    for block in blocks[:_MAX_BLOCKS]:
        yield f"    {name}  {_shortened(described(block))}"
    if len(blocks) > _MAX_BLOCKS:
        yield f"    {name}  … {len(blocks) - _MAX_BLOCKS} more blocks"
    if not blocks:
        yield f"    {name}  nothing"


def _shortened(text: str) -> str:
    text = text.replace("\n", "⏎")
    return text if len(text) <= _MAX_CHARACTERS else text[:_MAX_CHARACTERS] + "…"


def _place(difference: Difference, text: str) -> str:
    """Return about where in `text` the difference is: the line that its first words stand on."""
    for block in difference.theirs + difference.ours:
        for words in sorted(plain(block.run).replace("\n", " ").split(), key=len, reverse=True)[:3]:
            position = text.find(words)
            if position >= 0 and len(words) > 3:
                return f"about line {text.count(chr(10), 0, position) + 1}"
    return "somewhere"
