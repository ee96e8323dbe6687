import pytest

from blog.markup import render
from blog.markup.structure.nodes import Callout, Group
from blog.markup.structure.tag_containers import container_of, pair_on_one_line
from blog.markup.template_tags.shortcodes import tag_alone


def callout(line: str) -> tuple[str, str, bool, bool]:
    tag = tag_alone(line)
    assert tag is not None
    container = container_of(tag, 1)
    assert isinstance(container, Callout)
    return container.kind, container.title, container.folded, container.unfolded


@pytest.mark.parametrize(
    ("line", "kind", "title"),
    [
        ("{% note %}", "note", ""),
        ("{% note info %}", "note", ""),
        ("{% note danger 标题 %}", "caution", "标题"),
        ("{% note info no-icon 两个 字 %}", "note", "两个 字"),
        ("{% note 'fab fa-cc-visa' simple %}", "note", ""),
        ("{% note orange 'fas fa-x' modern %}", "warning", ""),
        ("{% message color:danger 'title:很 长' size:small %}", "caution", "很 长"),
        ('{% hint style="warning" %}', "warning", ""),
        ("{% tip %}", "tip", ""),
        ("{% tip warning %}", "warning", ""),
        ('{{< admonition tip "标题" >}}', "tip", "标题"),
        ('{{< admonition type=warning title="标题" >}}', "warning", "标题"),
        ('{{% alert title="标题" color="warning" %}}', "warning", "标题"),
        ('{{< alert "circle-info" >}}', "note", ""),
        ('{{< callout type="error" >}}', "caution", ""),
        ('{{% notice tip "标题" "rocket" %}}', "tip", "标题"),
        ("{{< hint danger >}}", "caution", ""),
        ("{{< warning >}}", "warning", ""),
        ('<Aside type="tip" title="标题">', "tip", "标题"),
        ("<Warning>", "warning", ""),
    ],
)
def test_notes_of_many_systems_are_read(line, kind, title):
    assert callout(line) == (kind, title, False, False)


def test_a_note_may_be_closed_at_first():
    assert callout('{{< admonition tip "标题" false >}}') == ("tip", "标题", True, False)
    assert callout("{{< admonition note open=false >}}") == ("note", "", True, False)


@pytest.mark.parametrize(
    ("line", "title", "opened"),
    [
        ("{% fold 标题 %}", "标题", False),
        ("{% fold info @标题 %}", "标题", False),
        ("{% folding blue open, 标题 %}", "标题", True),
        ("{% hideToggle 标题,#fff,red %}", "标题", False),
        ('{{< details "标题" open >}}', "标题", True),
        ('{{% details title="标题" closed="true" %}}', "标题", False),
        ('{{< collapse summary="标题" >}}', "标题", False),
        ('<Accordion title="标题">', "标题", False),
    ],
)
def test_parts_that_open_are_read(line, title, opened):
    assert callout(line) == ("details", title, True, opened)


@pytest.mark.parametrize(
    "line", ["{% unknown %}", "{{< figure >}}", "<Unknown>", "<p>", "{% endnote %}"]
)
def test_other_tags_hold_nothing(line):
    tag = tag_alone(line)

    assert tag is None or container_of(tag, 1) is None


def test_what_is_inside_is_markdown():
    html = render("{% note info %}\n*a*\n\n- b\n{% endnote %}\nc").html

    assert '<div class="callout callout-note">' in html
    assert "<p><em>a</em></p>\n<ul>" in html
    assert html.endswith("</div>\n<p>c</p>")


def test_a_pair_on_one_line_is_a_block_of_its_own():
    html = render("a\n{% note %}*b*{% endnote %}\nc").html

    assert '<p class="callout-title">注意</p><p><em>b</em></p>\n</div>\n<p>c</p>' in html


@pytest.mark.parametrize(
    "line", ["{% note %}a", "a{% endnote %}", "{% note %}a{% endtip %}", "{% note %}{% x %}b"]
)
def test_a_line_with_half_a_pair_is_none(line):
    assert pair_on_one_line(line) is None


def test_a_quotation_names_its_source():
    html = render("{% blockquote 作者, 书 %}\na\n{% endblockquote %}").html

    assert html == "<blockquote><p>a</p>\n<p><cite>作者, 书</cite></p></blockquote>"


@pytest.mark.parametrize(
    "source",
    [
        (
            "{% tabs x %}\n<!-- tab 甲@icon -->\n1\n<!-- endtab -->\n<!-- tab 乙 -->\n2\n"
            "<!-- endtab -->\n{% endtabs %}"
        ),
        (
            '{{< tabs >}}\n{{% tab title="甲" %}}\n1\n{{% /tab %}}\n{{% tab "乙" %}}\n2\n'
            "{{% /tab %}}\n"
            "{{< /tabs >}}"
        ),
        (
            '{{< tabs items="甲, 乙" >}}\n{{< tab >}}\n1\n{{< /tab >}}\n{{< tab >}}\n2\n'
            "{{< /tab >}}\n"
            "{{< /tabs >}}"
        ),
        (
            '<Tabs>\n<TabItem value="a" label="甲">\n1\n</TabItem>\n<TabItem value="乙">\n2\n'
            "</TabItem>\n</Tabs>"
        ),
    ],
)
def test_of_parts_to_choose_from_the_first_is_open(source):
    rendered = render(source)

    assert (
        '<details class="callout callout-details" open><summary class="callout-title">甲</summary>'
        "<p>1</p>" in rendered.html
    )
    assert '<details class="callout callout-details"><summary class="callout-title">乙' in (
        rendered.html
    )
    assert rendered.problems == ()


def test_parts_without_a_title_are_numbered():
    html = render("{% tabs x %}\n<!-- tab -->\na\n<!-- endtab -->\n{% endtabs %}").html

    assert '<summary class="callout-title">1</summary>' in html


def test_a_wrapper_shows_what_it_holds():
    rendered = render("{% grouppicture 2-2 %}\n![a](b.png)\n{% endgrouppicture %}")

    assert rendered.html.startswith("<p><img")
    assert rendered.problems == ()
    assert isinstance(container_of(tag_alone("{% grouppicture 2-2 %}"), 1), Group)


def test_a_tag_that_is_not_closed_is_text_with_a_problem():
    rendered = render("{% note %}\na")

    assert rendered.html == "<p>{% note %}\na</p>"
    assert [(problem.kind, problem.line) for problem in rendered.problems] == [
        ("unknown-shortcode", 1)
    ]


def test_tags_in_raw_text_open_nothing():
    rendered = render("{% raw %}\n{% note %}\na\n{% endnote %}\n{% endraw %}\n*b*")

    assert "callout" not in rendered.html
    assert "{% note %}" in rendered.html
    assert rendered.html.endswith("<p><em>b</em></p>")
    assert rendered.problems == ()


def test_raw_text_of_hugo_ends():
    rendered = render("{{< raw >}}\n{{ a }}\n{{< /raw >}}\n{{ b }}")

    assert [problem.line for problem in rendered.problems] == [4]


def test_a_tag_in_raw_text_closes_nothing():
    html = render("{% note %}\n{% raw %}\n{% endnote %}\n{% endraw %}\na\n{% endnote %}\nb").html

    assert html.endswith("<p>a</p>\n</div>\n<p>b</p>")


def test_raw_text_that_never_ends_is_none():
    assert "callout" in render("{% raw %}\n\n{% note %}\na\n{% endnote %}").html


def test_a_component_by_the_name_of_an_element_is_html():
    html = render("<Details>\n<Summary>a</Summary>\n\nb\n\n</Details>").html

    assert html.startswith("<details>\n<summary>a</summary>")
