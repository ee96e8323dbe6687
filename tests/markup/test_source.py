import pytest

from blog.markup.source import source_lines
from blog.markup.tokens import CLOSE, OPEN


@pytest.mark.parametrize("text", ["a\nb", "a\r\nb", "a\rb", "\ufeffa\nb", "a\nb\n", "a\r\nb\r\n"])
def test_line_ends_of_every_system_and_a_byte_order_mark(text):
    assert source_lines(text) == ["a", "b"]


def test_control_characters_vanish_but_tabs_stay():
    assert source_lines("a\x00\x08\x1b\x7f\x85b\tc") == ["ab\tc"]


def test_lone_surrogates_vanish():
    assert source_lines("a\ud800b") == ["ab"]


def test_token_characters_and_noncharacters_are_replaced():
    assert source_lines(f"{OPEN}0{CLOSE}\ufdd0\uffff") == ["\ufffd0\ufffd\ufffd\ufffd"]


def test_private_use_characters_of_icon_fonts_stay():
    assert source_lines("\ue0b0 \uf8ff") == ["\ue0b0 \uf8ff"]


def test_line_separators_of_unicode_are_no_line_ends():
    assert source_lines("a\u2028b") == ["a\u2028b"]
