"""Code that was coloured lately.

A preview renders the whole article at every pause in typing, and nearly all of its code is what it
was. Lexers take half of that time, so what they made of a block is kept for a while. Only values
that follow from the code alone are kept: rendering stays a function of its source.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Final

type Tokens = tuple[tuple[str, str], ...]

MAX_REMEMBERED_CHARACTERS: Final = 300_000
"""Of code, in one process; its tokens take some 20 bytes a character."""


class RecentTokens:
    """The tokens of recent code blocks by language and text, the oldest forgotten first.

    May be used from several threads.
    """

    def __init__(self, characters: int = MAX_REMEMBERED_CHARACTERS) -> None:
        self._limit = characters
        self._size = 0
        self._blocks: OrderedDict[tuple[str, str], Tokens] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, language: str, text: str) -> Tokens | None:
        """Return what `keep` was given for this code, or None."""
        with self._lock:
            tokens = self._blocks.get((language, text))
            if tokens is not None:
                self._blocks.move_to_end((language, text))
            return tokens

    def keep(self, language: str, text: str, tokens: Tokens) -> None:
        """Remember `tokens`, which must follow from `language` and `text` alone."""
        with self._lock:
            if (language, text) not in self._blocks:
                self._size += len(text)
            self._blocks[language, text] = tokens
            while self._size > self._limit:
                (_, oldest), _ = self._blocks.popitem(last=False)
                self._size -= len(oldest)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._blocks.clear()
            self._size = 0
