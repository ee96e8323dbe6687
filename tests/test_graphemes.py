"""What readers take for one character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.graphemes import characters, is_inside


@pytest.mark.parametrize("text", ["abc", "字", "é", "👨‍👩‍👧‍👦👍🏽", "🇨🇳🇫🇷x", ""])
def test_characters_lose_nothing(text):
    assert "".join(characters(text)) == text


def test_flags_are_pairs_of_letters():
    assert list(characters("🇨🇳🇫🇷")) == ["🇨🇳", "🇫🇷"]


def test_a_cut_is_inside_of_what_belongs_together():
    text = "e\u0301👨\u200d👧👍🏽🇨🇳🇫🇷x"
    assert [at for at in range(1, len(text)) if is_inside(text, at)] == [1, 3, 4, 6, 8, 10]


@given(st.text("ae\u0301👨\u200d👍🏽字 \U000e0067", max_size=40))
def test_both_cut_at_the_same_places(text):
    ends = []
    for character in characters(text):
        ends.append((ends[-1] if ends else 0) + len(character))
    assert ends[:-1] == [at for at in range(1, len(text)) if not is_inside(text, at)]
