import pytest

from blog.markup import render
from blog.markup.template_tags.shortcodes import TAG, code_info_of, tag_alone, tag_from


def test_liquid_and_hugo_tags_are_read():
    liquid = tag_from(TAG.match("{%- include_code lang:x a.js -%}"))
    hugo = tag_from(TAG.match('{{< figure src="a b.png" 3 />}}'))
    closing = tag_from(TAG.match("{{% /Notice %}}"))

    assert (liquid.name, liquid.arguments, liquid.hugo) == ("include_code", "lang:x a.js", False)
    assert hugo.parameter("src") == "a b.png"
    assert hugo.parameter("none", 0) == "3"
    assert (closing.name, closing.closing) == ("notice", True)


def test_components_and_comments_are_tags_where_they_are_alone():
    component = tag_alone('<TabItem value="a" label="b c">')
    closing = tag_alone("</TabItem>")
    comment = tag_alone("<!-- tab 甲 -->")

    assert (component.name, component.parameter("label")) == ("tabitem", "b c")
    assert closing.closes(component.closer)
    assert (comment.name, comment.arguments, comment.closer) == ("tab", "甲", "endtab")


@pytest.mark.parametrize(
    "line", ["<div>", "<A", "<Img />", "<!-- a -->", "<Tab> x", "<!-- table -->"]
)
def test_other_angles_are_no_tags(line):
    assert tag_alone(line) is None


@pytest.mark.parametrize("line", ["{% a %} x", "x {% a %}", "{{ a }}", "", "{", "{%", "{% %}"])
def test_a_line_with_more_than_a_tag_is_no_tag(line):
    assert tag_alone(line) is None


def test_quotes_that_do_not_pair_are_text():
    tag = tag_alone("{% note it's %}")

    assert tag is not None
    assert tag.words() == ["it's"]


@pytest.mark.parametrize(
    ("line", "language", "title", "numbered"),
    [
        ("{% highlight C++ linenos %}", "c++", "", True),
        ("{% codeblock 排序 lang:python https://a.example/ 来源 %}", "python", "排序 来源", False),
        ("{{< highlight go >}}", "go", "", False),
        ("{% code %}", "", "", False),
    ],
)
def test_what_code_tags_ask_for(line, language, title, numbered):
    info = code_info_of(tag_alone(line))

    assert (info.language, info.title, info.numbered) == (language, title, numbered)


@pytest.mark.parametrize(
    ("line", "highlighted", "first_line", "numbered"),
    [
        ('{{< highlight go "linenos=table,hl_lines=2 4-5,linenostart=9" >}}', {2, 4, 5}, 9, True),
        ("{{< highlight go linenos=false >}}", set(), 1, False),
        ("{% codeblock lang:js first_line:7 mark:1,7,9-10 %}", {1, 3, 4}, 7, True),
    ],
)
def test_code_tags_may_number_and_stress_lines(line, highlighted, first_line, numbered):
    info = code_info_of(tag_alone(line))

    assert (info.highlighted, info.first_line, info.numbered) == (highlighted, first_line, numbered)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("{{< mermaid >}}", "mermaid"),
        ("{% plantuml %}", "plantuml"),
        ("{{< katex display >}}", "math"),
    ],
)
def test_some_tags_are_for_one_language(line, language):
    info = code_info_of(tag_alone(line))

    assert (info.language, info.title) == (language, "")


def test_a_formula_between_tags_is_a_formula():
    assert '<math display="block"' in render("{{< katex >}}\nx_i\n{{< /katex >}}").html


def test_code_between_tags_is_not_read_as_anything_else():
    html = render("{% highlight text %}\n# a\n{{ b }}\n```\n{% endhighlight %}\nc").html

    assert "<code># a\n{{ b }}\n```\n</code>" in html
    assert html.endswith("<p>c</p>")


def test_a_tag_that_is_not_closed_is_shown_and_reported():
    rendered = render("{% highlight python %}\nx = 1")

    assert "{% highlight python %}" in rendered.html
    assert [problem.kind for problem in rendered.problems] == ["unknown-shortcode"]


def test_tags_in_code_are_left_alone():
    rendered = render("`{{ a }}` 与\n\n```\n{% b %}\n```")

    assert "<code>{{ a }}</code>" in rendered.html
    assert rendered.problems == ()


def test_a_comment_is_not_shown():
    assert render("a\n\n{% comment %}\n# b\n\nc\n{% endcomment %}\n\nd").html == (
        "<p>a</p>\n\n<p>d</p>"
    )
