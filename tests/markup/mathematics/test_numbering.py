import pytest


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("x\\tag{1}", "x(1)"),
        ("x\\tag{甲}", "x(甲)"),
        ("x\\tag*{[甲]}", "x[甲]"),
        ("x\\tag{$*$}", "x(*)"),
        ("x\\tag{$\\star$}", "x(⋆)"),
        ("x\\tag{\\text{定义}}", "x(定义)"),
        ("x\\label{eq:a_b}", "x(1)"),
        ("\\begin{align}a\\tag{甲}\\\\b\\\\c\\tag*{乙}\\\\d\\end{align}", "a(甲)b(1)c乙d(2)"),
        ("\\begin{align}a\\notag\\\\b\\nonumber\\\\c\\end{align}", "abc(1)"),
        ("\\begin{aligned}a\\tag{1}\\\\b\\end{aligned}", "a(1)b"),
        ("\\begin{equation}\\begin{split}a\\\\b\\tag{2}\\end{split}\\end{equation}", "ab(2)"),
        ("\\left\\{\\begin{array}{l}a\\\\b\\end{array}\\right.\\tag{3}", "{ab(3)"),
        ("a\\\\b\\tag{4}", "ab(4)"),
    ],
)
def test_tags_and_numbers(words, tex, shown):
    assert words(tex).replace("\u2063", "") == shown


def test_a_tag_stands_at_the_right_margin(mathml):
    (text,) = mathml("x\\tag{甲}").iter("mtext")
    cell = text.getparent()
    assert cell is not None
    assert cell.get("class") == "m-half m-right"


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("x\\tag{\\frac12}", "\\tag cannot be set with"),
        ("x\\tag{1", "never closed"),
        ("\\left(\\begin{matrix}a\\tag{1}\\\\b\\tag{2}\\end{matrix}\\right)", "Several tags"),
    ],
)
def test_what_cannot_be_a_tag_is_said(reason, tex, said):
    assert said in reason(tex)
