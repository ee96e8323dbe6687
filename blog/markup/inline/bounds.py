"""The bounds of inline markup, applied before Python-Markdown sees a text."""

from __future__ import annotations

import re

from blog.markup.fragments import Fragment, Literal
from blog.markup.limits import (
    MAX_BRACKET_DEPTH,
    MAX_INLINE_MARKS,
    MAX_INLINE_MARKS_TOTAL,
    MAX_UNMATCHED_BRACKETS,
    MarkupError,
)
from blog.markup.problems import TOO_MANY_BRACKETS, TOO_MANY_MARKERS, ProblemLog
from blog.markup.tokens import TOKEN, Vault

_INLINE_MARK = re.compile(r"[*_~=]{1,3}|[\\\[@]|://|www\.")
_BRACKETS = re.compile(r"\\.|[\[\]]", re.DOTALL)


class InlineLimits:
    """Counts the signs of one source's texts."""

    def __init__(self, vault: Vault[Fragment], problems: ProblemLog) -> None:
        self._vault = vault
        self._problems = problems
        self._marks = 0

    def apply(self, text: str, line: int) -> str:
        """Return `text`, or a literal of it if its signs would take long to pair.

        Raises:
            MarkupError: the source as a whole has more than `limits.MAX_INLINE_MARKS_TOTAL`.
        """
        marks = sum(1 for _ in _INLINE_MARK.finditer(text))
        reason = ""
        if marks > MAX_INLINE_MARKS:
            kind = TOO_MANY_MARKERS
            reason = f"more than {MAX_INLINE_MARKS:,} signs of emphasis, brackets and backslashes"
        elif "[" in text and not _few_open_brackets(text):
            kind = TOO_MANY_BRACKETS
            reason = "too many square brackets that do not pair or lie inside each other"
        if reason:
            self._problems.add(
                kind, f"A paragraph here has {reason}; it is shown as typed.", line=line
            )
            return self._literally(text)
        self._marks += marks
        if self._marks > MAX_INLINE_MARKS_TOTAL:
            raise MarkupError(
                f"Up to line {line} the text has more than {MAX_INLINE_MARKS_TOTAL:,} signs of "
                "emphasis, brackets and backslashes. Split it into several posts, or put what is "
                "code into code blocks.",
                limit="MAX_INLINE_MARKS_TOTAL",
                line=line,
            )
        return text

    def _literally(self, text: str) -> str:
        """Put all of `text` between its tokens out of Markdown's reach."""
        out = []
        position = 0
        for match in TOKEN.finditer(text):
            out += [self._vault.put(Literal(text[position : match.start()])), match[0]]
            position = match.end()
        out.append(self._vault.put(Literal(text[position:])))
        return "".join(out)


def _few_open_brackets(text: str) -> bool:
    depth = deepest = 0
    for match in _BRACKETS.finditer(text):
        if match[0] == "[":
            depth += 1
            deepest = max(deepest, depth)
        elif match[0] == "]" and depth:
            depth -= 1
    return depth <= MAX_UNMATCHED_BRACKETS and deepest - depth <= MAX_BRACKET_DEPTH
