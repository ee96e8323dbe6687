"""What two lists of blocks do not have in common, and of which kind each difference is."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, NamedTuple

from tests.markup.compare.inline import Run, plain
from tests.markup.compare.structure import Block, Blocks

KINDS: Final = (
    "heading", "list", "spacing", "task", "code", "language", "table", "quote", "rule", "notes",
    "paragraph", "text", "emphasis", "link", "image", "inline code", "break", "inline HTML",
)  # fmt: skip
"""The kinds of difference, in the order of the report. "spacing" is an item that is loose on one
side and tight on the other, "paragraph" any other difference in where blocks begin and end."""

_EMPHASIS = frozenset({"em", "strong", "del"})


class Difference(NamedTuple):
    """A place where the two do not agree: the blocks of either side that have no equal there."""

    kind: str
    ours: Blocks
    theirs: Blocks


def differences(ours: Blocks, theirs: Blocks) -> list[Difference]:
    """Return where `ours` and `theirs` differ, in reading order; nothing if they are equal."""
    if ours == theirs:
        return []
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    found: list[Difference] = []
    for operation, i, i_end, j, j_end in matcher.get_opcodes():
        if operation != "equal":
            found += _split(ours[i:i_end], theirs[j:j_end])
    return found


def _split(ours: Blocks, theirs: Blocks) -> list[Difference]:
    """Take blocks that only differ inside as one difference each, the others together."""
    if [_pairing(block) for block in ours] == [_pairing(block) for block in theirs]:
        pairs = zip(ours, theirs, strict=True)
        return [Difference(_kind_of_pair(a, b), (a,), (b,)) for a, b in pairs if a != b]
    return [Difference(_kind_of_group(ours, theirs), ours, theirs)]


def _pairing(block: Block) -> str:
    """Return what two blocks must have in common to be told apart by what they hold."""
    return "heading" if block.kind.startswith("heading") else block.kind


def _kind_of_pair(a: Block, b: Block) -> str:
    if a.run != b.run and a.kind != "code":
        kind = _kind_of_run(a.run, b.run)
        if kind != "text":
            return kind
    family = _family(a.kind)
    if a.kind == "code" and a.run == b.run and a.path == b.path:
        return "language"
    if a.kind == "item" and a.path == b.path:
        return "task"
    if a.path != b.path:
        return _path_kind(a, b)
    return "text" if family == "paragraph" else family


def _path_kind(a: Block, b: Block) -> str:
    changed = set(a.path) ^ set(b.path)
    if "quote" in changed:
        return "quote"
    return "list" if changed <= {"list", "ordered list"} else "paragraph"


def _kind_of_run(a: Run, b: Run) -> str:
    for kinds, name in (
        (("image",), "image"),
        (("note",), "notes"),
        (("code",), "inline code"),
        (("break",), "break"),
    ):
        if [t for t in a if t.kind in kinds] != [t for t in b if t.kind in kinds]:
            return name
    marks = [[t for t in run if t.kind in ("open", "close")] for run in (a, b)]
    if [t for t in marks[0] if t.value == "a"] != [t for t in marks[1] if t.value == "a"]:
        return "link"
    if marks[0] != marks[1] or plain(a) == plain(b):
        names = {t.value for t in set(marks[0]) ^ set(marks[1])}
        return "emphasis" if names <= _EMPHASIS | {"a"} else "inline HTML"
    return "text"


def _kind_of_group(ours: Blocks, theirs: Blocks) -> str:
    blocks = ours + theirs
    kinds = {_family(block.kind) for block in ours} ^ {_family(block.kind) for block in theirs}
    if {b.kind for b in blocks} <= {"text", "paragraph", "item"} and [b.run for b in ours] == [
        b.run for b in theirs
    ]:
        return "spacing"
    for kind in ("notes", "table", "code", "heading", "quote", "list", "rule"):
        if kind in kinds:
            return kind
    return "list" if any(b.kind == "item" for b in blocks) else "paragraph"


def _family(kind: str) -> str:
    if kind in ("row", "table") or kind.startswith("cell"):
        return "table"
    if kind.startswith("heading"):
        return "heading"
    if kind in ("list", "ordered list", "item"):
        return "list"
    return kind if kind in KINDS else "paragraph"
