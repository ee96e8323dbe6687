"""The form in which texts and queries are compared, and the way back to the text as written."""

import re
import unicodedata

from blog.search.characters import LONE_SIGNS, NEEDLESS_SPACE

_SPACE = re.compile(r"[^\S\n]+")
_AROUND_LINE_END = re.compile(r" ?\n ?")
# Characters that stay one character each, unless a mark follows that could join them.
_PLAIN = (
    "\t\n -~\u00b7\u2010-\u2015\u2018-\u201f\u3000-\u3002\u3005\u3008-\u3011\u3041-\u3096"
    "\u30a1-\u30fa\u30fc\u4e00-\u9fff\uff01-\uff5e"
)
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\u3099\u309a"
_PIECE = re.compile(rf"[{_PLAIN}]+(?![{_MARKS}])|.[{_MARKS}]*", re.DOTALL)


def folded(text: str) -> str:
    """Return `text` in Unicode's form NFKC, in lower case, without invisible characters.

    A character's width, case or presentation (`Ａ`, `ﬁ`, `①`) is no reason not to be found.
    """
    return LONE_SIGNS.sub("", compatible(text)).lower()


def compatible(text: str) -> str:
    """Return `text` in Unicode's form NFKC, the Turkish dotted i's as others.

    `İ` in lower case is two characters, the second of which is no part of a word.
    """
    text = unicodedata.normalize("NFKC", text)
    return text.replace("İ", "I").replace("i\u0307", "i")


def normalise(text: str) -> str:
    """Return `text` as it is searched: folded, spaces single, none between Chinese and Latin.

    Line ends stay, one for one: a block of an article is a line, and no query reaches over its end.
    """
    return spaced(folded(text))


def spaced(text: str) -> str:
    """Return `text` with its spaces as `normalise` leaves them."""
    text = _AROUND_LINE_END.sub("\n", _SPACE.sub(" ", text))
    return NEEDLESS_SPACE.sub("", text).strip(" ")


def aligned(text: str) -> tuple[str, list[int]]:
    """Return `text` normalised, and where in it each character of that begins.

    The list has one number more than there are characters: where the last one ends.
    """
    pieces: list[str] = []
    origins: list[int] = []
    for found in _PIECE.finditer(text):
        piece = folded(found[0])
        pieces.append(piece)
        if len(piece) == len(found[0]):
            origins += range(found.start(), found.end())
        else:
            origins += [found.start()] * len(piece)
    joined = "".join(pieces)
    kept = spaced(joined)
    if kept == joined:
        return joined, [*origins, len(text)]
    # Only spaces have gone or become one since.
    places: list[int] = []
    at = 0
    for character in kept:
        while joined[at] != character and not (character == " " and joined[at].isspace()):
            at += 1
        places.append(origins[at])
        at += 1
    return kept, [*places, origins[at - 1] + 1 if places else 0]
