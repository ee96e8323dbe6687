import pytest

from blog.markup import render
from blog.markup.derived.reading_time import (
    CHINESE_CHARACTERS_PER_MINUTE,
    CODE_LINES_PER_MINUTE,
    ENGLISH_WORDS_PER_MINUTE,
    reading_minutes,
)


def test_it_is_at_least_one_minute():
    assert reading_minutes("", code_lines=0, formulas=0, images=0) == 1


@pytest.mark.parametrize("minutes", [2, 7])
def test_each_kind_of_text_has_its_speed(minutes):
    chinese = "字" * CHINESE_CHARACTERS_PER_MINUTE * minutes
    english = "word " * ENGLISH_WORDS_PER_MINUTE * minutes
    lines = CODE_LINES_PER_MINUTE * minutes

    assert reading_minutes(chinese, code_lines=0, formulas=0, images=0) == minutes
    assert reading_minutes(english, code_lines=0, formulas=0, images=0) == minutes
    assert reading_minutes("", code_lines=lines, formulas=0, images=0) == minutes


def test_formulas_and_images_take_time():
    assert reading_minutes("", code_lines=0, formulas=24, images=0) == 2
    assert reading_minutes("", code_lines=0, formulas=0, images=30) == 4


def test_code_counts_by_its_lines_not_its_words():
    source = "```\n" + "one two three four five six\n" * 80 + "```"

    assert render(source).reading_minutes == 2


def test_markup_does_not_count_as_words():
    words = "[word](https://example.org/a/b/c/d) " * ENGLISH_WORDS_PER_MINUTE

    assert render(words).reading_minutes == 1
