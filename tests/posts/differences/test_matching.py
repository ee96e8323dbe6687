"""The items two sequences share: right, and in bounded work."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.posts.differences.matching import LINE_ANCHORS, WORD_ANCHORS, Match, matches

ITEMS = st.lists(st.sampled_from("abcde"), max_size=40)


@given(ITEMS, ITEMS, st.sampled_from([LINE_ANCHORS, WORD_ANCHORS]))
def test_matches_are_equal_and_never_cross(old, new, anchors):
    old_at = new_at = 0
    for match in matches(old, new, anchors):
        assert match.size > 0
        assert match.old >= old_at
        assert match.new >= new_at
        assert old[match.old : match.old + match.size] == new[match.new : match.new + match.size]
        old_at, new_at = match.old + match.size, match.new + match.size


@given(ITEMS)
def test_the_same_sequence_is_one_match(items):
    assert matches(items, items, WORD_ANCHORS) == [Match(0, 0, len(items))][: len(items)]


def test_long_sequences_are_cut_at_what_is_unique():
    old = [str(number) for number in range(5_000)]
    new = [
        item
        for number, item in enumerate(old)
        for item in ([item, "new"] * (number % 7 == 3) or [item])
    ]

    assert sum(match.size for match in matches(old, new, WORD_ANCHORS)) == len(old)


def test_what_was_moved_matches_in_one_place():
    old = [str(number) for number in range(1_000)]

    found = matches(old, old[700:] + old[:700], LINE_ANCHORS)

    assert found == [Match(0, 300, 700)]


@pytest.mark.parametrize("alphabet", ["ab", "abcdefghij"])
def test_long_texts_of_few_different_characters_take_bounded_work(monkeypatch, alphabet):
    compared = []

    class Counting:
        def __init__(self, junk, old, new, *, autojunk):
            compared.append(len(old) * len(new))

        def get_matching_blocks(self):
            return []

    monkeypatch.setattr("blog.posts.differences.matching.SequenceMatcher", Counting)
    chance = random.Random(1)  # noqa: S311  # any text will do, but always the same
    old, new = (chance.choices(alphabet, k=20_000) for _ in range(2))

    matches(old, new, WORD_ANCHORS)

    assert max(compared, default=0) <= 40_000
    assert sum(compared) <= 12_040_000
