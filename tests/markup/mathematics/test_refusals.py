import pytest

from blog.markup.fragments import Mathematics
from blog.markup.limits import MAX_FORMULA_CHARACTERS, MAX_FORMULA_NESTING
from blog.markup.mathematics.mathml import convert
from blog.markup.mathematics.reasons import TexError
from blog.markup.mathematics.refusals import argument_chain, nesting, refuse


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        ("x" * (MAX_FORMULA_CHARACTERS + 1), "2,001 characters"),
        ("{" * 41 + "}" * 41, "more than 40 deep"),
        ("\\def\\x{1}", "\\def is not available"),
        ("\\href{a}{b}", "\\href is not available"),
        ("\\SI{3}{m}", "write 3\\,\\mathrm{m}"),
        ("\\style{a}{b}", "\\style is not available"),
        ("\\includegraphics{a}", "put a picture in"),
        ("\\toggle{a}{b}", "needs a script"),
        ("\\item a", "Markdown"),
    ],
)
def test_what_is_refused(tex, said):
    with pytest.raises(TexError) as caught:
        refuse(tex)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "tex", ["\\sin x", "\\numberline", "\\itemx", "\\define", "{" * 40 + "}" * 40]
)
def test_what_only_looks_alike_is_not(tex):
    refuse(tex)


def test_nesting_counts_groups_delimiters_and_environments():
    assert nesting("{\\left(\\begin{matrix}\\{\\end{matrix}\\right)}{}") == 4


def test_a_chain_is_broken_by_a_command_without_argument():
    many = "\\hat" * 60
    assert argument_chain(many, lambda name: name == "\\hat") == 60
    assert argument_chain("\\hat\\x" * 60, lambda name: name == "\\hat") == 1


def test_a_long_list_of_signs_is_not_nested(mathml):
    mathml("\\alpha\\beta" * 60)


@pytest.mark.parametrize(
    "tex",
    [
        "\\hat" * 300 + " x",
        "x" + "^\\hat" * 300 + " x",
        "\\substack{" * 39 + "x" + "}" * 39,
    ],
)
def test_depth_is_refused_and_does_not_end_the_process(reason, tex):
    assert f"more than {MAX_FORMULA_NESTING} deep" in reason(tex)


@pytest.mark.parametrize(
    "tex",
    [
        "\\tag{甲}" * 280,
        "\\begin{array}{*{9}{@{xxxxxxxxxx}c}}" + "a\\\\" * 600 + "\\end{array}",
        "\\text{$" * 280,
        "\\begin{x}" * 220,
        "\\cline{1-1}" * 180,
        "[" * 1990,
        "\\ce{" + "A+" * 990 + "}",
        "\\color" * 330,
        "\\\\_" * 660,
        "*{9}{" * 390,
    ],
)
def test_hostile_formulas_are_set_or_refused(tex):
    """Some of these once kept the converter busy for ever."""
    formula = Mathematics(tex[:MAX_FORMULA_CHARACTERS], True, "", 1, 1)

    [converted] = convert([formula])

    assert (converted.element is None) is bool(converted.error)
