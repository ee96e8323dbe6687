import pytest
from lxml import etree

from blog.markup import render
from blog.markup.fragments import Mathematics
from blog.markup.mathematics.mathml import convert
from blog.markup.mathematics.styles import CLASSES


def formula(tex: str, *, display: bool = False) -> Mathematics:
    return Mathematics(tex, display, f"${tex}$", 1, 1)


def test_the_tex_is_kept():
    (converted,) = convert([formula("a < b")])

    assert converted.element is not None
    assert converted.element.get("alttext") == "a < b"


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{aligned}a&=b\\\\c&=d\\end{aligned}",
        "\\begin{align}a&=b\\\\c&=d\\end{align}",
        "\\begin{cases}a&b\\\\c&d\\end{cases}",
        "\\begin{array}{|l|cr|}\\hline a&b&c\\\\\\hdashline d&e&f\\\\\\hline\\end{array}",
        "\\color{red}{x}\\textcolor{blue}{y}",
        "\\hspace{1cm}\\quad x",
        "\\cancel{x}\\boxed{y}",
    ],
)
def test_no_style_is_left_and_every_class_is_known(tex):
    (converted,) = convert([formula(tex, display=True)])

    assert converted.element is not None
    known = {*CLASSES.values(), "menclose-updiagonalstrike"}
    for element in converted.element.iter():
        assert element.get("style") is None
        for name in str(element.get("class") or "").split():
            assert name in known or name.startswith("m-in-")


def test_rules_and_alignments_become_classes():
    (converted,) = convert([formula("\\begin{array}{l|r}a&b\\\\\\hline c&d\\end{array}")])

    assert converted.element is not None
    classes = [str(cell.get("class")) for cell in converted.element.iter("mtd")]
    assert classes[0] == "m-left m-rule-right"
    assert classes[3] == "m-rule-top m-right"


def test_numbers_run_through_a_post_and_references_look_both_ways():
    later, first, second = convert(
        [
            formula("\\eqref{b}"),
            formula("\\begin{align}x\\label{a}\\end{align}", display=True),
            formula("\\begin{align}y\\label{b}\\end{align}\\eqref{a}", display=True),
        ]
    )

    assert later.element is not None
    assert first.element is not None
    assert second.element is not None
    assert "".join(map(str, later.element.itertext())) == "(2)"
    assert [link.get("href") for link in later.element.iter("a")] == ["#eq-b"]
    assert [cell.get("id") for cell in second.element.iter("mtd") if cell.get("id")] == ["eq-b"]


def test_one_bad_formula_does_not_keep_the_others_from_being_set():
    bad, good = convert([formula("\\frob"), formula("x")])

    assert bad.element is None
    assert str(bad.error) == "\\frob is not supported in formulas."
    assert good.element is not None


def test_errors_hold_no_terminal_escapes():
    (converted,) = convert([formula("\\frac{1}")])

    assert "\x1b" not in str(converted.error)
    assert converted.error


def test_a_reference_without_its_label_is_shown_and_reported():
    rendered = render("见 $\\eqref{x}$")

    assert "<math" in rendered.html
    assert "No equation" in rendered.problems[0].message


@pytest.mark.parametrize("command", ["def", "newcommand", "renewcommand", "let", "href", "input"])
def test_commands_that_define_or_lead_elsewhere_are_refused(command):
    (converted,) = convert([formula(f"\\{command}{{x}}")])

    assert converted.element is None
    assert f"\\{command} is not available" in str(converted.error)


def test_commands_that_only_begin_alike_are_not():
    (converted,) = convert([formula("\\left(x\\right)")])

    assert converted.element is not None


def test_the_result_is_mathml_in_any_parser():
    (converted,) = convert([formula("\\sin x \\text{<b>}", display=True)])

    assert converted.element is not None
    again = etree.fromstring(etree.tostring(converted.element))
    assert again.get("display") == "block"
    assert "".join(map(str, again.itertext())).endswith("<b>")


def test_a_large_delimiter_with_scripts_stands_in_a_row_where_it_can_stretch(mathml):
    (script,) = mathml("x\\bigg|_0^1").iter("msubsup")
    assert script[0].tag == "mrow"


def test_a_sign_that_cannot_be_set_is_named(reason):
    assert reason("x ∛") == "The sign “∛” cannot be set by itself; put it into \\text{…}."


def test_the_converters_own_error_quotes_the_place(reason):
    assert reason("x^2^3") == "Duplicate subscript or superscript (at “^3”)."


def test_a_label_may_hold_any_text(mathml):
    labelled, referring = convert(
        [formula("x\\label{eq:公_1}", display=True), formula("\\eqref{eq:公_1}")]
    )
    assert labelled.element is not None
    assert referring.element is not None
    assert not referring.warning
    (link,) = referring.element.iter("a")
    assert [cell.get("id") for cell in labelled.element.iter("mtd") if cell.get("id")] == [
        str(link.get("href"))[1:]
    ]
