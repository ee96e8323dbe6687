import re
from importlib import resources
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from config.math_font import LICENCE, PACKAGE, SOURCE, MathFontFinder, build
from config.math_font_faces import BOLD, CHANCERY, CORE, FACES, LETTERS, SLANTED, SYMBOLS
from config.math_font_outlines import assembled

STYLES = Path(__file__).resolve().parents[2] / "static" / "reader" / "markup.css"
REST = [BOLD, LETTERS, SYMBOLS]
STRETCHING = "()[]{}|‖/\\⌈⌉⌊⌋⟦⟧⟨⟩√←→↔↦⇐⇒⇔⏜⏝⏞⏟⎴⎵∏∐∑∫∬∭∮⋀⋁⋂⋃⨀⨁⨂⨄⨆\u0302\u0332"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build(tmp_path_factory.mktemp("fonts"))


@pytest.fixture(scope="module")
def core(built):
    with TTFont(built / CORE.path) as font:
        yield font


@pytest.fixture(scope="module")
def source():
    with (
        resources.as_file(resources.files(PACKAGE) / SOURCE) as path,
        TTFont(path) as font,
    ):
        yield font


def constructions(font) -> dict[str, object]:
    """How each glyph that stretches is made larger."""
    table = font["MATH"].table.MathVariants
    return dict(
        zip(
            [*table.VertGlyphCoverage.glyphs, *table.HorizGlyphCoverage.glyphs],
            [*table.VertGlyphConstruction, *table.HorizGlyphConstruction],
            strict=True,
        )
    )


def reached(font, construction, wanted: float) -> float:
    """How large a browser draws what should be as large as `wanted`; both in em."""
    em, table = font["head"].unitsPerEm, font["MATH"].table.MathVariants
    sizes = [float(size.AdvanceMeasurement / em) for size in construction.MathGlyphVariantRecord]
    large = next((size for size in sizes if size >= wanted), None)
    if large is None and construction.GlyphAssembly:
        assembly = construction.GlyphAssembly
        return float(assembled(assembly, round(wanted * em), table.MinConnectorOverlap) / em)
    return large or sizes[-1]


def test_what_most_articles_need_is_small_and_the_rest_is_bounded(built):
    sizes = {face: (built / face.path).stat().st_size for face in FACES}
    assert 25_000 < sizes[CORE] < 31_000
    assert 10_000 < sizes[BOLD] < 15_000
    assert sizes[LETTERS] < 50_000
    assert sizes[SYMBOLS] < 65_000


def test_formulas_of_ordinary_articles_need_one_face(core):
    characters = core.getBestCmap()
    assert all(ord(sign) in characters for sign in "xα𝛼∂ΩΓ∑∫→ℝ𝐱𝒜ℒ𝔼⟨⏟≤∉\u0302′\u2061")


def test_the_faces_share_the_font_and_hold_nothing_twice(built, core, source):
    held = set(core.getBestCmap())
    for face in REST:
        with TTFont(built / face.path) as font:
            characters = set(font.getBestCmap())
        assert held.isdisjoint(characters)
        held |= characters
    assert all(ord(sign) in held for sign in "𝜽𝔤𝕏𝟘𝖠𝙰≧∰⦃☆\u0338§")
    assert held <= set(source.getBestCmap())
    assert len(held) > 2600


def test_the_style_sheet_asks_for_the_faces_where_they_are():
    blocks = re.findall(r"@font-face \{(.*?)\}", STYLES.read_text("utf-8"), re.DOTALL)
    declared = []
    for block in blocks:
        ranges = re.search(r"unicode-range: (.*?);", block, re.DOTALL)
        pairs = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges[1]) if ranges else []
        declared.append(
            (
                re.search(r'url\("\.\./(.*?)"\)', block)[1],
                tuple((int(first, 16), int(last or first, 16)) for first, last in pairs),
            )
        )
    assert declared == [(face.path, face.ranges) for face in FACES]


@pytest.mark.parametrize("sign", STRETCHING)
def test_what_stretches_does_so_nearly_as_finely_as_in_the_whole_font(sign, core, source):
    ours = constructions(core)[core.getBestCmap()[ord(sign)]]
    whole = constructions(source)[source.getBestCmap()[ord(sign)]]
    # An integral is no more than large; a head that does not join its shaft never stretched.
    largest = 2.3 if sign in "∫" else 5
    if sign in "→↔↦":
        assert reached(core, ours, largest) >= largest
        return
    for wanted in range(90, round(largest * 100), 5):
        expected = reached(source, whole, wanted / 100)
        assert -0.01 < reached(core, ours, wanted / 100) - expected < 0.15 or (
            # Where the whole font goes to a single larger glyph, parts may fit better.
            wanted / 100 <= reached(core, ours, wanted / 100) < expected
        )


def test_the_heads_of_arrows_join_their_shafts(core):
    variants = core["MATH"].table.MathVariants
    for construction in variants.HorizGlyphConstruction:
        parts = construction.GlyphAssembly.PartRecords if construction.GlyphAssembly else []
        for left, right in pairwise(parts):
            overlap = min(left.EndConnectorLength, right.StartConnectorLength)
            assert overlap >= variants.MinConnectorOverlap


def extent(font, glyph: str) -> tuple[float, ...] | None:
    """The box that a glyph's outline fills, in em, or None if it has none."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[glyph].draw(pen)
    return pen.bounds and tuple(edge / font["head"].unitsPerEm for edge in pen.bounds)


def test_lighter_outlines_fill_the_same_boxes(core, source):
    whole = source.getBestCmap()
    for code, name in core.getBestCmap().items():
        if chr(code) not in "′″‴":
            expected = extent(source, whole[SLANTED.get(code, code)])
            assert extent(core, name) == pytest.approx(expected, abs=0.004), name


def test_a_closing_bracket_is_the_opening_one_mirrored(core):
    names = core.getBestCmap()
    closing = core["glyf"][names[ord(")")]]
    assert [part.glyphName for part in closing.components] == [names[ord("(")]]


def test_small_greek_is_slanted_and_script_letters_have_their_styles(core):
    characters = core.getBestCmap()
    assert characters[ord("α")] == characters[ord("𝛼")]
    assert characters[ord("∂")] == characters[ord("𝜕")]
    variants = next(table for table in core["cmap"].tables if table.format == 14).uvsDict
    assert (ord("ℒ"), None) in variants[CHANCERY]
    assert dict(variants[CHANCERY])[ord("∅")] != characters[ord("∅")]


def test_every_machine_makes_the_same_files(core, source):
    # The file's name has a digest of its content, and several processes may make it.
    assert core["head"].modified == source["head"].modified


def test_copyright_and_licence_go_with_it(built):
    text = (built / LICENCE).read_text(encoding="utf-8")
    assert text.startswith("Copyright")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    for face in FACES:
        with TTFont(built / face.path) as font:
            assert font["name"].getDebugName(0).startswith("Copyright")
            assert "Open Font License" in font["name"].getDebugName(13)


def test_it_is_made_once(built):
    before = (built / CORE.path).stat().st_mtime_ns
    assert build(built.parent) == built
    assert (built / CORE.path).stat().st_mtime_ns == before


def test_nothing_unfinished_is_left(built):
    assert [path.name for path in built.parent.iterdir()] == [built.name]


def test_static_files_find_it(built):
    finder = MathFontFinder(folder=built.parent)
    assert finder.find(CORE.path) == str(built / CORE.path)
    assert finder.find("css/site.css") is None
    assert finder.find(CORE.path, find_all=True) == [str(built / CORE.path)]
    assert [path for path, _ in finder.list(["*.txt"])] == [face.path for face in FACES]
