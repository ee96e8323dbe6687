"""One text, rendered by both and compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from blog.markup import Formula
from tests.markup.compare.differences import Difference, differences
from tests.markup.compare.improvements import RULES, Rule, both_sides
from tests.markup.compare.mathematics import without_formulas


class Outcome(NamedTuple):
    """What came of one text.

    `exact` says that the two agree as they are, `agrees` that they do with the declared
    improvements; `left` are the differences that stay then. `used` are the names of the rules that
    bear on the text, `decided_by` those without which it would not agree. `lost` are formulas that
    could not be replaced.
    """

    exact: bool
    left: tuple[Difference, ...] = ()
    used: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    lost: tuple[Formula, ...] = ()
    text: str = ""

    @property
    def agrees(self) -> bool:
        return not self.left


def compare(source: str, rules: Sequence[Rule] = RULES) -> Outcome:
    """Compare what both renderers make of `source`, Markdown without front matter.

    Raises:
        MarkupError: the source passes one of our limits.
    """
    neutral = without_formulas(source)
    text = neutral.text
    as_they_are = both_sides(text, ())
    if as_they_are[0] == as_they_are[1]:
        return Outcome(exact=True, lost=neutral.lost, text=text)
    left = differences(*both_sides(text, rules))
    used = [rule for rule in rules if _bears_on(rule, text)]
    decided = [rule for rule in used if not left and _disagrees_without(rule, text, rules)]
    return Outcome(
        exact=False,
        left=tuple(left),
        used=tuple(rule.name for rule in used),
        decided_by=tuple(rule.name for rule in decided),
        lost=neutral.lost,
        text=text,
    )


def _bears_on(rule: Rule, text: str) -> bool:
    """Whether `rule` alone changes anything about what comes of `text`."""
    return both_sides(text, (rule,)) != both_sides(text, ())


def _disagrees_without(rule: Rule, text: str, rules: Sequence[Rule]) -> bool:
    ours, theirs = both_sides(text, [other for other in rules if other is not rule])
    return ours != theirs
