"""A save on top of somebody else's: three states of the form become one, or are put to a choice.

*base* is what the form began from, *mine* what was posted, *theirs* what is stored. The article's
row must be locked by the caller. Nothing is stored here, and nothing that both changed is decided
here.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from blog.posts.differences.changes import gaps
from blog.posts.differences.matching import LINE_ANCHORS
from blog.posts.forms.state import (
    BASE_NAMES,
    TEXT,
    FormState,
    comparable,
    one_line_end,
    posted,
    read_state,
    units,
)
from blog.posts.merging import Agreed, Choice, Conflict, Merged, merge_texts, merge_values
from blog.posts.models import Post, Revision
from blog.posts.whole_numbers import LARGEST_COUNT, whole_number

type Parts = tuple[list[str], ...]
"""The values of the names of a unit, as they are posted."""

CHOICE_PREFIX: Final = "merge-"
"""What the names of the choices begin with in the form; the key of the conflict follows."""

_VALUE_CHOICES: Final[dict[str, Choice]] = {"mine": "mine", "theirs": "theirs"}
_TEXT_CHOICES: Final[dict[str, Choice]] = {**_VALUE_CHOICES, "both": "both"}
_KEY_CHARACTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Base:
    """What a form says it began from.

    `version` and `state` are None where the form says nothing that can be; `revision` is None too
    where no revision holds the text that it began from. `is_forged` tells nonsense from silence.
    """

    version: int | None
    revision: Revision | None
    state: FormState | None
    is_forged: bool


@dataclass(frozen=True, slots=True)
class ValueConflict:
    """A unit of small fields that both changed; `base` is None if unknown."""

    key: str
    base: Parts | None
    mine: Parts
    theirs: Parts


@dataclass(frozen=True, slots=True)
class FormMerge:
    """What became of a stale form."""

    base: Base
    text_base: str | None
    text_mine: str
    text_theirs: str
    text: Merged
    values: Mapping[str, Parts]
    """The merged values of each unit without a conflict, in the order of its names."""
    taken: Sequence[tuple[str, Parts, Parts]]
    """Units that only they changed: unit, before, after."""
    value_conflicts: Sequence[ValueConflict]
    has_their_changes: bool
    """Whether they changed anything that the form does not say as well."""
    choices: Mapping[str, Choice] = field(default_factory=dict)

    @property
    def text_conflicts(self) -> list[Conflict]:
        """The places of the text that both changed."""
        return [part for part in self.text.segments if isinstance(part, Conflict)]

    @property
    def conflict_count(self) -> int:
        """How many places wait for a choice, or did."""
        return len(self.text_conflicts) + len(self.value_conflicts)

    @property
    def left(self) -> int:
        """How many places have no choice yet."""
        keys = [part.key for part in self.text_conflicts]
        keys += [part.key for part in self.value_conflicts]
        return sum(key not in self.choices for key in keys)

    def merged_text(self) -> str:
        """Return the text as merged and chosen; only if nothing is left to choose."""
        return self.text.resolved(self.choices)

    def merged_values(self) -> dict[str, list[str]]:
        """Return what the form's small fields hold then, by posted name; as `merged_text`."""
        chosen = dict(self.values)
        for conflict in self.value_conflicts:
            is_mine = self.choices[conflict.key] == "mine"
            chosen[conflict.key] = conflict.mine if is_mine else conflict.theirs
        names = units()
        return {
            name: values
            for unit, parts in chosen.items()
            for name, values in zip(names[unit], parts, strict=True)
        }


def base_of(data: Mapping[str, Any], post: Post) -> Base:
    """Return what the posted form says it began from, as far as it can be."""
    said = {name: str(data.get(name) or "") for name in BASE_NAMES}
    version = whole_number(said["base_version"], LARGEST_COUNT)
    number = whole_number(said["base_revision"], LARGEST_COUNT)
    state = read_state(said["base_state"]) if said["base_state"] else None
    revision = post.revisions.filter(number=number).first() if number else None
    is_forged = (
        version is None
        or version > post.version
        or (said["base_revision"] != "" and number is None)
        or (bool(number) and revision is None)
        or (said["base_state"] != "" and state is None)
    )
    if is_forged:
        return Base(None, None, None, True)
    return Base(version, revision, state or None, False)


def merge(
    data: QueryDict, post: Post, base: Base, theirs: FormState, fields: Sequence[str]
) -> FormMerge:
    """Return what becomes of a posted form on top of the article as stored.

    Args:
        data: what was posted, with the choices made so far.
        post: the article, read under its row's lock.
        base: what the form began from.
        theirs: what the form would show of the article now.
        fields: the names of the fields that this user may write.
    """
    mine = posted(data)
    values, taken, conflicts = {}, [], []
    has_their_changes = False
    for unit, names in units().items():
        if unit not in fields:
            continue
        mine_parts = tuple(mine.get(name, []) for name in names)
        their_parts = tuple(theirs.get(name, []) for name in names)
        base_parts = None
        if base.state is not None and all(name in base.state for name in names):
            base_parts = tuple(base.state[name] for name in names)
        outcome = _merge_unit(unit, base_parts, mine_parts, their_parts)
        if isinstance(outcome, ValueConflict):
            conflicts.append(outcome)
            has_their_changes = True
            continue
        values[unit] = outcome
        if comparable(unit, outcome) != comparable(unit, mine_parts):
            has_their_changes = True
            taken.append((unit, base_parts or mine_parts, their_parts))
    text_mine, text_theirs = one_line_end(str(data.get(TEXT, ""))), one_line_end(post.body)
    text_base = one_line_end(base.revision.body) if base.revision else None
    text = (
        merge_texts(text_base, text_mine, text_theirs)
        if text_base is not None
        else compare_without_base(text_mine, text_theirs)
    )
    return FormMerge(
        base=base,
        text_base=text_base,
        text_mine=text_mine,
        text_theirs=text_theirs,
        text=text,
        values=values,
        taken=taken,
        value_conflicts=conflicts,
        has_their_changes=(has_their_changes or not text.is_clean or text.text != text_mine),
        choices=_choices(data, text, conflicts),
    )


def compare_without_base(mine: str, theirs: str) -> Merged:
    """Return two texts as what they share and conflicts: who changed what is not known."""
    my_lines = mine.splitlines(keepends=True)
    their_lines = theirs.splitlines(keepends=True)
    segments: list[Agreed | Conflict] = []
    at = 0
    for gap in gaps(my_lines, their_lines, LINE_ANCHORS):
        if gap.old_start > at:
            segments.append(Agreed("".join(my_lines[at : gap.old_start]), "both"))
        my_part = "".join(my_lines[gap.old_start : gap.old_end])
        their_part = "".join(their_lines[gap.new_start : gap.new_end])
        # Where the place lies keeps two alike apart.
        named = json.dumps([gap.old_start, my_part, their_part])
        segments.append(
            Conflict(
                base="",
                mine=my_part,
                theirs=their_part,
                key=hashlib.sha256(named.encode()).hexdigest()[:_KEY_CHARACTERS],
                joint="" if my_part.endswith("\n") or not my_part else "\n",
            )
        )
        at = gap.old_end
    if at < len(my_lines):
        segments.append(Agreed("".join(my_lines[at:]), "both"))
    return Merged(tuple(segments))


def _merge_unit(
    unit: str,
    base: Parts | None,
    mine: Parts,
    theirs: Parts,
) -> Parts | ValueConflict:
    if base is None:
        same = comparable(unit, mine) == comparable(unit, theirs)
        return mine if same else ValueConflict(unit, None, mine, theirs)
    merged = merge_values(*(comparable(unit, parts) for parts in (base, mine, theirs)))
    if merged.is_clean:
        return theirs if merged.origin == "theirs" else mine
    if unit == "tags":
        return (_merge_tags(base[0], mine[0], theirs[0]),)
    return ValueConflict(unit, base, mine, theirs)


def _merge_tags(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Return their tags with mine added and those gone that I took away."""
    before, kept = {tag.lower() for tag in base}, {tag.lower() for tag in mine}
    added = [tag for tag in mine if tag.lower() not in before]
    left = [tag for tag in theirs if tag.lower() in kept or tag.lower() not in before]
    return list({tag.lower(): tag for tag in (*left, *added)}.values())


def _choices(
    data: QueryDict, text: Merged, conflicts: Sequence[ValueConflict]
) -> dict[str, Choice]:
    offered: dict[str, dict[str, Choice]] = {
        part.key: _TEXT_CHOICES for part in text.segments if isinstance(part, Conflict)
    }
    offered |= {conflict.key: _VALUE_CHOICES for conflict in conflicts}
    posted_choices = {key: str(data.get(CHOICE_PREFIX + key)) for key in offered}
    return {key: offered[key][said] for key, said in posted_choices.items() if said in offered[key]}
