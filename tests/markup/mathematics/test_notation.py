"""What counts as a formula, and what is money, an escape or a shell variable."""

import pytest

from blog.markup import render


def formulas(source: str) -> list[str]:
    return [formula.tex for formula in render(source).formulas]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("$x$", ["x"]),
        ("设$x$为", ["x"]),
        ("$x_i^*$", ["x_i^*"]),
        ("$1$", ["1"]),
        ("$0.5$ 与 $10\\%$", ["0.5", "10\\%"]),
        ("$k$-means，$n$th", ["k", "n"]),
        ("$a$ 和 $b$", ["a", "b"]),
        ("（$a$）、$b$。", ["a", "b"]),
        ("$ x_i $", ["x_i"]),
        ("$n $", ["n"]),
        ("$a < b$ 且 $c > d$", ["a < b", "c > d"]),
        ("$a\nb$", ["a\nb"]),
        ("$\\$5$", ["\\$5"]),
        ("$$a$$ 与 $$b$$", ["a", "b"]),
        ("$$\na\n\nb\n$$", ["a\nb"]),
        ("\\(a\\) \\[b^2\\]", ["a", "b^2"]),
        ("\\[\na\n\\]", ["a"]),
        ("\\begin{cases}a\\end{cases}", ["\\begin{cases}a\\end{cases}"]),
        ("> $$\n> a\n> b\n> $$", ["a\nb"]),
        ("- a\n\n  $$\n  b\n  $$", ["b"]),
        ("- $$\nlazy\n$$", ["lazy"]),
        ("**$a$**", ["a"]),
        ("[$a$](x)", ["a"]),
        ("x[^1]\n\n[^1]: $a$", ["a"]),
        ("| $a|b$ |\n|---|\n| $\\|c\\|$ |", ["a|b", "|c|"]),
        ("<td>$a$</td>", ["a"]),
    ],
)
def test_formulas(source, found):
    assert formulas(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "US$100 and US$200",
        "$5 和 $10",
        "$5和$10",
        "花了$3，找回$2",
        "$1,000-$2,000",
        "$5/月，$50/年",
        "A$5 and NZ$6",
        "costs $5 or $6.",
        "a $ bb cc $ d words here",
        "$HOME/bin:$PATH",
        "echo $HOME and $PATH",
        "\\$x\\$",
        "$$",
        "$",
        "$ $",
        "100$ 200$",
        "`$a$`",
        "    $a$",
        "```\n$a$\n```",
        "<pre>$a$</pre>",
        "<code>$a$</code>",
        '<img alt="$a$" src="b">',
        "\\[1\\] 与 \\[2\\]",
        "\\[x\\](y)",
        "\\(see the notes\\)",
        "\\\\(some words\\\\)",
        "\\begin{itemize}x\\end{itemize}",
    ],
)
def test_no_formulas(source):
    assert formulas(source) == []


def test_code_wins_over_mathematics():
    assert formulas("$a `b$ c`") == []
    assert formulas("`$` 与 $x$") == ["x"]


def test_the_source_of_a_formula_keeps_its_delimiters_where_only_text_can_stand():
    assert 'alt="$x_i$ 图"' in render("![$x_i$ 图](a)").html
