"""Names sorted into the letters of an index: Latin ones by letter, Chinese ones by pinyin.

GB 2312 (1980) has its 3,755 commonest characters (level 1) in the order of their pinyin, and every
encoding made from it has kept that. So the code of a character says with which letter it is read,
without a dictionary. Two limits: a character with several readings has one place (重 stands under
Z, as in 重量), and the rarer 3,008 of level 2 and all others are in the order of their radicals,
so that names which begin with one of those have no letter.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import groupby

OTHERS = "#"
"""The initial of what begins with neither a Latin letter nor a common Chinese character."""

# The first code of each letter in level 1 of GB 2312; no Mandarin syllable begins with I, U or V.
_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_BEGINNINGS = [
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
]  # fmt: skip
_LAST = 0xD7F9
_FIRST_SECOND_BYTE = 0xA1  # below are the characters that GBK put between those of GB 2312


def initial(name: str) -> str:
    """Return the letter `A` to `Z` under which a name stands in an index, or `#`.

    Signs before the first letter or digit do not count: `.NET` stands under N. Marks do not count
    either: `Émile` stands under E.
    """
    first = _first(name)
    if first.isascii():
        return first.upper() if first.isalpha() else OTHERS
    code = first.encode("gb18030")[:2]
    number = int.from_bytes(code)
    if not _BEGINNINGS[0] <= number <= _LAST or code[1] < _FIRST_SECOND_BYTE:
        return OTHERS
    return _LETTERS[bisect_right(_BEGINNINGS, number) - 1]


def by_initial[T](items: Iterable[T], name_of: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """Return the items under the initials of their names, A to Z and then the others.

    Under a letter Latin names come first, then Chinese ones in the order of their pinyin as far as
    GB 2312 has it.
    """

    def key(item: T) -> tuple[bool, str, bool, bytes]:
        name = name_of(item)
        letter = initial(name)
        is_chinese = not _first(name).isascii()
        return letter == OTHERS, letter, is_chinese, name.casefold().encode("gb18030")

    ordered = sorted(items, key=key)
    return [
        (letter, list(group))
        for letter, group in groupby(ordered, key=lambda item: initial(name_of(item)))
    ]


def _first(name: str) -> str:
    """Return the first letter or digit of a name, full-width forms as usual ones; "" if none."""
    return next((one for one in unicodedata.normalize("NFKD", name) if one.isalnum()), "")
