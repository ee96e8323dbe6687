"""The bound on the signs of inline markup in one source."""

from __future__ import annotations

import re

from blog.markup.limits import MAX_INLINE_MARKS, MarkupError
from blog.markup.messages import gettext_noop

_SIGN = re.compile(r"\*+|_+|~+|=+|[\\\[\]&:\n]")


class InlineLimit:
    """Counts the signs of one source's texts."""

    def __init__(self) -> None:
        self._marks = 0

    def count(self, text: str, line: int) -> None:
        """Count the signs of `text`, which begins at `line`.

        Raises:
            MarkupError: the source as a whole has more than `limits.MAX_INLINE_MARKS`.
        """
        self._marks += len(_SIGN.findall(text))
        if self._marks > MAX_INLINE_MARKS:
            raise MarkupError(
                gettext_noop(
                    "Up to line %(line)s the text has more than %(maximum)s signs of emphasis, "
                    "brackets and backslashes. Split it into several posts, or put what is code "
                    "into code blocks."
                ),
                maximum=f"{MAX_INLINE_MARKS:,}",
                limit="MAX_INLINE_MARKS",
                line=line,
            )
