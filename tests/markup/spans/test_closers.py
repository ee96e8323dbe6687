from blog.markup.mathematics.notation import SEARCH_LIMIT
from blog.markup.spans.closers import Closers


def test_a_closer_must_come_soon():
    far = Closers("x" * (SEARCH_LIMIT + 1) + ")")

    assert not far.soon(")", 0)
    assert far.soon(")", 1)


def test_a_closer_that_was_passed_is_looked_for_again():
    closers = Closers("a) b) c")

    assert closers.soon(")", 0)
    assert closers.soon(")", 2)
    assert not closers.soon(")", 5)


def test_tags_end_in_any_case():
    closers = Closers("<B>a</B>b")

    assert closers.end_of("</b>", 3) == 8
    assert closers.end_of("</i>", 3) == -1


def test_letters_that_grow_when_lowered_move_nothing():
    assert Closers("İ</b>").end_of("</b>", 0) == 5
