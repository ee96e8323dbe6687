"""The problems that a post can have, and those of one source in the order of their places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from blog.markup.limits import MAX_PROBLEMS
from blog.markup.messages import Message, Value, gettext_noop

BAD_FORMULA: Final = "bad-formula"
INCOMPLETE_FORMULA: Final = "incomplete-formula"
TEX_FOR_MARKDOWN: Final = "tex-for-markdown"
IMAGE_WITHOUT_ALT: Final = "image-without-alt"
IMAGE_WITHOUT_ADDRESS: Final = "image-without-address"
FULL_WIDTH_IMAGE: Final = "full-width-image"
UNKNOWN_SHORTCODE: Final = "unknown-shortcode"
UNKNOWN_TAG: Final = "unknown-tag"
REMOVED_HTML: Final = "removed-html"
UNCLOSED_COMMENT: Final = "unclosed-comment"
REFUSED_EMBED: Final = "refused-embed"
REFUSED_ADDRESS: Final = "refused-address"
REFUSED_PICTURE: Final = "refused-picture"
DEAD_FRAGMENT: Final = "dead-fragment"
UNDEFINED_FOOTNOTE: Final = "undefined-footnote"
UNUSED_FOOTNOTE: Final = "unused-footnote"
UNCLOSED_CALLOUT: Final = "unclosed-callout"
DUPLICATE_FOOTNOTE: Final = "duplicate-footnote"
LEFT_OUT_CELLS: Final = "left-out-cells"
UNCLOSED_FENCE: Final = "unclosed-fence"
TOO_DEEP: Final = "too-deep"
CODE_NOT_HIGHLIGHTED: Final = "code-not-highlighted"
HEADING_JUMP: Final = "heading-jump"

# Rendering cannot find these; whoever knows the other posts and the stored files does.
DEAD_POST_LINK: Final = "dead-post-link"
DEAD_LINK: Final = "dead-link"
MISSING_IMAGE: Final = "missing-image"
LINK_TO_UNPUBLISHED: Final = "link-to-unpublished"
OVER_LIMIT: Final = "over-limit"

TEMPLATES: Final[dict[str, str]] = {
    BAD_FORMULA: gettext_noop("The formula %(formula)s cannot be shown: %(reason)s"),
    INCOMPLETE_FORMULA: gettext_noop("The formula %(formula)s is incomplete: %(reason)s"),
    TEX_FOR_MARKDOWN: gettext_noop(
        "The formula %(formula)s is escaped for another Markdown processor (doubled backslashes, "
        "\\_, \\begin{align\\*} or invisible spaces). It is shown as it was meant; write plain TeX."
    ),
    IMAGE_WITHOUT_ALT: gettext_noop(
        "The image %(address)s has no alternative text; say in ![…] what it shows."
    ),
    IMAGE_WITHOUT_ADDRESS: gettext_noop(
        "An image here has no address, or one that a post may not show."
    ),
    FULL_WIDTH_IMAGE: gettext_noop(
        "An image with a full-width ！ or （ is shown as text; write ![…](…) with half-width "
        "characters."
    ),
    UNKNOWN_SHORTCODE: gettext_noop(
        "%(tag)s is a tag of another blog system; it is shown as typed."
    ),
    UNKNOWN_TAG: gettext_noop(
        "%(tag)s is no HTML element, so it is shown as text; write it in backticks if it is code."
    ),
    REMOVED_HTML: gettext_noop("<%(name)s> is not allowed in a post and is left out."),
    UNCLOSED_COMMENT: gettext_noop(
        "A comment <!-- is not closed, so what follows in its part is not shown; end it with -->."
    ),
    REFUSED_EMBED: gettext_noop(
        "Only videos of YouTube, Bilibili and Vimeo can be embedded; this frame is left out. Link "
        "to the page instead."
    ),
    REFUSED_ADDRESS: gettext_noop(
        "The address %(address)s is not one that a post may lead to; use https:, mailto: or a path."
    ),
    REFUSED_PICTURE: gettext_noop(
        "A picture inside the text must be PNG, JPEG, GIF or WebP and below 48 kB; store this one "
        "as a file."
    ),
    DEAD_FRAGMENT: gettext_noop("Nothing in this text has the anchor #%(anchor)s."),
    UNDEFINED_FOOTNOTE: gettext_noop("There is no footnote [^%(label)s]."),
    UNUSED_FOOTNOTE: gettext_noop("Footnote [^%(label)s] is not referred to, so it is not shown."),
    UNCLOSED_CALLOUT: gettext_noop(
        "The callout begun by %(marker)s is not closed; the rest of its part belongs to it."
    ),
    DUPLICATE_FOOTNOTE: gettext_noop(
        "Footnote [^%(label)s] is defined again, so this text of it is not shown."
    ),
    LEFT_OUT_CELLS: gettext_noop(
        "A row of the table has more cells than its header; what is too many is not shown."
    ),
    UNCLOSED_FENCE: gettext_noop(
        "The code fence %(marker)s is not closed; the rest of its part is code."
    ),
    TOO_DEEP: gettext_noop(
        "Quotes and lists are nested more than %(maximum)s deep; the markers beyond that are "
        "shown as text."
    ),
    CODE_NOT_HIGHLIGHTED: gettext_noop(
        "This code is too long to be coloured, or has too long lines; it is shown plain."
    ),
    HEADING_JUMP: gettext_noop(
        "A heading of level %(level)s follows one of level %(previous)s; with %(wanted)s no level "
        "would be left out."
    ),
    DEAD_POST_LINK: gettext_noop("The link %(address)s leads to no post of this site."),
    DEAD_LINK: gettext_noop("The link %(address)s leads to no page of this site."),
    MISSING_IMAGE: gettext_noop("There is no picture at %(address)s on this site."),
    LINK_TO_UNPUBLISHED: gettext_noop(
        "The link %(address)s leads to a post that readers cannot see now."
    ),
    OVER_LIMIT: gettext_noop("The text cannot be rendered: %(reason)s"),
}
"""What each kind of problem says to the author."""

_LONGEST_VALUE = 200
"""Characters of the source that one problem quotes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the author should look at; the rest of the post renders all the same.

    `kind` is a stable code, one of this module's constants. `line` and `column` count from 1 in
    the source as it was given; both are 0 when the problem has no one place. `values` are what
    the placeholders of the kind's template stand for.
    """

    kind: str
    line: int = 0
    column: int = 0
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def wording(self) -> Message:
        """What is wrong, ready to be translated."""
        return Message(TEMPLATES[self.kind], self.values)

    @property
    def message(self) -> str:
        """What is wrong, as an English sentence."""
        return str(self.wording)


_MAX_MISSES = 200


class ProblemLog:
    """Collects problems; keeps the first `MAX_PROBLEMS` and drops exact repeats."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    @property
    def is_full(self) -> bool:
        """Whether no more problems are kept, so that their places need not be looked for."""
        return len(self._problems) >= MAX_PROBLEMS

    def add(self, kind: str, *, line: int = 0, column: int = 0, **values: Value) -> None:
        """Record a problem.

        Args:
            kind: a constant of this module.
            line: the line of the place, from 1; 0 if there is no one place.
            column: the column of the place, from 1; 0 if there is no one place.
            **values: what the placeholders of the kind's template stand for; texts are cut and
                put on one line.
        """
        if not self.is_full:
            short = tuple((name, _one_line(value)) for name, value in values.items())
            self._problems[Problem(kind, line, column, short)] = None

    def in_source_order(self) -> tuple[Problem, ...]:
        """Return the problems by line and column; those without a place come last."""
        return in_source_order(self._problems)


def in_source_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return `problems` by line and column; those without a place come last."""
    return tuple(sorted(problems, key=lambda p: (p.line == 0, p.line, p.column, p.kind, p.message)))


def _one_line(value: Value) -> Value:
    """Return a value as short as a list of problems can show it."""
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    return line if len(line) <= _LONGEST_VALUE else line[: _LONGEST_VALUE - 1] + "…"


class Locator:
    """Finds where a text stands in the source; repeated texts are found one after another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._source = "\n".join(lines)
        self._next: dict[str, int] = {}
        self._misses = 0

    def __call__(self, text: str) -> tuple[int, int]:
        """Return line and column (from 1) of the next `text`, or (0, 0).

        As the address of a link, an image or a tag it is looked for first. After
        `_MAX_MISSES` texts that stand nowhere, no more are looked for.
        """
        if not text or self._misses > _MAX_MISSES:
            return (0, 0)
        begin = self._next.get(text, 0)
        for before in ("](", '="', "](<", ""):
            place = self._source.find(before + text, begin)
            if place >= 0:
                place += len(before)
                self._next[text] = place + len(text)
                line_start = self._source.rfind("\n", 0, place) + 1
                return (self._source.count("\n", 0, place) + 1, place - line_start + 1)
        self._misses += 1
        return (0, 0)
