import pytest

from blog.markup.inline.delimiters import Use, delimiter_run, pair


def run(text: str, character: str = "*"):
    start = text.index(character)
    end = start
    while end < len(text) and text[end] == character:
        end += 1
    return delimiter_run(text, start, end)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("*a", True, False),
        ("a*", False, True),
        ("a*b", True, True),
        ("a * b", False, False),
        ("a*(", False, True),
        (")*a", True, False),
        (".*.", True, True),
        ("”**后", True, True),
        ("：**这", True, True),
        ("是**“", True, True),
        ("，** ", False, True),
    ],
)
def test_neighbours_decide_what_an_asterisk_may_do(text, opens, closes):
    found = run(text)

    assert (found.can_open, found.can_close) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [("a_b", False, False), ("_a", True, False), ("(_a", True, False), ("中_文", False, False)],
)
def test_an_underscore_does_nothing_inside_a_word(text, opens, closes):
    found = run(text, "_")

    assert (found.can_open, found.can_close) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [("3~5", False, False), ("~a", True, False), ("~~a", True, False), ("3~~5", True, True)],
)
def test_a_single_tilde_between_numbers_is_a_range(text, opens, closes):
    found = run(text, "~")

    assert (found.can_open, found.can_close) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [("a==b", False, False), ("中==文", True, True), (" ==a", True, False), ("===a", False, False)],
)
def test_two_equals_signs_between_ascii_words_compare(text, opens, closes):
    found = run(text, "=")

    assert (found.can_open, found.can_close) == (opens, closes)


def test_runs_pair_from_the_inside():
    outer, inner, end = run("***a"), run("b**c"), run("d***")
    pair([outer, end])

    assert outer.opens == [Use("strong", 2), Use("em", 1)]
    assert end.closes == outer.opens
    assert inner.opens == []


def test_what_does_not_pair_is_left():
    opener, closer = run("**a"), run("a*")
    pair([opener, closer])

    assert (opener.left, closer.left) == (1, 0)
    assert opener.opens == [Use("em", 1)]


def test_a_run_that_may_do_both_needs_lengths_that_do_not_add_up_to_three():
    first, second = run("*a"), run("a**b")
    pair([first, second])

    assert not first.opens
    assert not second.closes


def test_strikethrough_needs_equal_lengths():
    one, two = run("~a", "~"), run("b~~", "~")
    pair([one, two])

    assert not one.opens
    assert not two.closes
