import pytest

from blog.posts.whole_numbers import LARGEST_COUNT, LARGEST_KEY, whole_number


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("7", 7), ("007", 7), (str(LARGEST_KEY), LARGEST_KEY)]
)
def test_digits_are_a_number(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize(
    "text", ["", " 7", "+7", "-7", "7.0", "1e3", "1_000", "７", "²", "\0", str(LARGEST_KEY + 1)]
)
def test_anything_else_is_none(text):
    assert whole_number(text) is None


def test_a_number_over_the_limit_is_none():
    assert whole_number(str(LARGEST_COUNT), LARGEST_COUNT) == LARGEST_COUNT
    assert whole_number(str(LARGEST_COUNT + 1), LARGEST_COUNT) is None


def test_thousands_of_digits_are_no_error():
    assert whole_number("9" * 10_000) is None
