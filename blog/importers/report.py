"""What became of each file: the report of an import, and how it is said."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from blog.markup import Problem
from blog.posts.problem_messages import described

EXAMPLES_PER_WARNING = 3
NAMES_PER_REASON = 20  # files that are no posts; enough for all but documentation trees
"""How many files are named for each kind of warning when not everything is asked for."""


class RemarkKind(StrEnum):
    """What a warning is about; its value is the heading in the report."""

    FRONT_MATTER = "front matter mended"
    ENCODING = "text in an unusual encoding"
    DATE = "date not understood or missing"
    IMAGE = "image not taken along"
    LINK = "link not followed"
    SLUG = "slug already taken"
    ADDRESS = "old address not kept"
    HIDDEN = "hidden in the source, so a draft here"
    VALUE = "value shortened or left out"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that did not stop a post, but that its author may want to know."""

    kind: RemarkKind
    message: str


class Action(StrEnum):
    """What became of a file."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KEPT = "kept"
    SKIPPED = "skipped"
    NOT_A_POST = "not a post"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file and what became of it.

    ``reason`` is a sentence for whatever did not become or stay a post as the file has it;
    ``crashed`` marks a reason that is a defect of the importer, not of the file. ``problems``
    are those of the text as it was stored: their lines count from the first one after the
    front matter.
    """

    path: str
    action: Action
    reason: str = ""
    warnings: tuple[Remark, ...] = ()
    crashed: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Report:
    """The outcomes of one run, in the order of the files."""

    outcomes: list[Outcome] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    """Posts on the site whose files were there at an earlier import and are no more."""

    def add(self, outcome: Outcome) -> None:
        """Note what became of one file."""
        self.outcomes.append(outcome)

    def extend(self, other: "Report") -> None:
        """Take over what another report says."""
        self.outcomes.extend(other.outcomes)
        self.missing.extend(other.missing)

    def sort(self) -> None:
        """Order the outcomes by path."""
        self.outcomes.sort(key=lambda outcome: outcome.path)

    def count(self, action: Action) -> int:
        """Return how many files ended with this action."""
        return sum(outcome.action is action for outcome in self.outcomes)

    def with_action(self, action: Action) -> list[Outcome]:
        """Return the outcomes that ended with this action."""
        return [outcome for outcome in self.outcomes if outcome.action is action]

    @property
    def failed(self) -> bool:
        """Whether some file that should have become a post did not."""
        return self.count(Action.SKIPPED) > 0

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """Yield the report line by line: what was lost, what is doubtful, then the counts.

        Every skipped or kept file is always named with its reason. ``everything`` names every
        file that is no post, every warning and every problem of a text, else the first ones of
        each kind.
        """
        for action in (Action.SKIPPED, Action.KEPT):
            for outcome in self.with_action(action):
                yield f"{action.value}: {outcome.path}: {outcome.reason}"
        yield from self._not_posts(everything=everything)
        yield from self._warnings(everything=everything)
        yield from self._problems(everything=everything)
        if self.missing:
            shown = ", ".join(self.missing[:EXAMPLES_PER_WARNING])
            more = "…" if len(self.missing) > EXAMPLES_PER_WARNING else ""
            yield (
                f"note: {_files(len(self.missing))} of an earlier import no longer there, "
                f"the posts stay: {shown}{more}"
            )
        yield ", ".join(f"{self.count(action)} {action.value}" for action in Action) + "."

    def _not_posts(self, *, everything: bool) -> Iterator[str]:
        by_reason: dict[str, list[str]] = {}
        for outcome in self.with_action(Action.NOT_A_POST):
            by_reason.setdefault(outcome.reason, []).append(f"  {outcome.path}")
        for reason, lines in by_reason.items():
            yield f"{Action.NOT_A_POST.value}: {_files(len(lines))}: {reason}"
            shown = lines if everything else lines[:NAMES_PER_REASON]
            yield from shown
            if len(shown) < len(lines):
                yield f"  … and {len(lines) - len(shown)} more (-v 2 names them all)"

    def _warnings(self, *, everything: bool) -> Iterator[str]:
        by_kind: dict[str, list[str]] = {}
        for outcome in self.outcomes:
            for warning in outcome.warnings:
                line = f"  {outcome.path}: {warning.message}"
                by_kind.setdefault(warning.kind.value, []).append(line)
        yield from _by_kind("warning", by_kind, everything=everything)

    def _problems(self, *, everything: bool) -> Iterator[str]:
        by_kind: dict[str, list[str]] = {}
        for outcome in self.outcomes:
            for problem in outcome.problems:
                line = f"  {outcome.path}: {described(problem)}"
                by_kind.setdefault(problem.kind, []).append(line)
        yield from _by_kind("problem", by_kind, everything=everything)


def _by_kind(word: str, by_kind: dict[str, list[str]], *, everything: bool) -> Iterator[str]:
    for kind, lines in by_kind.items():
        yield f"{word}: {kind} ({len(lines)})"
        shown = lines if everything else lines[:EXAMPLES_PER_WARNING]
        yield from shown
        if len(shown) < len(lines):
            yield f"  … and {len(lines) - len(shown)} more (-v 2 names them all)"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
