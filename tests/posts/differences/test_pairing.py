"""Which items are versions of one another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from blog.posts.differences.pairing import Pair, pair_alike
from blog.posts.differences.words import words

ITEMS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6), max_size=30)


def split(*texts):
    return [words(text) for text in texts]


def test_changed_items_are_paired_and_new_ones_left():
    old = split("梯度下降是一种方法。", "它收敛得很快。", "总结全文。")
    new = split("首先看看历史。", "梯度下降是一种优化方法。", "它有时收敛得很快。", "谢谢。")

    assert pair_alike(old, new) == [Pair(0, 1), Pair(1, 2)]


def test_of_items_that_changed_places_the_greater_likeness_counts():
    old = split("甲乙丙丁戊己庚", "一二三四五六七")

    assert pair_alike(old, split("一二三四五六八", "甲乙丙丁戊己庚")) == [Pair(0, 1)]


def test_long_lists_are_paired_too():
    old = split(*(f"第{number}节讲第{number}种方法 m{number}" for number in range(300)))
    new = split(*(f"第{number}节讲另一种方法 m{number}" for number in range(0, 300, 2)))

    assert pair_alike(old, new) == [Pair(number, number // 2) for number in range(0, 300, 2)]


def test_white_space_is_like_nothing():
    assert pair_alike([[" "], []], [[" "], []]) == []


@given(ITEMS, ITEMS)
def test_pairs_rise_on_both_sides(old, new):
    pairs = pair_alike(old, new)

    assert all(a.old < b.old and a.new < b.new for a, b in pairwise(pairs))
