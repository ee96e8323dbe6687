"""Which characters make words, and in which scripts words are not told apart by spaces."""

import re
from typing import Final

UNSPACED: Final = (
    "\u4e00-\u9fff"  # Chinese characters, the most frequent ones first
    "\u3005-\u3007\u3021-\u3029"  # iteration mark, closing mark, zero; Suzhou numerals
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"  # kana
    "\u3105-\u312f\u31a0-\u31bf"  # bopomofo
    "\u3400-\u4dbf\uf900-\ufaff"  # rarer Chinese characters
    "\u1100-\u11ff\uac00-\ud7ff"  # hangul: spaced, but its words carry endings
    "\U00020000-\U0003fffd"  # Chinese characters beyond the basic plane
)
"""The inside of a character class: Chinese characters, kana, bopomofo, hangul."""

TOKEN: Final = re.compile(rf"([{UNSPACED}]+)|([^\W_{UNSPACED}]+)(\+\+|#(?![^\W{UNSPACED}]))?")
"""A run of unspaced script (group 1), or a word (group 2) with what belongs to the names of
programming languages after it (group 3)."""

BORDER: Final = re.compile(
    rf"(?=([{UNSPACED}][^\W_{UNSPACED}]|(?:[^\W_{UNSPACED}]|[+#])[{UNSPACED}]))"
)
"""A place where unspaced script and a word touch (group 1: the two characters)."""

NEEDLESS_SPACE: Final = re.compile(
    rf"(?<=[{UNSPACED}]) (?=[^{UNSPACED}\s])|(?<=[^{UNSPACED}\s]) (?=[{UNSPACED}])"
)
"""A space between unspaced script and others: some write it, some do not."""

LONE_SIGNS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What no reader sees or no column holds: controls, format characters, lone surrogates."""
