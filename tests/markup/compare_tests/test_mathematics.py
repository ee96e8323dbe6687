"""Formulas become words, and nothing else does."""

import pytest

from tests.markup.compare.mathematics import without_formulas


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("设 $x_i^*$ 和 $y_i^*$。", "设 MATH1 和 MATH2。"),
        (r"a \(x_1\) b", "a MATH1 b"),
        ("a\n\n$$\nx_1 \\\\\n- y_2\n$$\n\nb", "a\n\nMATH1\n\nb"),
        ("> $$\n> x_1\n> $$\n", "> MATH1\n"),
        ("- a\n\n  \\[\n  x = 1\n  \\]\n", "- a\n\n  MATH1\n"),
        ("\\begin{align}\na &= b\n\\end{align}\n", "MATH1\n"),
        ("```math\nx_1\n```\n", "MATH1\n"),
        ("{% math %}\nx_1\n{% endmath %}\n", "MATH1\n"),
        ("$`a_b`$\n", "MATH1\n"),
        (
            "| $a \\| b$ | c |\n|---|---|\n| $x$ | y |\n",
            "| MATH1 | c |\n|---|---|\n| MATH2 | y |\n",
        ),
        ("$x$ and $x$ and $x$", "MATH1 and MATH2 and MATH3"),
    ],
)
def test_a_formula_becomes_a_word(source, expected):
    assert without_formulas(source).text == expected


@pytest.mark.parametrize("source", ["It costs $5 or $6.", "`$x$`\n", "```\n$x_1$\n```\n"])
def test_what_is_no_formula_stays(source):
    assert without_formulas(source).text == source


def test_formulas_of_a_footnote_get_the_number_of_their_place():
    source = "a[^1]\n\n[^1]: note $x$\n\nb $y$\n"

    assert without_formulas(source).text == "a[^1]\n\n[^1]: note MATH1\n\nb MATH2\n"


def test_nothing_is_lost_in_the_notations_of_real_posts():
    assert without_formulas("$x$ \\(y\\)\n\n$$z$$\n").lost == ()
