"""Plain text cut to a length, where readers would cut it."""

import re

from blog.graphemes import is_inside

_SPACE = re.compile(r"\s+")
# A full stop ends no sentence in `3.5`, nor before a small letter: `e.g. trees`.
_SENTENCE = re.compile(
    r".+?(?:[。！？][”』」）]*|[.!?][”\"')]*(?=\s+[^\sa-z]|\s*$)|\n|$)", re.DOTALL
)
_LONGEST_STEP_BACK = 20  # characters, to the space before a cut word


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, of at most `limit` code points; `…` ends what was cut.

    Characters that belong together stay so; a word of letters with spaces around it is left out
    rather than cut.
    """
    text = _SPACE.sub(" ", text).strip()
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and is_inside(text, end):
        end -= 1
    kept, cut = text[:end], text[end]
    if cut.isascii() and cut.isalnum() and not is_inside(text, end + 1):
        kept = _without_last_word(kept)
    return kept.rstrip() + "…"


def first_sentence(text: str, limit: int) -> str:
    """Return the first sentence or line of `text`, of at most `limit` code points."""
    found = _SENTENCE.match(text.strip())
    return shortened(found[0], limit) if found else ""


def _without_last_word(text: str) -> str:
    space = text.rfind(" ")
    return text[:space] if len(text) - space <= _LONGEST_STEP_BACK and space > 0 else text
