"""Articles as feeds carry them."""

import re

import pytest
from lxml import html as lxml_html

from blog.markup import render
from blog.markup.syndication import for_feed, formula_of

PAGE = "https://blog.example.org/posts/x/"


def fed(source, **options):
    return for_feed(
        render(source, **options).html,
        page_url=PAGE,
        picture_url=lambda digest: f"https://blog.example.org/formulas/{digest}.svg",
    )


def test_a_simple_formula_is_plain_html():
    assert fed("设 $x_i$。") == "<p>设 <var>x</var><sub><var>i</var></sub>。</p>"
    assert fed("$$\nE=mc^2\n$$") == "<p><var>E</var> = <var>mc</var><sup>2</sup></p>"


def test_another_formula_is_a_picture_that_says_its_tex():
    source = '设 $\\frac{a}{b}$，\n\n$$\n\\sqrt{x} < "y"\n$$'
    in_line, by_itself = lxml_html.fragments_fromstring(fed(source))

    (small,), (large,) = in_line.iter("img"), by_itself.iter("img")
    assert (small.get("alt"), large.get("alt")) == ("\\frac{a}{b}", '\\sqrt{x} < "y"')
    assert small.get("style") == "vertical-align:middle"
    assert large.get("style") is None
    assert by_itself.tag == "p"


def test_the_address_of_a_picture_leads_back_to_its_formula():
    html = render("$\\frac{a}{b}$ 与 $\\frac{c}{d}$").html
    digests = re.findall(r"formulas/(\w+)\.svg", fed("$\\frac{a}{b}$ 与 $\\frac{c}{d}$"))

    assert [formula_of(html, digest)[:27] for digest in digests] == [
        '<math alttext="\\frac{a}{b}">'[:27],
        '<math alttext="\\frac{c}{d}">'[:27],
    ]
    assert formula_of(html, "0" * 20) is None


def test_what_cannot_be_drawn_is_tex():
    assert fed("见 $\\cancel{x}$") == "<p>见 <code>\\cancel{x}</code></p>"
    array = "\\begin{array}{l|c} a & b \\end{array}"
    assert fed(f"$$\n{array}\n$$") == f"<pre><code>{array.replace('&', '&amp;')}</code></pre>"


def test_a_formula_by_itself_within_a_paragraph_has_lines_of_its_own():
    assert fed("甲 $$x^2$$ 乙") == "<p>甲 <br><var>x</var><sup>2</sup><br> 乙</p>"


def test_no_mathml_and_nothing_for_pages_alone_is_left():
    source = (
        "# 题 $x$\n\n$\\frac ab$ 与 $$y$$\n\n```python {1}\na = 1\n```\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n![图](/a.png)\n\n[TOC]\n\n> [!TIP]\n> 提示\n\n"
        "注[^1]\n\n[^1]: 文"
    )
    html = fed(source)

    for unwanted in (
        "<math", "heading-anchor", "tabindex", "table-scroll", "role=", "loading=", "decoding=",
        "data-", "<span", "class=\"toc\"", "callout", "footnote-",
    ):  # fmt: skip
        assert unwanted not in html, unwanted
    assert "<strong>提示</strong>" in html


def test_code_keeps_its_lines_and_names_its_language():
    source = '```python title="a.py"\nif a < 1:\n\n    b = "<span>"\n```'

    assert fed(source) == (
        '<p>a.py</p><pre><code class="language-python">if a &lt; 1:\n\n    b = "&lt;span&gt;"\n'
        "</code></pre>"
    )


def test_boxes_of_tasks_are_signs():
    assert lxml_html.fromstring(fed("- [x] 甲\n- [ ] 乙")).text_content().split() == [
        "☑", "甲", "☐", "乙",
    ]  # fmt: skip


def test_links_of_footnotes_lead_to_the_page():
    html = fed("注[^1]。\n\n[^1]: 文")

    assert f'href="{PAGE}#fn-1"' in html
    assert f'href="{PAGE}#fnref-1"' in html


@pytest.mark.parametrize(
    "source",
    [
        '`<math alttext="x">a</math>`',
        '```html\n<div class="highlight"><pre><code>x</code></pre></div>\n```',
        '&lt;input checked&gt; &lt;a class="heading-anchor"&gt;&lt;/a&gt;',
    ],
)
def test_text_that_looks_like_markup_stays(source):
    before = lxml_html.fromstring(render(source).html).text_content()

    assert lxml_html.fromstring(f"<div>{fed(source)}</div>").text_content() == before
