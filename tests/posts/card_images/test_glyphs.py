"""Which characters of a text are drawn on a card, from which font, how far apart."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from blog.posts.card_images.coverage import Coverage, coverage_of
from blog.posts.card_images.glyphs import glyphs_of, runs_of, space_between, width_of
from blog.posts.card_images.typefaces import SANS, SERIF

FONTS = sorted({*SERIF.paths, *SANS.paths})


def drawn(text, language="zh-hans"):
    glyphs = glyphs_of(text, SERIF, language)
    return None if glyphs is None else "".join(glyph.text for glyph in glyphs)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.name)
def test_the_coverage_is_what_the_font_says(path):
    with TTFont(path) as font:
        characters = set(font.getBestCmap())
    covered = coverage_of(path)
    tried = range(0x2FFFF)
    assert {code for code in tried if chr(code) in covered} == characters.intersection(tried)


def test_a_coverage_knows_the_edges_of_its_ranges():
    covered = Coverage([(0x41, 0x43), (0x61, 0x61)])
    assert [each for each in "@ABCD`ab" if each in covered] == ["A", "B", "C", "a"]


def test_a_file_without_the_table_is_refused(tmp_path: Path):
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"OTTO" + bytes(8))
    with pytest.raises(ValueError, match=r"broken\.otf"):
        coverage_of(broken)


def test_chinese_and_many_alphabets_are_drawn():
    text = "倒排索引 镕喆堃 かな Ελληνικά Привет Łódź Tiếng Việt √∑≤→ 𝒪(n)"
    assert drawn(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🎉 Done 🚀🚀", "Done"),
        ("家👨‍👩‍👧‍👦人", "家人"),
        ("Step 1️⃣ of 2", "Step 1 of 2"),
        ("A\u202eB\u200b\x07\nC", "AB C"),
        ("  many \u3000 spaces\t", "many spaces"),
        ("🎉", ""),
    ],
)
def test_signs_that_no_font_has_are_left_out(text, expected):
    assert drawn(text) == expected


@pytest.mark.parametrize("text", ["مرحبا", "한국어 안내", "Title: 𠮟𪛖", "שלום world"])
def test_a_text_with_a_letter_that_no_font_has_is_not_drawn(text):
    assert drawn(text) is None


def test_what_only_looks_different_is_drawn_as_what_it_is():
    assert drawn("ᴬᴮ ǆ ﬃ", "en") == "AB dž ﬃ"


def test_nothing_is_drawn_from_a_font_that_lacks_it():
    for text in ("他说：“don’t……”—3×4 naïve Ł 𝒪", "e\u0301x\u0302 中\u0302"):
        for glyph in glyphs_of(text, SERIF, "zh-hans"):
            covered = coverage_of(SERIF.paths[glyph.font])
            assert all(character in covered for character in glyph.text)


def test_a_pile_of_accents_is_cut():
    [letter] = glyphs_of("q" + "\u0308" * 50, SERIF, "en")
    assert letter.text == "q\u0308\u0308"


def test_accents_without_a_letter_are_left_out():
    assert drawn("\u0308\u0308") == ""


@pytest.mark.parametrize(
    ("text", "language", "wide"),
    [
        ("他说“好”", "zh-hans", "他说“好”"),
        ("don’t 停", "zh-hans", "停"),
        ("“Quoted” 3×4…", "en", ""),
        ("等等……", "zh-hans", "等等……"),
        ("the 中文 “quote”", "en", "中文"),
    ],
)
def test_quotes_are_as_wide_as_their_sentence_wants_them(text, language, wide):
    glyphs = glyphs_of(text, SERIF, language)
    assert "".join(glyph.text for glyph in glyphs if glyph.is_wide) == wide


def test_a_wide_sign_comes_from_the_chinese_font_and_a_narrow_one_does_not():
    [wide, narrow] = (glyphs_of(text, SERIF, "zh-hans")[-1] for text in ("好”", "good”"))
    assert (wide.font, narrow.font) == (0, 1)
    assert SERIF.width("”", wide.font) == 1
    assert SERIF.width("”", narrow.font) < 0.6


@pytest.mark.parametrize(
    ("pair", "space"),
    [
        ("用P", 1 / 8),
        ("3个", 1 / 8),
        ("中文", 0),
        ("ab", 0),
        ("（a", 0),
        ("》，", -0.5),
        ("：“", -0.5),
        ("（《", -0.5),
        ("，中", 0),
        ("中（", 0),
    ],
)
def test_the_space_between_two_neighbours(pair, space):
    left, right = glyphs_of(pair, SERIF, "zh-hans")
    assert space_between(left, right) == space


def test_runs_hold_the_whole_text_in_order():
    glyphs = glyphs_of("用Python写：“don’t”，Łódź", SERIF, "zh-hans")
    runs = runs_of(glyphs)
    assert "".join(text for text, _font, _after in runs) == "用Python写：“don’t”，Łódź"
    assert runs_of([]) == []
    assert width_of([], SERIF) == 0


def test_the_width_of_chinese_is_its_number_of_squares():
    assert width_of(glyphs_of("倒排索引", SERIF, "zh-hans"), SERIF) == pytest.approx(4)
    assert width_of(glyphs_of("书》，", SERIF, "zh-hans"), SERIF) == pytest.approx(2.5)
