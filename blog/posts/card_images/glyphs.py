"""From a text to what is drawn of it: each character with the font that has it."""

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from blog.posts.card_images.typefaces import Typeface

OPENING = frozenset("（《〈「『【〔〖［｛“‘")
"""Brackets whose ink is in the right half of a Chinese character's square."""

CLOSING = frozenset("），。、；：！？》〉」』】〕〗］｝”’．")
"""Brackets and stops whose ink is in the left half."""

MOST_ACCENTS = 2
"""On one letter, beside those that are one character with it; a pile would leave the line."""

BETWEEN_SCRIPTS = 1 / 8
"""Ems between a Chinese character and a Latin letter or digit (CSS Text 4, `text-autospace`)."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character (with the accents that stand on it) and how it is drawn."""

    text: str
    font: int
    """Which font of the typeface has it."""
    is_wide: bool
    """Whether it takes the square of a Chinese character."""


def glyphs_of(text: str, typeface: Typeface, language: str) -> list[Glyph] | None:
    """Return what is drawn of `text`: a single space between words, nothing that no font has.

    Signs that no font has are left out: emoji, for instance. A letter or a digit is not, for the
    rest would say something else.

    Args:
        text: any text.
        typeface: the fonts.
        language: the text's language as Django names it; it decides how wide “ ” ‘ ’ … are.

    Returns:
        The glyphs; None if a letter or a digit cannot be drawn.
    """
    characters = _drawable(text, typeface)
    if characters is None:
        return None
    glyphs: list[Glyph] = []
    for place, character in enumerate(characters):
        if unicodedata.category(character) == "Mn":
            _put_accent(glyphs, character, typeface)
            continue
        is_wide = _is_wide(characters, place, language)
        font = typeface.font_for(character, narrow=_is_ambiguous(character) and not is_wide)
        glyphs.append(Glyph(character, font or 0, is_wide))
    return glyphs


def space_between(left: Glyph, right: Glyph) -> float:
    """Return what is added between two neighbours, in ems; negative where they move together.

    Of two Chinese punctuation marks side by side one gives up the empty half of its square (CSS
    Text 4, `text-spacing-trim`; Requirements for Chinese Text Layout, 3.1.6).
    """
    if left.is_wide and right.is_wide:
        closes = left.text in CLOSING and right.text in CLOSING | OPENING
        opens = left.text in OPENING and right.text in OPENING
        return -0.5 if closes or opens else 0
    if left.is_wide != right.is_wide and _is_letter(left) and _is_letter(right):
        return BETWEEN_SCRIPTS
    return 0


def width_of(glyphs: list[Glyph], typeface: Typeface) -> float:
    """Return how wide the glyphs are side by side, in ems."""
    return sum(typeface.width(text, font) + after for text, font, after in runs_of(glyphs))


def runs_of(glyphs: list[Glyph]) -> list[tuple[str, int, float]]:
    """Return the glyphs as pieces to be drawn at once: text, font, and the ems after it."""
    runs: list[tuple[str, int, float]] = []
    text = ""
    for left, right in pairwise([*glyphs, None]):
        if left is None:  # there is no glyph
            break
        text += left.text
        after = space_between(left, right) if right else 0
        if right is None or after or right.font != left.font:
            runs.append((text, left.font, after))
            text = ""
    return runs


def _drawable(text: str, typeface: Typeface) -> str | None:
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text):
        for each in _replaced(character, typeface):
            category = unicodedata.category(each)
            if each.isspace():
                kept.append(" ")
            elif category[0] == "C" or category == "Me":
                continue
            elif typeface.font_for(each) is not None:
                kept.append(each)
            elif category[0] in "LN":
                return None
    return " ".join("".join(kept).split())


def _replaced(character: str, typeface: Typeface) -> str:
    """Return what stands for a character that no font has: ᴬ for instance is A."""
    if typeface.font_for(character) is None:
        return unicodedata.normalize("NFKC", character)
    return character


def _put_accent(glyphs: list[Glyph], accent: str, typeface: Typeface) -> None:
    if not glyphs:
        return
    base = glyphs[-1]
    font = typeface.font_for(base.text + accent)
    if font is not None and len(base.text) <= MOST_ACCENTS:
        glyphs[-1] = Glyph(base.text + accent, font, base.is_wide)


def _is_letter(glyph: Glyph) -> bool:
    return unicodedata.category(glyph.text[0])[0] in "LN"


def _is_ambiguous(character: str) -> bool:
    """Whether Chinese type sets the sign in a square and Latin type does not (UAX #11)."""
    is_sign = unicodedata.category(character)[0] in "PS"
    return is_sign and unicodedata.east_asian_width(character) == "A"


def _is_wide(characters: str, place: int, language: str) -> bool:
    if unicodedata.east_asian_width(characters[place]) in "WF":
        return True
    if language == "en" or not _is_ambiguous(characters[place]):
        return False
    # “ ” in a Chinese sentence, but not the ’ of “don’t”.
    around = characters[max(place - 1, 0) : place] + characters[place + 1 : place + 2]
    return not around or any(unicodedata.east_asian_width(each) in "WFA" for each in around)
