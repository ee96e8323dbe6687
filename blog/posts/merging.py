"""Three-way merge: two people changed the same text, and neither change may be lost.

Each version is compared with the base, and what only one side changed is taken (diff3: Khanna,
Kunal and Pierce, "A Formal Investigation of Diff3", 2007). Changes that overlap or touch are a
conflict for people to settle. A paragraph is often one long line, so the pieces are sentences and
what stands between them; in code, formulas and tables they are lines.

All texts have `\\n` as line end: callers turn the `\\r\\n` of forms into it first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from blog.posts.differences.edits import Edit, edits_between, is_conflict
from blog.posts.differences.sentences import is_separator, is_within_line, pieces

type Origin = Literal["base", "mine", "theirs", "both"]
type Choice = Literal["mine", "theirs", "both"]

_KEY_CHARACTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Agreed:
    """Text that is settled. `origin` "both" is the same change on both sides."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that both sides changed differently, whole sentences or lines.

    `key` is the same whenever the same three texts are merged, and differs from every other
    conflict's. `joint` is the white space that stands between both sides if both are taken.
    """

    base: str
    mine: str
    theirs: str
    key: str
    joint: str

    def resolved(self, choice: Choice) -> str:
        """Return the text for `choice`; "both" is mine, then theirs."""
        match choice:
            case "mine":
                return self.mine
            case "theirs":
                return self.theirs
            case "both":
                return self.mine + self._between() + self.theirs
        raise ValueError(f"no way to resolve a conflict: {choice!r}")

    def _between(self) -> str:
        if not self.mine or not self.theirs:
            return ""
        if self.mine[-1].isspace() or self.theirs[0].isspace():
            return ""
        is_english = self.mine[-1].isascii() and self.theirs[0].isascii()
        return self.joint or (" " if is_english else "")


@dataclass(frozen=True, slots=True)
class Merged:
    """The segments of a merged text, in order."""

    segments: tuple[Agreed | Conflict, ...]

    @property
    def is_clean(self) -> bool:
        """Return whether nothing is left to settle."""
        return not any(isinstance(segment, Conflict) for segment in self.segments)

    @property
    def text(self) -> str:
        """Return the merged text. Raises ValueError if there are conflicts."""
        if not self.is_clean:
            raise ValueError("the merge has conflicts")
        return self.resolved({})

    def resolved(self, choices: Mapping[str, Choice]) -> str:
        """Return the text with each conflict settled as `choices` say, by its key.

        Raises KeyError for a conflict without a choice, ValueError for a choice of another name.
        """
        return "".join(
            segment.text if isinstance(segment, Agreed) else segment.resolved(choices[segment.key])
            for segment in self.segments
        )


@dataclass(frozen=True, slots=True)
class MergedValue[T]:
    """A merged value that has no parts, such as a title or a category.

    `origin` says whose it is, or is None if both sides changed it differently.
    """

    base: T
    mine: T
    theirs: T
    origin: Origin | None

    @property
    def is_clean(self) -> bool:
        """Return whether there is nothing to settle."""
        return self.origin is not None

    @property
    def value(self) -> T:
        """Return the merged value. Raises ValueError if there is a conflict."""
        if self.origin is None:
            raise ValueError("the merge has a conflict")
        return self.theirs if self.origin == "theirs" else self.mine


def merge_values[T](base: T, mine: T, theirs: T) -> MergedValue[T]:
    """Merge a field as a whole: a change by one side wins, different changes are a conflict."""
    origin: Origin | None
    if mine == theirs:
        origin = "base" if mine == base else "both"
    elif theirs == base:
        origin = "mine"
    else:
        origin = "theirs" if mine == base else None
    return MergedValue(base, mine, theirs, origin)


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """Merge two later versions of `base`.

    A change by one side is taken, the same change by both once. Changes that overlap or touch are a
    conflict, as are a deletion and a change of what was deleted, and two insertions in one place.
    The time is bounded; the more the texts differ beyond it, the larger the conflicts.
    """
    base_pieces = pieces(base)
    mine_edits = edits_between(base_pieces, pieces(mine))
    theirs_edits = edits_between(base_pieces, pieces(theirs))
    regions = _regions(mine_edits, theirs_edits)
    segments = _Segments()
    at = 0
    for index, region in enumerate(regions):
        start, end = region.start, region.end
        if region.sides_differ(base_pieces):
            limit = regions[index + 1].start if index + 1 < len(regions) else len(base_pieces)
            start, end = _whole_sentences(base_pieces, start, end, at, limit)
        segments.agree("".join(base_pieces[at:start]), "base")
        segments.settle(
            "".join(base_pieces[start:end]),
            _edited(base_pieces, start, end, region.mine),
            _edited(base_pieces, start, end, region.theirs),
            _joint(base_pieces, start, end),
        )
        at = end
    segments.agree("".join(base_pieces[at:]), "base")
    return Merged(tuple(segments.found))


@dataclass(slots=True)
class _Region:
    """Pieces `start` to `end` of the base, and the edits in and at them, which belong together."""

    start: int
    end: int
    mine: list[Edit]
    theirs: list[Edit]

    def sides_differ(self, base: Sequence[str]) -> bool:
        """Return whether both sides changed the region, and not in the same way."""
        if not (self.mine and self.theirs):
            return False
        mine = _edited(base, self.start, self.end, self.mine)
        return mine != _edited(base, self.start, self.end, self.theirs)


def _regions(mine: list[Edit], theirs: list[Edit]) -> list[_Region]:
    """Return the edits in order, those together that may not be taken apart."""
    regions: list[_Region] = []
    for region in sorted(_alone(mine, theirs), key=lambda region: (region.start, region.end)):
        joined = region
        while regions and _belong_together(regions[-1], joined):
            last = regions.pop()
            joined = _Region(
                last.start,
                max(last.end, joined.end),
                last.mine + joined.mine,
                last.theirs + joined.theirs,
            )
        regions.append(joined)
    return regions


def _alone(mine: list[Edit], theirs: list[Edit]) -> Iterator[_Region]:
    for edit in mine:
        yield _Region(edit.start, edit.end, [edit], [])
    for edit in theirs:
        yield _Region(edit.start, edit.end, [], [edit])


def _belong_together(first: _Region, second: _Region) -> bool:
    if second.start < first.end:
        return True
    return any(
        is_conflict(one, other)
        for ones, others in ((first.mine, second.theirs), (first.theirs, second.mine))
        for one in ones[-1:]
        for other in others[:1]
    )


def _whole_sentences(
    base: Sequence[str], start: int, end: int, lowest: int, highest: int
) -> tuple[int, int]:
    """Widen a conflict so that people are asked about whole sentences."""
    while start > lowest and is_within_line(base[start - 1]) and not is_separator(base[start - 1]):
        start -= 1
    if end and is_within_line(base[end - 1]):
        while end < highest and is_within_line(base[end]) and is_separator(base[end]):
            end += 1
    return start, end


def _edited(base: Sequence[str], start: int, end: int, edits: list[Edit]) -> str:
    """Return pieces `start` to `end` of the base as one side has them."""
    out: list[str] = []
    at = start
    for edit in edits:
        out += base[at : edit.start]
        out += edit.pieces
        at = edit.end
    out += base[at:end]
    return "".join(out)


def _joint(base: Sequence[str], start: int, end: int) -> str:
    """Return what stands between two versions of pieces `start` to `end` of the base."""
    before = base[start - 1] if start else "\n\n"
    after = base[end] if end < len(base) else "\n\n"
    if before.endswith("\n\n") and after.startswith("\n\n"):
        return "\n\n"
    return "\n" if before.endswith("\n") and after.startswith("\n") else ""


class _Segments:
    """The segments so far, neighbours of one origin as one."""

    def __init__(self) -> None:
        self.found: list[Agreed | Conflict] = []
        self.keys: set[str] = set()

    def settle(self, base: str, mine: str, theirs: str, joint: str) -> None:
        """Add a place at which one side differs from the base, or both do."""
        merged = merge_values(base, mine, theirs)
        if merged.origin is not None:
            self.agree(merged.value, merged.origin)
        else:
            self.found.append(
                Conflict(base, mine, theirs, self._new_key(base, mine, theirs), joint)
            )

    def agree(self, text: str, origin: Origin) -> None:
        if not text:
            return
        last = self.found[-1] if self.found else None
        if isinstance(last, Agreed) and last.origin == origin:
            self.found[-1] = Agreed(last.text + text, origin)
        else:
            self.found.append(Agreed(text, origin))

    def _new_key(self, *texts: str) -> str:
        """Return a key that the same conflict has again; equal conflicts are numbered."""
        number = 0
        while True:
            told = "\0".join((*texts, str(number)))
            key = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()[:_KEY_CHARACTERS]
            if key not in self.keys:
                self.keys.add(key)
                return key
            number += 1
