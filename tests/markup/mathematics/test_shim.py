import pytest

from blog.markup.mathematics.shim import mend


@pytest.mark.parametrize(
    ("tex", "mended"),
    [
        ("x_i", "x_i"),
        ("a%b\nc", "a\nc"),
        ("a\\%b", "a\\%b"),
        ("a\\\\%b\nc\\alpha", "\\begin{gathered}a\\\\\nc\\alpha\\end{gathered}"),
        ("x\u00a0y", "x y"),
        ("\\mbox{a}", "\\text{a}"),
        ("a \\lt b", "a <  b"),
        ("√x", "\\surd x"),
        ("\\DeclareMathOperator{\\sgn}{sgn}\\sgn x", "\\operatorname{sgn} x"),
        ("\\left<x\\right>", "\\left\\langle x\\right\\rangle"),
        ("\\big<x\\Bigr>", "\\big\\langle x\\Bigr\\rangle"),
        ("\\KaTeX", "\\text{KaTeX}"),
        ("\\nonumber x", "x"),
        ("\\notin", "\\notin"),
        ("\\hskip 1em x", "x"),
        ("a\\\\b", "\\begin{gathered}a\\\\b\\end{gathered}"),
        ("a&=b\\\\&=c", "\\begin{aligned}a&=b\\\\&=c\\end{aligned}"),
        ("a\\\\", "a"),
        (
            "\\begin{gathered}a\\\\[2pt]b\\\\* [ -0.5em ]c\\\\[d]\\end{gathered}",
            "\\begin{gathered}a\\\\b\\\\c\\\\[d]\\end{gathered}",
        ),
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
def test_the_converter_takes_what_was_mended(mathml, tex):
    mathml(tex)


def test_lines_are_not_kept_within_a_line_of_text():
    assert mend("a\\\\b", display=False) == "a\\\\b"
