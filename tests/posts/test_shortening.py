"""Where plain text is cut."""

import pytest

from blog.posts.shortening import first_sentence, shortened

SHORTENED = {
    ("short", 5): "short",
    ("two\n\n lines ", 20): "two lines",
    ("Hello brave new world", 20): "Hello brave new…",
    ("倒排索引让搜索变快", 5): "倒排索引…",
    # A family of seven code points is one character.
    ("ab👨‍👩‍👧‍👦", 6): "ab…",
    ("ab👨‍👩‍👧‍👦cd", 10): "ab👨‍👩‍👧‍👦…",
    ("e\u0301e\u0301e\u0301", 4): "e\u0301…",
    # A word too long to be left out is cut.
    ("x" * 60, 50): "x" * 49 + "…",
    ("", 5): "",
}


@pytest.mark.parametrize(("text", "limit"), SHORTENED)
def test_text_is_cut_between_characters_and_words(text, limit):
    assert shortened(text, limit) == SHORTENED[text, limit]
    assert len(shortened(text, limit)) <= limit


SENTENCES = {
    "写算法。也写诗。": "写算法。",
    "Writes about 3.5 things, e.g. trees. And more.": "Writes about 3.5 things, e.g. trees.",
    "First line\nSecond line": "First line",
    "“真的吗？”他问。": "“真的吗？”",
    "No end": "No end",
    "  ": "",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_the_first_sentence(text):
    assert first_sentence(text, 200) == SENTENCES[text]


def test_a_long_sentence_is_cut():
    assert first_sentence("字" * 300 + "。", 200) == "字" * 199 + "…"
