import pytest

from blog.markup.mathematics.marks import MARK, tag_name


def test_no_mark_is_left_in_what_readers_get(mathml):
    element = mathml(
        "\\colorbox{red}{a}\\rule{1em}{1em}\\ref{x}\\begin{smallmatrix}a\\end{smallmatrix}"
    )
    assert MARK not in "".join(map(str, element.itertext()))


def test_an_author_cannot_write_one(words):
    assert words(f"\\cancel{{\\text{{{MARK}class:x}}y}}") == "class:xy"


@pytest.mark.parametrize("text", ["甲", "a_b", "(1)", ""])
def test_tags_go_through_as_plain_ascii(text):
    assert tag_name(text, starred=True).isascii()
    assert not set(tag_name(text, starred=False)) & set("_^&%$#{}\\~")


def test_a_struck_formula_stays_one(mathml):
    assert [e.get("notation") for e in mathml("\\cancel{x}").iter("menclose")] == [
        "updiagonalstrike"
    ]
