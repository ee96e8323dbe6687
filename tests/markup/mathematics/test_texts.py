import pytest


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        ("\\text{若 $x>0$ 则}", "若x>0则"),
        ("\\text{若 \\(x\\) 则}", "若x则"),
        ("\\text{n_iter}", "n_iter"),
        ("\\text{a & b}", "a&b"),
        ("\\text{100\\%}", "100%"),
        ("\\text{``q''}", "“q”"),
        ("\\text{a \\textbf{b} c}", "abc"),
        ("\\fbox{$x^2$}", "x2"),
        ("\\text{a \\textcolor{red}{b} c}", "abc"),
        ("\\text{a \\color{red} b}", "ab"),
        ("\\text{}x", "x"),
    ],
)
def test_words_in_formulas(words, tex, shown):
    assert words(tex) == shown


def test_a_box_of_text_is_one_box(mathml):
    assert len(list(mathml("\\fbox{a $x$ b}").iter("menclose"))) == 1
