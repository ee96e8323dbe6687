"""Where what a text opens is closed: all questions together look through the text once."""

from __future__ import annotations

from blog.markup.mathematics.notation import SEARCH_LIMIT


class Closers:
    """The closing delimiters and tags of `text`, asked about from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lower = ""
        self._places: dict[str, int] = {}
        self._absent: set[str] = set()

    def soon(self, closer: str, start: int) -> bool:
        """Whether `closer` stands at `start` or within `SEARCH_LIMIT` characters after it."""
        place = self._places.get(closer)
        if place is None or 0 <= place < start:
            place = self._places[closer] = self._text.find(closer, start)
        return 0 <= place <= start + SEARCH_LIMIT

    def end_of(self, closer: str, start: int) -> int:
        """Return the end of `closer`, a tag in lower case, after `start` in any case; or -1."""
        if closer in self._absent:
            return -1
        if not self._lower:
            self._lower = self._text.lower()
            if len(self._lower) != len(self._text):
                # A few capital letters have lower-case forms of two characters.
                self._lower = self._text
        found = self._lower.find(closer, start)
        if found < 0:
            self._absent.add(closer)
            return -1
        return found + len(closer)
