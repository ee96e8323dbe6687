"""Where a source has lines that are one tag of a template language."""

from __future__ import annotations

from collections.abc import Sequence

from blog.markup.template_tags import shortcodes


class TagLines:
    """Answers whether a tag that opens something is closed later; looks through lines once."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._last: dict[str, int] | None = None

    def has_after(self, number: int, closer: str) -> bool:
        """Whether a line after `number` (from 1) is the tag that `closer` names."""
        if self._last is None:
            self._last = {}
            for place, line in enumerate(self._lines, start=1):
                bare = line.lstrip(" \t>")
                tag = shortcodes.tag_alone(bare) if bare.startswith(("{", "<")) else None
                if tag is not None:
                    self._last[tag.key] = place
        return self._last.get(closer, 0) > number
