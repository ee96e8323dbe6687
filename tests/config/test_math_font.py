from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from config.math_font import FONT, LICENCE, MathFontFinder, build


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("fonts"))


def test_the_font_is_small_enough_for_a_page(built):
    assert 100_000 < (built / FONT).stat().st_size < 200_000


def test_the_font_can_stretch_and_has_what_formulas_use(built):
    with TTFont(built / FONT) as font:
        assert "MATH" in font
        characters = font.getBestCmap()
    assert all(ord(sign) in characters for sign in "xαΩ∑∫→ℝ𝐱𝒜𝔤𝔼⟨⏟≤∉\u0302\u0338′")


def test_the_heads_of_arrows_join_their_shafts(built):
    with TTFont(built / FONT) as font:
        variants = font["MATH"].table.MathVariants
        for construction in variants.HorizGlyphConstruction:
            parts = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else []
            for left, right in pairwise(parts):
                overlap = min(left.EndConnectorLength, right.StartConnectorLength)
                assert overlap >= variants.MinConnectorOverlap


def test_copyright_and_licence_go_with_it(built):
    text = (built / LICENCE).read_text(encoding="utf-8")
    assert text.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    with TTFont(built / FONT) as font:
        assert "Open Font License" in font["name"].getDebugName(13)


def test_it_is_made_once(built):
    before = (built / FONT).stat().st_mtime_ns
    assert build(built.parent) == built
    assert (built / FONT).stat().st_mtime_ns == before


def test_nothing_unfinished_is_left(built):
    assert [path.name for path in built.parent.iterdir()] == [built.name]


def test_static_files_find_it(built):
    finder = MathFontFinder(folder=built.parent)
    assert finder.find(FONT) == str(built / FONT)
    assert finder.find("css/site.css") is None
    assert finder.find(FONT, find_all=True) == [str(built / FONT)]
    assert [path for path, _ in finder.list(["*.txt"])] == [FONT]
