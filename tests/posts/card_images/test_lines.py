"""Where the lines of a title end."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.posts.card_images.glyphs import CLOSING, OPENING, glyphs_of, width_of
from blog.posts.card_images.lines import SPACE, Text, overhang
from blog.posts.card_images.typefaces import SERIF


def glyphs(text, language="zh-hans"):
    return glyphs_of(text, SERIF, language) or []


def spelt(lines):
    return ["".join(glyph.text for glyph in line) for line in lines]


def broken(text, width, language="zh-hans"):
    lines, _cost = Text(glyphs(text, language), SERIF).lines(width)
    return spelt(lines)


def test_a_title_that_fits_is_one_line():
    assert broken("倒排索引", 4) == ["倒排索引"]
    assert Text(glyphs("倒排索引"), SERIF).lines(4)[1] == 0


def test_nothing_makes_no_line():
    assert broken("", 10) == []


def test_lines_are_about_equally_long():
    assert broken("深入理解卷积神经网络", 8) == ["深入理解卷", "积神经网络"]


def test_latin_words_stay_whole():
    assert broken("用TensorFlow训练", 6.5) == ["用", "TensorFlow", "训练"]


def test_a_line_ends_rather_at_a_stop():
    assert broken("布隆过滤器：用十个比特换一次", 10) == ["布隆过滤器：", "用十个比特换一次"]
    assert broken("LSM trees: never write in place", 10, "en") == [
        "LSM trees:",
        "never write in place",
    ]


def test_a_lone_dash_does_not_begin_a_line():
    assert broken("Documentation - Shortcode", 9, "en") == ["Documentation -", "Shortcode"]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("gradient-descent", 5, ["gradient-", "descent"]),
        ("std::vector", 4, ["std::", "vector"]),
        ("k-d-e", 1.5, ["k-d-e"]),
        ("3-4", 0.5, ["3-4"]),
    ],
)
def test_long_compounds_may_be_divided_and_short_ones_not(text, width, lines):
    assert broken(text, width, "en") == lines


def test_a_word_longer_than_a_line_is_cut_into_letters_when_asked():
    text = Text(glyphs("W" * 10, "en"), SERIF, longest_word=4)
    assert text.longest_word < 2
    lines = spelt(text.lines(4)[0])
    assert "".join(lines) == "W" * 10
    assert len(lines) > 1


def test_a_cut_title_ends_with_the_ellipsis_and_fits():
    [ellipsis] = glyphs("…")
    text = Text(glyphs("深入理解卷积神经网络的感受野"), SERIF)
    lines = text.cut(5, 2, ellipsis)
    assert spelt(lines) == ["深入理解卷", "积神经网…"]


def test_an_opening_bracket_hangs_over_the_margin():
    assert overhang(glyphs("《书》")) == 0.5
    assert overhang(glyphs("书")) == 0
    assert overhang([]) == 0


titles = st.lists(
    st.sampled_from(
        [*"中文字，。：；！？（）《》“”…—", *string.ascii_letters[:6], *"-/.,( )", " "]
    ),
    max_size=60,
).map("".join)


@settings(deadline=None)
@given(titles, st.floats(min_value=3, max_value=30))
def test_whatever_the_title_no_letter_is_lost_and_no_line_too_long(title, width):
    whole = glyphs(title)
    text = Text(whole, SERIF, longest_word=width)
    lines, _cost = text.lines(width)
    assert len(lines) == text.line_count(width)
    kept = "".join(spelt(lines)).replace(" ", "")
    assert kept == "".join(glyph.text for glyph in whole).replace(" ", "")
    for line in lines:
        assert line
        assert SPACE not in (line[0], line[-1])
        ends_empty = 0.5 if line[-1].is_wide and line[-1].text in CLOSING else 0
        length = width_of(line, SERIF) - overhang(line) - ends_empty
        # Kerning at spaces is not reckoned with.
        assert length <= max(width, text.longest_word) + 0.1 * len(line)


@settings(deadline=None)
@given(st.text(st.sampled_from([*"中文，。（）《》、"]), max_size=40))
def test_no_line_begins_with_a_stop_or_ends_with_an_opening_bracket(title):
    text = Text(glyphs(title), SERIF)
    lines = spelt(text.lines(max(6, text.longest_word))[0])
    assert not any(line[0] in CLOSING for line in lines[1:])
    assert not any(line[-1] in OPENING for line in lines[:-1])
