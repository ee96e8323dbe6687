"""A formula and the punctuation that touches it stay on one line."""

import pytest

from blog.markup import render

X = '<math alttext="x"><mi>x</mi></math>'


def kept(inside):
    return f'<span class="nobreak">{inside}</span>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("令 $x$。又", f"令 {kept(X + '。')}又"),
        ("（$x$）是", f"{kept('（' + X + '）')}是"),
        ("对“$x$”，有", f"对{kept('“' + X + '”，')}有"),
        ("Let $x$, then", f"Let {kept(X + ',')} then"),
        ("see ($x$).", f"see {kept('(' + X + ').')}"),
        ("$x$ 是", f"{X} 是"),
        ("$x$是", f"{X}是"),
        ("**$x$**。", f"<strong>{X}</strong>。"),
        ("（$x$，$x$）", f"{kept('（' + X + '，')}{kept(X + '）')}"),
        ("*甲*（$x$", f"<em>甲</em>{kept('（' + X)}"),
    ],
)
def test_marks_stay_with_their_formula(source, expected):
    assert render(source).html == f"<p>{expected}</p>"


def test_a_displayed_formula_is_left_alone():
    assert "nobreak" not in render("$$x$$。").html
