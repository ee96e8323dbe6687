"""Sources over a limit get an error or a problem that says so, and hostile ones end."""

from contextlib import suppress

import pytest

from blog.markup import MarkupError, limits, render


@pytest.mark.parametrize(
    ("source", "limit"),
    [
        ("字" * (limits.MAX_SOURCE_CHARACTERS + 1), "MAX_SOURCE_CHARACTERS"),
        ("a\n" * (limits.MAX_LINES + 1), "MAX_LINES"),
        ("a\n" + "x" * (limits.MAX_LINE_CHARACTERS + 1), "MAX_LINE_CHARACTERS"),
        ("# a\n" * (limits.MAX_BLOCKS + 1), "MAX_BLOCKS"),
        ("$a$ " * (limits.MAX_FORMULAS + 1), "MAX_FORMULAS"),
        ("`a` " * (limits.MAX_FRAGMENTS + 1), "MAX_FRAGMENTS"),
        ("<div>" * (limits.MAX_HTML_DEPTH + 1), "MAX_HTML_DEPTH"),
        ("&lt;\n" * (limits.MAX_HTML_MARKS + 1), "MAX_HTML_MARKS"),
        (("*a* " * 700 + "\n\n") * 80, "MAX_INLINE_MARKS"),
        ("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|\n" * 200, "MAX_TABLE_CELLS"),
    ],
)
def test_a_source_over_a_limit_is_refused_by_name(source, limit):
    with pytest.raises(MarkupError) as caught:
        render(source)

    assert caught.value.limit == limit
    assert str(caught.value).endswith(".")


def test_the_error_says_on_which_line():
    with pytest.raises(MarkupError, match="Line 3 has") as caught:
        render("a\n\n" + "x" * (limits.MAX_LINE_CHARACTERS + 1))

    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("> " * 200 + "a", "too-deep"),
        ("- " * 200 + "a", "too-deep"),
        ("```python\n" + "x = 1\n" * 15_000 + "```", "code-not-highlighted"),
    ],
)
def test_a_part_over_a_limit_is_shown_as_typed_and_reported(source, kind):
    rendered = render(source)

    assert kind in {problem.kind for problem in rendered.problems}
    assert rendered.html


def test_emphasis_too_deep_is_shown_as_typed():
    html = render("*a _b " * 100 + "c" + "_ *" * 100).html

    assert html.count("<em>") == limits.MAX_INLINE_DEPTH
    assert html.count("*") + html.count("_") + 2 * html.count("<em>") == 400


@pytest.mark.parametrize(
    "source",
    [
        "![" * 8_000,
        "[^a] " * 5_000 + "\n\n[^a]: x",
        "<![CDATA[" * 8_000,
        "<!-- " * 40_000,
        "- " * 2_000,
        ">" * 100_000,
        "".join("`" * n + " " for n in range(1, 600)),
        "$a " * 60_000,
        "a$$b$$c$$\n" * 20_000,
        "\\begin{align}\n" * 20_000,
        "\\(a " * 40_000,
        "<a " * 40_000,
        '<a href="' * 20_000,
        "<b><p>" * 10_000,
        '[a]: b "\n' * 20_000,
        "http://a.b/" * 16_000,
        "a@" * 90_000,
        "{% a " * 30_000,
        "{{" * 90_000,
        "<script>" * 30_000,
        "*" * 100_000,
        "*_" * 50_000,
        "\\" * 100_000,
        "\t" * 100_000,
        "<table>" * 110,
        "<b></p>" * 110,
        "::: note\n" * 20_000,
        "| a |\n|---|\n" + "|" * 50_000,
    ],
    ids=lambda source: repr(source[:16]),
)
def test_hostile_sources_come_to_an_end(source):
    with suppress(MarkupError):
        assert isinstance(render(source).html, str)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 500 + "}" * 500,
        "\\frac" * 300,
        "\\sqrt" * 300 + "x",
        "\\hat" * 400 + "x",
        "x^" * 500 + "x",
        "\\left(" * 200 + "\\right)" * 200,
        "\\begin{array}{c}" * 100,
        "\\not" * 300 + "=",
        "\\mathbf" * 250 + "x",
        "x" + "^{x" * 200 + "}" * 200,
        "\\text{" * 300 + "}" * 300,
        "x" * (limits.MAX_FORMULA_CHARACTERS + 1),
        "\\newcommand{\\a}{\\a\\a}\\a",
        "\\let\\a\\b",
        "\\input{/etc/passwd}",
    ],
    ids=lambda tex: tex[:12],
)
def test_hostile_formulas_are_shown_as_source(tex):
    rendered = render(f"前 ${tex}$ 后")

    assert rendered.formulas[0].error
    assert "<math" not in rendered.html
    assert rendered.html.startswith("<p>前 ")


def test_a_formula_as_deep_as_allowed_is_set():
    tex = "\\sqrt{" * limits.MAX_FORMULA_NESTING + "x" + "}" * limits.MAX_FORMULA_NESTING

    assert render(f"${tex}$").has_math


def test_problems_are_bounded():
    rendered = render("{{ x }} " * 1_000 + "\n\n".join(f"{{{{ y{n} }}}}" for n in range(1_000)))

    assert len(rendered.problems) == limits.MAX_PROBLEMS


def test_running_out_of_stack_is_an_error_of_the_source(monkeypatch):
    def overflow(*args, **kwargs):
        raise RecursionError

    monkeypatch.setattr("blog.markup.engine.to_html", overflow)

    with pytest.raises(MarkupError, match="nested too deep"):
        render("a")
