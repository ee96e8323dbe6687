import time

import pytest

from blog.markup import render
from blog.markup.structure.attribute_lists import (
    Attributes,
    attributes_alone,
    read_attributes,
    without_span_lists,
)


def test_a_list_is_read():
    found = read_attributes("{: .a #b .c width=\"8 0%\" file='x.py' n=1 toc}")

    assert found == Attributes(
        ("a", "c"), "b", {"width": "8 0%", "file": "x.py", "n": "1"}, ("toc",)
    )


@pytest.mark.parametrize(
    "line",
    [
        "{:toc}",
        "{: .a }",
        "{:.a.b#c}",
        "{:.no_toc}",
        '{: width="1" height="2" }',
        "{:no_toc}",
        '{::options parse_block_html="true" /}',
        "{:/comment}",
    ],
)
def test_a_line_that_is_a_list_is_no_text(line):
    assert attributes_alone(line) is not None
    assert line not in render(f"a\n{line}\n\nb").html


@pytest.mark.parametrize(
    "line", ["{:ok}", "{:ok, x}", "{ .a }", "{:}", "{: a => 1}", "{:.a} b", "x {:.a", "{: .a"]
)
def test_a_line_with_anything_else_is_text(line):
    assert attributes_alone(line) is None
    assert render(line).html != ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**a**{: .b} c", "**a** c"),
        ("a {: .b #c}", "a"),
        ("a {: .b}\nc", "a\nc"),
        ("return {:ok}", "return {:ok}"),
        ("a {: .b} c", "a {: .b} c"),
        ("[a](b){: .c}", "[a](b){: .c}"),
        ("a{: .b}", "a{: .b}"),
    ],
)
def test_lists_after_spans_and_lines_go(text, expected):
    assert without_span_lists(text) == expected


def test_code_keeps_what_looks_like_a_list():
    assert "<code>a {: .b}</code>" in render("`a {: .b}`").html
    assert "{: .b}" in render("```\na\n{: .b}\n```").html


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("> a\n{: .prompt-tip }", "tip"),
        ("> a\n{: .prompt-danger }", "caution"),
        ("a\n{: .notice--info}", "note"),
        ("a\n{: .notice}", "note"),
        ("{: .warning }\na", "warning"),
        ("- a\n{: .alert .alert-info}", "note"),
    ],
)
def test_a_class_may_make_a_callout(source, kind):
    html = render(source).html

    assert html.startswith(f'<div class="callout callout-{kind}">')
    assert "blockquote" not in html


def test_a_list_belongs_to_the_block_above_it():
    html = render("a\n\nb\n{: .notice}\nc").html

    assert html.startswith("<p>a</p>")
    assert html.endswith("<p>b</p>\n</div>\n<p>c</p>")


def test_a_list_that_stands_alone_says_nothing():
    assert render("a\n\n{: .notice}\n\nb").html == "<p>a</p>\n<p>b</p>"


@pytest.mark.parametrize("source", ["* TOC\n{:toc}\n\n## a", "1. x\n{:toc}\n\n## a"])
def test_a_list_may_ask_for_the_contents(source):
    assert render(source).html.startswith('<nav class="toc"')


def test_an_id_can_be_linked_to():
    rendered = render("## a\n{: #b}\n\n> c\n{: #d}\n\n[e](#b) [f](#d)")

    assert rendered.problems == ()
    assert '<a href="#b">e</a>' in rendered.html
    assert '<a href="#user-content-d">f</a>' in rendered.html


def test_a_heading_may_carry_its_list_in_its_line():
    assert render("## a {: #b .c}").html.startswith('<h2 id="b">a<a ')


@pytest.mark.parametrize("text", [".text-center", ".align-center", 'style="text-align: center"'])
def test_a_block_may_be_aligned(text):
    assert render(f"a\n{{: {text}}}").html == '<p class="align-center">a</p>'


def test_code_may_get_a_title_and_a_language():
    html = render('```\nx\n```\n{: file="a.py" .language-python}').html

    assert '<div class="highlight" data-language="python">' in html
    assert '<div class="highlight-title">a.py</div>' in html


def test_hostile_lists_cost_little():
    sources = ["a {:" + " .a" * 30_000, "*{:" * 30_000, "a {:" + "a=b" * 30_000, "a " * 50_000]
    started = time.process_time()
    for source in sources:
        without_span_lists(source)
        attributes_alone(source[2:])

    assert time.process_time() - started < 0.5
