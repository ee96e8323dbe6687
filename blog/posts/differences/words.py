"""Text split into the words that a comparison calls equal or changed.

Chinese has no spaces, and a dictionary would cut the same sentence differently after an edit, so
each of its characters is a word of its own; `changes` puts together what belongs together.
"""

from __future__ import annotations

import re
from typing import Final

from blog.graphemes import characters
from blog.markup.characters import WIDE

_ONE_BY_ONE: Final = WIDE + "\uac00-\ud7a3"
"""Scripts compared by the character: Chinese, kana, full-width forms, Korean syllables."""

_WORD = re.compile(
    r"""
    \\(?:[A-Za-z]+|[!-~])                           # \alpha, \{, \\
    | (?P<one>["""
    + _ONE_BY_ONE
    + r"""])
    | \n
    | [^\S\n]+
    | [0-9]+(?:[.,][0-9]+)*                         # 3.14 and 1,000
    | [^\W0-9"""
    + _ONE_BY_ONE
    + r"""][^\W"""
    + _ONE_BY_ONE
    + r"""]*(?:['’](?=[A-Za-z])[^\W"""
    + _ONE_BY_ONE
    + r"""]+)*                                      # don't
    | (?P<mark>[!-/:-@\[-`{-~])(?P=mark)*           # **, ##, ```
    | (?P<rest>[^\x00-\x7f\w\s"""
    + _ONE_BY_ONE
    + r"""]+)                                       # signs, emoji, combining marks
    | .
    """,
    re.VERBOSE | re.DOTALL,
)


def words(text: str) -> list[str]:
    """Return `text` as words; joined again they are `text`.

    A word is a run of letters and digits, a number, a TeX command, a line end, a run of other
    white space, a run of one punctuation mark, or one Chinese, Japanese or Korean character. What
    readers take for one character (a letter with its combining mark, a joined emoji) stays whole.
    """
    found: list[str] = []
    for match in _WORD.finditer(text):
        if match.lastgroup != "rest":
            found.append(match[0])
            continue
        before = found[-1][-1] if found else ""
        first, *others = characters(before + match[0])
        if first == before:
            found.extend(others)
        elif before:
            found[-1] += first[1:]
            found.extend(others)
        else:
            found.extend((first, *others))
    return found
