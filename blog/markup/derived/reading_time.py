"""How long an article takes to read."""

from __future__ import annotations

import math
import re
from typing import Final

CHINESE_CHARACTERS_PER_MINUTE: Final = 400
"""Silent reading of Chinese expository text; studies of adults give 300 to 500."""

ENGLISH_WORDS_PER_MINUTE: Final = 238
"""Brysbaert (2019), mean silent reading speed of English non-fiction."""

CODE_LINES_PER_MINUTE: Final = 40
"""Code is scanned for its shape rather than read word by word."""

SECONDS_PER_FORMULA: Final = 5
SECONDS_PER_IMAGE: Final = 8

_CHINESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]")
_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")


def reading_minutes(prose: str, *, code_lines: int, formulas: int, images: int) -> int:
    """Return whole minutes, at least 1.

    `prose` is the text without code blocks and formulas, which are counted by themselves.
    """
    minutes = (
        len(_CHINESE.findall(prose)) / CHINESE_CHARACTERS_PER_MINUTE
        + len(_WORD.findall(prose)) / ENGLISH_WORDS_PER_MINUTE
        + code_lines / CODE_LINES_PER_MINUTE
        + (formulas * SECONDS_PER_FORMULA + images * SECONDS_PER_IMAGE) / 60
    )
    return max(1, math.ceil(minutes - 0.25))
