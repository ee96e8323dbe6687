import pytest

from blog.markup import render
from blog.markup.mathematics.shim import group_end, mend


@pytest.mark.parametrize(
    ("tex", "mended"),
    [
        ("x_i", "x_i"),
        ("a%b\nc", "a\nc"),
        ("a\\%b", "a\\%b"),
        ("x\u200b\u00a0y", "x y"),
        ("\\mbox{a}", "\\text{a}"),
        ("a \\lt b", "a <  b"),
        ("\\begin{split}a\\end{split}", "\\begin{aligned}a\\end{aligned}"),
        ("\\begin{eqnarray*}a\\end{eqnarray*}", "\\begin{align*}a\\end{align*}"),
        ("\\begin{alignat}{2}a\\end{alignat}", "\\begin{align}a\\end{align}"),
        ("\\begin{align\\*}a\\end{align\\*}", "\\begin{align*}a\\end{align*}"),
        ("\\text{if $x$ then}", "\\text{if }{x}\\text{ then}"),
        ("\\text{n_iter}", "\\text{n\\_iter}"),
        ("\\substack{a\\\\b}", "{\\begin{subarray}{c}a\\\\b\\end{subarray}}"),
        ("\\DeclareMathOperator{\\sgn}{sgn}\\sgn x", "\\operatorname{sgn} x"),
        ("x\\tag{1}", "\\begin{equation}x\\tag{1}\\end{equation}"),
        ("x\\tag{甲}", "x\\qquad\\text{(甲)}"),
        ("x\\tag*{*}", "x\\qquad\\text{*}"),
        ("x\\_i^\\*", "x_i^*"),
        ("\\text{a\\_b}", "\\text{a\\_b}"),
        ("\\left<x\\right>", "\\left\\langle x\\right\\rangle"),
        ("\\KaTeX", "\\text{KaTeX}"),
        ("a\\\\[2pt]b", "a\\\\b"),
        ("a\\\\* [ -0.5em ]b", "a\\\\b"),
        ("a\\\\[b]", "a\\\\[b]"),
        ("\\nonumber x", "x"),
        ("\\notin", "\\notin"),
    ],
)
def test_what_is_mended(tex, mended):
    assert mend(tex) == mended


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{equation}\\begin{split}a&=b\\\\&=c\\end{split}\\end{equation}",
        "\\sum_{\\substack{i<n\\\\j<m}} a_{ij}",
        "\\argmax_\\theta \\mathbb{E}[x]",
        "\\pmb{x} \\mathds{1}",
        "\\begin{smallmatrix}a&b\\\\c&d\\end{smallmatrix}",
        "\\begin{array}{|c|c|}\\hline a&b\\\\\\hline\\end{array}",
        "e=mc^2 \\tag{毕}",
        "\\text{若 $x>0$ 则}",
        "\\large x",
    ],
)
def test_the_converter_takes_what_was_mended(tex):
    assert [f.error for f in render(f"$${tex}$$").formulas] == [""]


def test_the_end_of_a_group_is_found_past_escapes():
    assert group_end("a\\}{b}}c", 0) == 7
    assert group_end("a", 0) == -1
