"""Other words that somebody may have meant."""

import pytest

from blog.search.paths import words_of_path
from blog.search.spelling import distance, may_be_misspelt, nearest

NAMES = [
    "梯度下降与反向传播",
    "Transformer from scratch",
    "attention is all",
    "深度学习",
    "attention",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("梯度下绛", "梯度下降"),
        ("深渡学习", "深度学习"),
        ("tranformer", "transformer"),
        ("transfromer", "transformer"),
        ("attension", "attention"),
        ("scrach", "scratch"),
        ("transfor", "transformer"),
        ("scarth", None),
        ("attention", None),
        ("something", None),
        ("梯度上升", None),
        ("two words", None),
    ],
)
def test_the_nearest_word(typed, meant):
    assert nearest(typed, NAMES) == meant


def test_the_more_frequent_of_two_is_meant():
    assert nearest("graqh", ["graph", "grash", "graph"]) == "graph"


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("word", True), ("abc", False), ("索引树", True), ("索引", False), ("a b", False)],
)
def test_short_words_are_near_to_too_many(text, may_be):
    assert may_be_misspelt(text) is may_be


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abc", "", 3), ("same", "same", 0)],
)
def test_distance(one, other, slips):
    assert distance(one, other, 5) == slips
    assert distance(other, one, 5) == slips


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/posts/softmax-tutoral/", "softmax tutoral"),
        ("/2021/05/06/倒排索引.html", "倒排索引"),
        ("/tags/C%2B%2B/", "C++"),
        ("/archive/2024/05/", ""),
        ("/posts/%E6%A2%AF%E5%BA%A6/", "梯度"),
        ("/posts/%ff%fe/", ""),
        ("/", ""),
    ],
)
def test_the_words_of_a_wrong_address(path, query):
    assert words_of_path(path) == query


def test_a_long_address_gives_a_query_that_can_be_asked():
    assert len(words_of_path("/" + "word-" * 1_000)) <= 200
    assert words_of_path("/" + "x" * 1_000) == ""
