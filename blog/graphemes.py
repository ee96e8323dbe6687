"""What readers take for one character, which may be several code points.

Combining marks, variation selectors, skin tones, joined emoji and flags stay whole: the part of
Unicode's extended grapheme clusters (UAX #29) that matters for a cut.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

_ZERO_WIDTH_JOINER: Final = "\u200d"
_FIRST_SKIN_TONE, _LAST_SKIN_TONE = 0x1F3FB, 0x1F3FF
_FIRST_FLAG_LETTER, _LAST_FLAG_LETTER = 0x1F1E6, 0x1F1FF
_FIRST_TAG, _LAST_TAG = 0xE0020, 0xE007F
_MOST_FLAG_LETTERS = 64  # looked back at; in a longer row any two may be taken for a flag


def characters(text: str) -> Iterator[str]:
    """Split `text` into what readers take for one character."""
    if text.isascii():
        yield from text
        return
    cluster = ""
    flag_letters = 0
    for character in text:
        is_flag_letter = _is_flag_letter(character)
        joins = cluster and (
            _joins(cluster[-1], character) or (is_flag_letter and flag_letters == 1)
        )
        if not joins:
            if cluster:
                yield cluster
            cluster = ""
            flag_letters = 0
        cluster += character
        flag_letters += is_flag_letter
    if cluster:
        yield cluster


def is_inside(text: str, at: int) -> bool:
    """Whether a cut before `text[at]` parts what readers take for one character.

    Args:
        text: any text.
        at: from 1 to the index of the last code point.
    """
    if _joins(text[at - 1], text[at]):
        return True
    if not _is_flag_letter(text[at]):
        return False
    # Two letters make a flag: the cut is inside one after an odd number of them.
    first = at
    while first > max(0, at - _MOST_FLAG_LETTERS) and _is_flag_letter(text[first - 1]):
        first -= 1
    return (at - first) % 2 == 1


def _joins(former: str, character: str) -> bool:
    code = ord(character)
    return former == _ZERO_WIDTH_JOINER or (
        code >= 0x300
        and (
            character == _ZERO_WIDTH_JOINER
            or unicodedata.category(character) in ("Mn", "Me", "Mc")
            or _FIRST_SKIN_TONE <= code <= _LAST_SKIN_TONE
            or _FIRST_TAG <= code <= _LAST_TAG
        )
    )


def _is_flag_letter(character: str) -> bool:
    return _FIRST_FLAG_LETTER <= ord(character) <= _LAST_FLAG_LETTER
