"""The fonts of the cards, and what each of them has.

They come with packages, because a server need not have a font of its own: Noto Serif and Noto Sans
for Simplified Chinese (SIL Open Font License), which have Latin, Greek, Cyrillic and kana too, and
behind them STIX Two Math, which also makes the site's formulas, for other Latin letters and signs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

import pylopdf_fonts_zh_cn
from PIL import ImageFont

from blog.posts.card_images.coverage import coverage_of

MEASURED_AT = 1000  # pixels; so large that what is measured holds for every size


@dataclass(frozen=True)
class Typeface:
    """Fonts in the order in which a character is looked for in them.

    The first one is a Chinese one. The second has what takes the width of a Chinese character in
    the first one, “…” for instance, as wide as Latin text wants it.
    """

    paths: tuple[Path, ...]

    def font_for(self, letter: str, *, narrow: bool = False) -> int | None:
        """Return the number of the first font that has the letter, None if none has it.

        Args:
            letter: one character, or one with accents on it.
            narrow: whether the Chinese font is only the last resort.
        """
        numbers: Sequence[int] = range(len(self.paths))
        if narrow:
            numbers = [*numbers[1:], 0]
        for number in numbers:
            covered = coverage_of(self.paths[number])
            if all(character in covered for character in letter):
                return number
        return None

    def loaded(self, size: float) -> list[ImageFont.FreeTypeFont]:
        """Return its fonts at `size` (pixels an em). They are read from the disk as needed."""
        return [ImageFont.truetype(path, size) for path in self.paths]

    def width(self, text: str, font: int) -> float:
        """Return how wide one of the fonts sets `text`, in ems."""
        return _at_measure(self.paths[font]).getlength(text) / MEASURED_AT


@cache
def _at_measure(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, MEASURED_AT)


_SIGNS = Path(str(resources.files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf"))
SERIF = Typeface((pylopdf_fonts_zh_cn.serif_path(), _SIGNS))
SANS = Typeface((pylopdf_fonts_zh_cn.sans_path(), _SIGNS))
