"""The problems that rendering can find, collected in the order of the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from blog.markup.limits import MAX_PROBLEMS
from blog.markup.rendered import Problem

BAD_FORMULA: Final = "bad-formula"
IMAGE_WITHOUT_ALT: Final = "image-without-alt"
FULL_WIDTH_IMAGE: Final = "full-width-image"
UNKNOWN_SHORTCODE: Final = "unknown-shortcode"
UNKNOWN_TAG: Final = "unknown-tag"
REMOVED_HTML: Final = "removed-html"
REFUSED_EMBED: Final = "refused-embed"
REFUSED_ADDRESS: Final = "refused-address"
DEAD_FRAGMENT: Final = "dead-fragment"
UNDEFINED_FOOTNOTE: Final = "undefined-footnote"
UNUSED_FOOTNOTE: Final = "unused-footnote"
UNCLOSED_FENCE: Final = "unclosed-fence"
TOO_DEEP: Final = "too-deep"
TOO_MANY_BRACKETS: Final = "too-many-brackets"
TOO_MANY_MARKERS: Final = "too-many-markers"
CODE_NOT_HIGHLIGHTED: Final = "code-not-highlighted"


class ProblemLog:
    """Collects problems; keeps the first `MAX_PROBLEMS` and drops exact repeats."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, kind: str, message: str, *, line: int = 0, column: int = 0) -> None:
        """Record a problem of `kind` (a constant of this module) at `line` and `column`."""
        if len(self._problems) < MAX_PROBLEMS:
            self._problems[Problem(kind, message, line, column)] = None

    def in_source_order(self) -> tuple[Problem, ...]:
        """Return the problems by line and column; those without a place come last."""
        return tuple(
            sorted(self._problems, key=lambda p: (p.line == 0, p.line, p.column, p.kind, p.message))
        )


class Locator:
    """Finds where a text stands in the source; repeated texts are found one after another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._from: dict[str, int] = {}

    def __call__(self, text: str) -> tuple[int, int]:
        """Return line and column (from 1) of the next `text`, or (0, 0)."""
        if not text:
            return (0, 0)
        for index in range(self._from.get(text, 0), len(self._lines)):
            column = self._lines[index].find(text)
            if column >= 0:
                self._from[text] = index + 1
                return (index + 1, column + 1)
        return (0, 0)
