import pytest

from blog.markup.fragments import Mathematics
from blog.markup.mathematics.escapes import without_escapes
from blog.markup.mathematics.mathml import convert


@pytest.mark.parametrize(
    ("escaped", "plain"),
    [
        ("x\\_i^\\*", "x_i^*"),
        ("\\lambda\\_e \\prod\\_{f} \\text{a\\_b}", "\\lambda_e \\prod_{f} \\text{a\\_b}"),
        ("\\begin{align\\*}a\\end{align\\*}", "\\begin{align*}a\\end{align*}"),
        ("a \\\\\\\\ b", "a \\\\ b"),
        ("a \\\\\\\\\\begin{matrix}b\\end{matrix}", "a \\\\\\begin{matrix}b\\end{matrix}"),
        ("\\left\\\\{ x \\right.", "\\left\\{ x \\right."),
        ("P\\\\{B\\\\}", "P\\{B\\}"),
        ("x\u200b_i\u00ad", "x_i"),
        ("\\begin{CD}A @>a\\>> B\\end{CD}", "\\begin{CD}A @>a>> B\\end{CD}"),
    ],
)
def test_what_is_taken_out(escaped, plain):
    assert without_escapes(escaped) == plain


@pytest.mark.parametrize(
    "tex",
    [
        "n\\_samples",
        "\\text{a\\_b}",
        "\\operatorname{a\\_b}_i",
        "\\begin{array}{c}a\\\\\\\\b\\\\c\\end{array}",
        "a\\\\b",
        "\\{x\\}",
        "\\begin{matrix}a\\\\{b}\\end{matrix}",
        "\\substack{a\\\\}",
        "a \\> b",
        "x_i^*",
    ],
)
def test_plain_tex_is_left_alone(tex):
    assert without_escapes(tex) == tex


def test_it_is_reported():
    escaped, plain = convert(
        [Mathematics("x\\_{i}", False, "", 1, 1), Mathematics("x_i", False, "", 1, 1)]
    )
    assert escaped.repaired
    assert not plain.repaired
