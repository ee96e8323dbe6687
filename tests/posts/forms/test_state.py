"""What a form began from, and which values mean the same; no request is needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.posts.forms.merging import compare_without_base
from blog.posts.forms.state import comparable, read_state

TEXTS = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n", "d"]), max_size=8).map("".join)


@given(TEXTS, TEXTS)
def test_without_a_base_either_side_can_be_had_whole(mine, theirs):
    merged = compare_without_base(mine, theirs)
    keys = [part.key for part in merged.segments if hasattr(part, "key")]
    assert len(set(keys)) == len(keys)
    assert merged.resolved(dict.fromkeys(keys, "mine")) == mine
    assert merged.resolved(dict.fromkeys(keys, "theirs")) == theirs


@pytest.mark.parametrize(
    ("unit", "first", "second", "is_same"),
    [
        ("title", ["a "], ["a"], True),
        ("title", ["a"], ["A"], False),
        ("title", [], [""], True),
        ("summary", ["a\r\nb"], ["a\nb"], True),
        ("tags", ["A", "b c"], ["b  c", "a"], True),
        ("tags", ["a"], [], False),
    ],
)
def test_values_that_mean_the_same_compare_equal(unit, first, second, is_same):
    assert (comparable(unit, [first]) == comparable(unit, [second])) == is_same


@pytest.mark.parametrize("day", ["2026-11-20", "2026/11/20", "11/20/2026"])
def test_dates_compare_by_their_meaning(day):
    assert comparable("published_at", [[day], ["12:00"]]) == comparable(
        "published_at", [["2026-11-20"], ["12:00:00"]]
    )


@given(st.text())
def test_any_text_is_a_state_or_none(text):
    state = read_state(text)
    assert state is None or isinstance(state, dict)
