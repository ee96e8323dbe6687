"""Emphasis, strikethrough and marks: which delimiter runs open, which close, which belong together.

The algorithm is CommonMark's (0.31.2, section 6.2 and the appendix "An algorithm for parsing nested
emphasis and links"): every run is looked at once, and what cannot match is not looked at again, so
that the time is linear in the number of runs.

Its rule for who may open and close looks at white space and punctuation around a run, which fails
in scripts without spaces: in `**“强调”**后面` the second `**` stands after punctuation and before a
letter, so it may not close. Here, as proposed for CommonMark under the name of CJK-friendly
emphasis, a neighbour of such a script is as good as white space, and its punctuation is no reason
against a run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from blog.markup.characters import Kind, kind_of

_APART: Final = (Kind.SPACE, Kind.PUNCTUATION, Kind.WIDE_PUNCTUATION, Kind.WIDE)
_PUNCTUATION: Final = (Kind.PUNCTUATION, Kind.WIDE_PUNCTUATION)


class Use(NamedTuple):
    """An element that a run opens or closes, and how many of its characters that takes."""

    tag: str
    width: int


@dataclass(slots=True)
class Run:
    """A run of one of `*`, `_`, `~`, `=`.

    `length` characters were written and `left` of them are not used yet. `closes` and `opens` name
    elements in the order in which they were paired: the innermost first.
    """

    character: str
    length: int
    can_open: bool
    can_close: bool
    left: int = 0
    closes: list[Use] = field(default_factory=list)
    opens: list[Use] = field(default_factory=list)


def delimiter_run(text: str, start: int, end: int) -> Run:
    """Return the run of one character between `start` and `end`, judged by its neighbours."""
    character = text[start]
    length = end - start
    before = kind_of(text[start - 1] if start else "")
    after = kind_of(text[end] if end < len(text) else "")
    left_flanking = after is not Kind.SPACE and (after is not Kind.PUNCTUATION or before in _APART)
    right_flanking = before is not Kind.SPACE and (
        before is not Kind.PUNCTUATION or after in _APART
    )
    can_open, can_close = left_flanking, right_flanking
    if character == "_" or (character == "~" and length == 1):
        # Not inside words: snake_case, and 3~5 as a range.
        can_open = left_flanking and (not right_flanking or before in _PUNCTUATION)
        can_close = right_flanking and (not left_flanking or after in _PUNCTUATION)
    elif character == "=":
        # Not inside ASCII words, so that a==b stays; Chinese words have no other way.
        can_open = left_flanking and length == 2 and before is not Kind.OTHER
        can_close = right_flanking and length == 2 and after is not Kind.OTHER
    if character == "~" and length > 2:
        can_open = can_close = False
    return Run(character, length, can_open, can_close, length)


def pair(runs: Sequence[Run]) -> None:
    """Decide for `runs`, in the order of the text, what they open and close."""
    openers: list[tuple[int, Run]] = []
    hopeless: dict[tuple[str, bool, int], int] = {}
    for number, run in enumerate(runs):
        key = (run.character, run.can_open, run.length % 3)
        while run.can_close and run.left:
            bottom = hopeless.get(key, 0)
            index = len(openers) - 1
            while index >= 0 and openers[index][0] >= bottom:
                if _belong_together(openers[index][1], run):
                    break
                index -= 1
            else:
                hopeless[key] = number
                break
            opener = openers[index][1]
            del openers[index + 1 :]
            _use(opener, run)
            if not opener.left:
                openers.pop()
        if run.can_open and run.left:
            openers.append((number, run))


def _belong_together(opener: Run, closer: Run) -> bool:
    if opener.character != closer.character:
        return False
    if opener.character in "~=":
        return opener.length == closer.length
    if opener.can_close or closer.can_open:
        # Rules 9 and 10 of section 6.2.
        total = opener.length + closer.length
        return total % 3 != 0 or (opener.length % 3 == 0 and closer.length % 3 == 0)
    return True


def _use(opener: Run, closer: Run) -> None:
    if opener.character == "~":
        use = Use("del", opener.length)
    elif opener.character == "=":
        use = Use("mark", 2)
    elif opener.left >= 2 and closer.left >= 2:
        use = Use("strong", 2)
    else:
        use = Use("em", 1)
    opener.left -= use.width
    closer.left -= use.width
    opener.opens.append(use)
    closer.closes.append(use)
