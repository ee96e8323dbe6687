"""`Rendered.lines`: the line of the source for each element at the top of the page."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from blog.markup import MarkupError, render
from blog.markup.tokens import OWN_MARK
from tests.markup.cases import names, source


def top_level(html):
    """Return the elements at the top level of `html`, read by the rules of browsers."""
    return list(lxml_html.fromstring(f"<div>{html}</div>")) if html else []


def lines(text):
    return list(render(text).lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("一", [1]),
        ("\n\n一\n二\n\n三", [3, 6]),
        ("# 一\n二\n\n三\n---\n***\n", [1, 2, 4, 6]),
        ("- 一\n\n- 二\n\n\n1. 三", [1, 6]),
        ("> 一\n\n> [!NOTE]\n> 二\n\n:::tip\n三\n:::\n四", [1, 3, 6, 9]),
        ("```\n一\n```\n\n    二\n\n~~~\n三", [1, 5, 7]),
        ("一\n\n$$\nx\n$$\n\n$$y$$", [1, 3, 7]),
        ("一\n\n| a |\n| - |\n| b |\n\n二", [1, 3, 7]),
        ("一\n| a |\n| - |\n| b |", [1, 2]),
        ("词\n: 义\n\n一", [1, 4]),
        ("[TOC]\n\n# 一", [1, 3]),
        ("[TOC]\n\n一", [3]),
        ("[a]: /x\n一[a]\n\n[b]: /y\n# 二", [2, 5]),
        ("[a]: /x\n一\n===", [2]),
        ("一[^1]\n\n[^1]: 二\n\n三", [1, 5, 0]),
        ('一\n\n![a](b.png "c")', [1, 3]),
        ("一\n{: .a}\n\n二\n{: .align-right}", [1, 4]),
        ("{% tabs %}\n\n一\n\n二\n\n{% endtabs %}", [3, 5]),
        ("一\n\n<!-- more -->\n\n二", [1, 5]),
        ("一\r\n\r\n二\r三", [1, 3]),
    ],
)
def test_each_block_has_the_line_where_it_begins(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\n\n<div>\n二\n</div>\n\n三", [1, 3, 7]),
        ("<p>一</p>\n<p>二</p>\n<p>三</p>", [1, 2, 3]),
        ("<p>一</p><p>二</p>", [1, 1]),
        ("<details>\n<summary>一</summary>\n\n二\n\n</details>\n\n三", [1, 8]),
        ("<div>\n\n一\n\n</div>\n\n二", [1, 7]),
        ("一 <div>二</div> *三*\n\n四", [1, 1, 1, 3]),
        ("一\n\n</div>\n\n二", [1, 5]),
        ("<div>一\n\n二\n\n三", [1]),
        ("<img src=a.png alt=b>\n\n一", [1, 3]),
        ("一\n\n<hr/>\n<br/>", [1, 3, 4]),
        ("一\n\n<pre><code>二</code></pre>\n\n三", [1, 3, 5]),
        ("一\n\n<pre>\n二</pre>\n\n三", [1, 3, 6]),
        ("一\n\n<table><tr><td>二</td></tr></table>", [1, 3]),
        (
            '一\n\n<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n\n二',
            [1, 3, 5],
        ),
        ("<!-- 一\n二 -->\n<p>三</p>\n\n四", [3, 5]),
        ("<script>\n一\n</script>\n\n二", [5]),
        ("<section class=footnotes>一</section>\n\n二", [1, 3]),
        ("<table>\n\n一\n\n二", [3, 5, 0]),
    ],
)
def test_html_of_authors_has_lines_too(text, expected):
    assert lines(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        '<div data-source-line="7">一</div>\n\n二',
        f'<div data-source-line="{OWN_MARK}7">一</div>\n\n二',
        '<div data-source-line="&#x10F8F2;7">一</div>\n\n二',
        "<div data-source-line=&#1112306;7>一</div>\n\n二",
        "一\n{: data-source-line=7}\n二",
    ],
)
def test_an_author_cannot_write_one(text):
    rendered = render(text)

    assert rendered.lines in ((1, 3), (1,))
    assert "data-source-line" not in rendered.html


@pytest.mark.parametrize(
    "text",
    [
        '<div title="一>\n\n二\n\n<p>三</p>" >四</div>',
        '<img alt="一>\n\n二 "三" src="x">',
        "<plaintext>\n\n一\n\n| a |\n| - |",
        "<div><textarea>\n\n一\n\n</textarea></div>",
    ],
)
def test_what_a_parser_takes_for_text_shows_no_marks(text):
    assert "data-source-line" not in render(text).html


@pytest.mark.parametrize("name", names())
def test_there_is_a_line_for_each_element_of_every_golden_case(name):
    text = source(name)
    rendered = render(text)

    assert len(rendered.lines) == len(top_level(rendered.html))
    known = [line for line in rendered.lines if line]
    assert known == sorted(known)
    assert all(line <= text.count("\n") + text.count("\r") + 1 for line in known)


# The serialiser closes every element, so that counting tags is enough.
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
VOID = {"br", "hr", "img", "input", "source", "wbr", "col"}
PARTS = st.sampled_from(
    [
        *("一", "\n", "\n\n", "\n\n", " ", "# ", "- ", "> ", "$$", "`", "*", "|a|\n|-|\n", "[^1]"),
        *("\n[^1]: ", "```\n", "[TOC]", ":::tip\n", "<div>", "</div>", "<p>", "</p>", "<b>"),
        *("<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "<pre>", "</pre>", "<details>"),
        *('<div title="', '">', "<a href='", "<!--", "-->", "<h2>", "<hr/>", "<x>", "<plaintext>"),
        *('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ">', "</iframe>", "<textarea>"),
    ]
)


@given(st.lists(PARTS, max_size=40).map("".join))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_source_lines_and_elements_go_together(text):
    try:
        rendered = render(text)
    except MarkupError:
        return

    depth = count = 0
    for closing, name in TAG.findall(rendered.html):
        if not closing:
            count += depth == 0
        if name not in VOID:
            depth += -1 if closing else 1
    assert len(rendered.lines) == count
    known = [line for line in rendered.lines if line]
    assert known == sorted(known)
    assert known[-1:] <= [text.count("\n") + 1]
    assert "data-source-line" not in rendered.html
