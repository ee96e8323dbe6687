import pytest

from blog.markup import render


def test_a_line_and_a_colon_below_it_are_term_and_definition():
    assert render("堆\n: 完全二叉树").html == "<dl>\n<dt>堆</dt>\n<dd>完全二叉树\n</dd>\n</dl>"


def test_a_term_may_have_several_definitions_and_a_definition_several_terms():
    html = render("a\nb\n: 1\n: 2").html

    assert html.replace("\n", "") == "<dl><dt>a</dt><dt>b</dt><dd>1</dd><dd>2</dd></dl>"


def test_a_blank_line_before_a_definition_makes_a_paragraph_of_it():
    assert "<dd><p>1</p>" in render("a\n\n: 1").html


def test_definitions_after_one_another_are_one_list():
    html = render("a\n: 1\n\nb\n: 2").html

    assert html.count("<dl>") == 1
    assert html.count("<dd>") == 2


def test_indentation_holds_blocks_in_a_definition():
    html = render("a\n:   1\n\n    ```\n    x\n    ```\n\n    - y\n\nz").html

    assert html.index("<pre") < html.index("<ul>") < html.index("</dd>") < html.index("<p>z</p>")


def test_a_definition_goes_on_lazily():
    assert "<dd>1\n2\n</dd>" in render("a\n: 1\n2").html


def test_definitions_stand_in_items_and_quotes():
    assert "<li><dl>" in render("- a\n  : 1").html
    assert "<blockquote>\n<dl>" in render("> a\n> : 1").html


def test_marks_in_terms_and_definitions_are_read():
    html = render("*a* `b`\n: $x$ [^1]\n\n[^1]: c").html

    assert "<dt><em>a</em> <code>b</code></dt>" in html
    assert "<dd><math" in html
    assert "fn-1" in html


def test_references_above_a_term_are_defined():
    assert '<dt><a href="/x">a</a></dt>' in render("[a]: /x\n[a]\n: 1").html


@pytest.mark.parametrize(
    "source",
    [
        "a\n:b",
        "a\n:::",
        "a\n:smile: b",
        "a\n：b",
        "a\n\n\n: b",
        "a\n: ",
        ": a",
        "| a |\n|---|\n\n: b",
        "![a](b.png)\n\n: c",
        "# a\n: b",
        "```\na\n: b\n```",
        f"{'长' * 201}\n: a",
    ],
)
def test_what_is_no_definition(source):
    assert "<dl>" not in render(source).html


def test_definitions_nested_too_deep_are_text():
    rendered = render("> " * 28 + "a\n" + "> " * 28 + ": b")

    assert "<dl>" not in rendered.html
    assert [problem.kind for problem in rendered.problems] == ["too-deep"]
