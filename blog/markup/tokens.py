"""Tokens that stand for finished fragments while Markdown and the sanitisers do their work.

A token is an opening character, a number and a closing character, where the two characters are
private-use code points that `source.source_lines` takes out of every source: an author cannot
write one. References such as `&#x10F8F0;` would decode to them, so `defuse_references` is run on
the HTML before it is parsed for the first time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from blog.markup.limits import MAX_FRAGMENTS, MarkupError
from blog.markup.messages import gettext_noop

OPEN: Final = "\U0010f8f0"
CLOSE: Final = "\U0010f8f1"
OWN_MARK: Final = "\U0010f8f2"
"""Stands before every class that the pipeline sets before sanitising. Those of authors have none,
so what looks like a footnote or a callout afterwards is one."""

TOKEN_CHARACTERS: Final = OPEN + CLOSE + OWN_MARK
TOKEN: Final = re.compile(f"{OPEN}([0-9]+){CLOSE}")

_REFERENCE = re.compile(r"&#(?:[xX]0*(10[fF]8[fF][0-2])|0*(111230[4-6]));?")


def defuse_references(html: str) -> str:
    """Replace character references that would decode to a token character by U+FFFD."""
    return _REFERENCE.sub("\ufffd", html)


class Vault[Fragment]:
    """Fragments put aside, each under a token of its own."""

    def __init__(self) -> None:
        self._fragments: list[Fragment] = []

    def put(self, fragment: Fragment) -> str:
        """Keep `fragment` and return the token that stands for it.

        Raises:
            MarkupError: there are `limits.MAX_FRAGMENTS` already.
        """
        if len(self._fragments) >= MAX_FRAGMENTS:
            raise MarkupError(
                gettext_noop(
                    "The text has more than %(maximum)s code spans, formulas, tags and line "
                    "breaks. Split it into several posts."
                ),
                maximum=f"{MAX_FRAGMENTS:,}",
                limit="MAX_FRAGMENTS",
            )
        self._fragments.append(fragment)
        return f"{OPEN}{len(self._fragments) - 1}{CLOSE}"

    def get(self, number: str | int) -> Fragment:
        """Return the fragment under `number`, the digits of its token.

        Raises:
            LookupError: no token with this number was given out.
        """
        return self._fragments[int(number)]

    def restore(self, text: str, text_of: Callable[[Fragment], str]) -> str:
        """Return `text` with every token replaced by what `text_of` makes of its fragment."""
        if OPEN not in text:
            return text
        return TOKEN.sub(lambda match: text_of(self.get(match[1])), text)
