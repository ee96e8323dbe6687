import pytest
from lxml import html as lxml_html

from blog.markup import TocEntry, render
from blog.markup.finishing.headings import Anchors, anchor_for, is_in_contents
from blog.markup.problems import HEADING_JUMP


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("倒排索引的创建", "倒排索引的创建"),
        ("Getting Started!", "getting-started"),
        ("C++ & Rust: 对比！", "c--rust-对比"),
        ("snake_case 与 kebab-case", "snake_case-与-kebab-case"),
        ("？！", "section"),
        ("", "section"),
        ("Page-break", "section-page-break"),
        ("id_title", "section-id_title"),
        ("User-content-x", "section-user-content-x"),
        ("Fn-1", "section-fn-1"),
    ],
)
def test_anchors_are_readable_and_keep_out_of_the_pages_way(title, anchor):
    assert anchor_for(title) == anchor


def test_a_repeated_title_is_numbered():
    anchors = Anchors(())

    assert [anchors.give("甲") for _ in range(3)] == ["甲", "甲-1", "甲-2"]


def test_a_number_that_an_author_wrote_is_not_given_twice():
    anchors = Anchors(())

    assert [anchors.give(title) for title in ("甲", "甲 1", "甲", "甲")] == [
        "甲",
        "甲-1",
        "甲-2",
        "甲-3",
    ]


def test_long_titles_have_anchors_of_bounded_length():
    assert len(anchor_for("很长" * 100)) == 80


def test_the_contents_hold_plain_text():
    toc = render("## *重* `code` $x_i$[^a] &amp;\n\n[^a]: 注").toc

    assert toc == (TocEntry(2, "重 code x_i &", "重-code-x_i"),)


def test_headings_inside_quotes_and_lists_count():
    assert [entry.title for entry in render("> # 一\n\n- ## 二\n\n三\n===").toc] == [
        "一",
        "二",
        "三",
    ]


def test_ids_are_unique_in_one_article():
    source = (
        '# a\n# a\n<h3 id="a">a</h3>\n\n<b id="a"></b><i id="a"></i>\n\nx[^a]y[^a]\n\n[^a]: z\n'
    )
    html = render(source).html

    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 6


def test_a_link_to_an_id_that_the_author_gave_a_heading_still_works():
    html = render('<h2 id="old">标题</h2>\n\n[去](#old) [也去](#标题)').html

    assert html.startswith('<h2 id="old">')
    assert '<a href="#old">去</a> <a href="#old">也去</a>' in html


def test_an_id_of_the_page_or_of_another_heading_is_not_given_again():
    html = render("# a {#page-menu}\n\n# b {#a}\n\n# c {#a}").html

    assert [part.partition('"')[0] for part in html.split('id="')[1:]] == ["a", "b", "c"]


@pytest.mark.parametrize("fragment", ["倒排索引-inverted-index", "倒排索引-Inverted-Index"])
def test_a_link_finds_its_heading_by_the_rules_of_other_sites(fragment):
    html = render(f"## 倒排索引 Inverted Index\n\n[去](#{fragment})").html

    assert 'href="#倒排索引-inverted-index"' in html


def test_percent_encoded_fragments_find_their_heading():
    rendered = render("## 索引\n\n[去](#%E7%B4%A2%E5%BC%95)")

    assert 'href="#索引"' in rendered.html
    assert rendered.problems == ()


def test_headings_go_one_level_down_if_one_would_be_a_second_title_of_the_page():
    rendered = render("# 一\n\n## 二\n\n###### 六\n\n<h1>七</h1>")

    assert [entry.level for entry in rendered.toc] == [2, 3, 6, 2]
    assert "<h1" not in rendered.html
    assert rendered.html.count("<h2") == 2


def test_headings_stay_where_no_title_is_among_them():
    assert [entry.level for entry in render("## 二\n\n#### 四").toc] == [2, 4]


def test_a_heading_may_stay_out_of_the_contents():
    heading = lxml_html.fragment_fromstring('<h2 class="no-toc align-center">a</h2>')

    assert not is_in_contents(heading)
    assert heading.get("class") == "align-center"
    assert is_in_contents(heading)


def jumps(source):
    """Return place and named levels of each jump that rendering reports."""
    return [
        (problem.line, problem.column, dict(problem.values))
        for problem in render(source).problems
        if problem.kind == HEADING_JUMP
    ]


def test_a_level_that_is_left_out_is_reported_where_it_is_missing():
    assert jumps("## 一\n\n#### 二\n\n#### 三\n\n## 四\n\n  ##### 五\n\n六\n---") == [
        (3, 1, {"level": "####", "previous": "##", "wanted": "###"}),
        (9, 3, {"level": "#####", "previous": "##", "wanted": "###"}),
    ]


def test_levels_are_named_as_the_author_typed_them():
    (problem,) = render("# 一\n\n### 二").problems

    assert problem.message == (
        "A heading of level ### follows one of level #; with ## no level would be left out."
    )


@pytest.mark.parametrize(
    "source",
    [
        "#### 一\n\n##### 二",
        "# 一\n\n## 二\n\n### 三\n\n#### 四\n\n# 五",
        "#### 一\n\n## 二\n\n### 三",
        "## 一\n\n> #### 二\n\n- ##### 三\n\n:::tip\n#### 四\n:::\n\n### 五",
        "## 一[^1]\n\n### 二\n\n[^1]: #### 三",
        "## 一\n\n`#### 二`\n\n```\n#### 三\n```",
        "",
    ],
)
def test_no_other_order_of_headings_is_reported(source):
    assert jumps(source) == []


def test_headings_in_html_count_as_well():
    assert jumps("一\n\n<div>\n <p>a</p><H2>二</H2>\n</div>\n\n#### 三\n\n<h6>四</h6>") == [
        (7, 1, {"level": "####", "previous": "##", "wanted": "###"}),
        (9, 1, {"level": "######", "previous": "####", "wanted": "#####"}),
    ]
    assert [place[:2] for place in jumps("## 一\n\n<div><p>a</p><h4>二</h4></div>")] == [(3, 14)]


def test_a_heading_links_to_itself():
    (link,) = lxml_html.fromstring(render("# 一 *二*").html).iter("a")

    assert link.getparent().tag == "h2"
    assert dict(link.attrib) == {
        "class": "heading-anchor",
        "href": "#一-二",
        "aria-label": "本节链接",
    }
    assert not link.text


def test_the_link_speaks_the_articles_language():
    assert 'aria-label="Link to this section"' in render("# A", language="en").html


@pytest.mark.parametrize("source", ["> # 一", "- # 一", "> [!NOTE]\n> # 一", "#\n\n一"])
def test_headings_outside_the_outline_have_no_link(source):
    assert "heading-anchor" not in render(source).html


def test_the_link_is_in_nothing_that_is_derived():
    rendered = render("# 一\n\n文")

    assert rendered.links == ()
    assert rendered.toc == (TocEntry(2, "一", "一"),)
    assert rendered.excerpt == "一 文"
    assert rendered.plain_text == "一\n文"
