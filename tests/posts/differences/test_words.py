"""How text is cut for comparing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.posts.differences.words import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("梯度 descent", ["梯", "度", " ", "descent"]),
        ("かな한글", ["か", "な", "한", "글"]),
        ("don't x_1", ["don't", " ", "x_1"]),
        ("3.14，1,000。", ["3.14", "，", "1,000", "。"]),
        (r"\alpha_{i}\\", ["\\alpha", "_", "{", "i", "}", "\\\\"]),
        ("**强** ##", ["**", "强", "**", " ", "##"]),
        ("a  \n\n b", ["a", "  ", "\n", "\n", " ", "b"]),
        ("cafe\u0301 e\u0301", ["cafe\u0301", " ", "e\u0301"]),
        ("葛\U000e0100城", ["葛\U000e0100", "城"]),
        ("👨‍👩‍👧👍🏽🇨🇳🇩🇪", ["👨‍👩‍👧", "👍🏽", "🇨🇳", "🇩🇪"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("“引”……", ["“", "引", "”", "…", "…"]),
        ("\u0301a", ["\u0301", "a"]),
        ("", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@given(st.text())
def test_words_are_the_text(text):
    assert "".join(words(text)) == text
