"""The words of a text, and the forms under which each can be found."""

import re
from collections.abc import Iterator
from functools import lru_cache
from threading import Lock
from typing import Final

import snowballstemmer

from blog.search.characters import TOKEN

LONGEST_LEXEME: Final = 60
"""Characters of a word that are indexed: longer ones are data, known by their beginning.

At most 240 bytes of UTF-8; PostgreSQL refuses a lexeme of more than 2,046.
"""

_MOST_PARTS = 6
# One name: `Shuffle`, `Net`, `V2`, `HTTP`, `2025`.
_PART = re.compile(r"[A-Z]?[a-z]+\d*|[A-Z]+(?![a-z])\d*|\d+")
_ENGLISH = snowballstemmer.stemmer("english")
_ONE_AT_A_TIME = Lock()  # the stemmer works in its own attributes


def stem(word: str) -> str:
    """Return the stem of an English word in lower case (Porter2); of others, the word.

    No word is left out for being common, so that `"to be"` can be found. Of a word longer than
    `LONGEST_LEXEME` only the beginning counts.
    """
    return _stem(word[:LONGEST_LEXEME])


@lru_cache(maxsize=65_536)
def _stem(word: str) -> str:
    if not (word.isascii() and word.isalpha() and len(word) > 2):
        return word
    with _ONE_AT_A_TIME:
        return str(_ENGLISH.stemWord(word))


def signed(word: str, sign: str) -> str:
    """Return the lexeme of a word in lower case with the sign after it, as in `c++`."""
    return word[:LONGEST_LEXEME] + sign


def forms(word: str) -> tuple[str, ...]:
    """Return the lexemes of a word as it is written: its stem, and those of the parts of a name.

    `ShuffleNetV2` is found by `shufflenetv2`, `shuffle`, `net`, `v2`, and `shufflenet`. Of a word
    longer than `LONGEST_LEXEME` only the beginning counts.
    """
    return _forms(word[:LONGEST_LEXEME])


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, ...]:
    found = {stem(word.lower()): None}
    parts = _PART.findall(word) if word.isascii() and not word.islower() else ()
    if 1 < len(parts) <= _MOST_PARTS:
        begun = ""
        for part in parts:
            begun += part.lower()
            found[stem(part.lower())] = None
            found[stem(begun)] = None
    return tuple(found)


def tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the runs and words of a text: a run of unspaced script, or a word and its sign.

    The text is in form NFKC, in the case it was written in. One of the first two is empty; the
    third is `++` or `#` where it stands right after the word, as in `C++`.
    """
    for found in TOKEN.finditer(text):
        yield found[1] or "", found[2] or "", found[3] or ""
