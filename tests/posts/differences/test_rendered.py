"""The differences between two rendered articles, as one HTML."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from blog.markup import MarkupError, render
from blog.posts.differences.html_tree import tree_of
from blog.posts.differences.rendered import compare_html

BLOCKS = st.sampled_from(
    [
        *(
            "# 标题",
            "## 第二节 `x`",
            "梯度下降是**一种**方法。",
            "它收敛得很快，见[此处](https://a.b/)。",
        ),
        *(
            "$$\nx^2\n$$",
            "$$\n\\frac{a}{b}\n$$",
            "公式 $x_i$ 与 $y$。",
            "---",
            "![图](/a.png '说明')",
        ),
        *(
            "```python\nprint(1)\n```",
            "```python\n  print(1)\n```",
            "| a | b |\n|---|---|\n| 1 | 2 |",
        ),
        *(
            "| a | b |\n|---|---|\n| 1 | 3 |\n| 4 |  |",
            "- 甲\n- 乙\n  - 丙",
            "- 甲\n\n  段\n- 丁",
            "1. x\n2. y",
        ),
        *(
            "> [!TIP]\n> 提示",
            "> 引用 *强调*",
            "注[^1]。\n\n[^1]: 脚注 $a$。",
            "~~旧~~ <ins>新</ins>",
        ),
        *("- [x] 完\n- [ ] 未", "<details open><summary>展开</summary>\n\n内容\n\n</details>"),
        *(
            "术语\n: 说明",
            "一行  \n两行<wbr>字",
            '<a href="/b"><p>块</p></a>',
            "<ruby>漢<rt>かん</rt></ruby>",
        ),
        *(
            "<table><caption>题</caption><colgroup><col></colgroup><tr><td>甲</td></tr></table>",
            "$\\foo$",
        ),
        *(
            "$$\n\\begin{aligned}\na &= 1 \\\\\nb &= 2\n\\end{aligned}\n$$",
            'a\u00a0b &lt;c&gt; "d"',
        ),
    ]
)
EDITS = st.tuples(
    st.integers(0, 400), st.integers(0, 4), st.sampled_from(["", "新", "**", "x ", "\n\n"])
)
MARKDOWN = st.lists(BLOCKS, max_size=7).map("\n\n".join)


@st.composite
def versions(draw):
    before = draw(MARKDOWN)
    if draw(st.booleans()):
        return before, draw(MARKDOWN)
    after = before
    for place, length, put in draw(st.lists(EDITS, max_size=4)):
        after = after[:place] + put + after[place + length :]
    return before, after


def compared(before, after):
    return compare_html(render(before).html, render(after).html)


def without(tree, gone, kept):
    """Return the tree without the elements of class `gone` and the tags of those of `kept`."""
    for element in list(tree.iter()):
        if gone in element.get("class", "").split():
            element.tag = "gone"
        elif kept in element.get("class", "").split() and element.tag in ("ins", "del"):
            element.tag = "kept"
    etree.strip_elements(tree, "gone", with_tail=False)
    etree.strip_tags(tree, "kept")
    return tree


def canonical(tree):
    for element in tree.iter():
        element.text = element.text or None
        element.tail = element.tail or None
    return etree.tostring(tree, encoding="unicode")


def text_of(tree):
    return "".join("".join(tree.itertext()).split())


@given(versions())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_both_versions_can_be_read_from_the_result(sources):
    try:
        before, after = (render(source).html for source in sources)
    except MarkupError:
        return

    result = compare_html(before, after)

    assert canonical(without(tree_of(result), "diff-removed", "diff-added")) == canonical(
        tree_of(after)
    )
    old_text = text_of(without(tree_of(result), "diff-added", "diff-removed"))
    assert old_text == text_of(tree_of(before))
    ids = tree_of(result).xpath("//@id")
    assert len(ids) == len(set(ids)) == len(tree_of(after).xpath("//@id"))
    assert not tree_of(result).xpath("//a//a | //p//p | //ul/ins | //ul/del | //tr/ins | //tr/del")
    assert (
        ("diff-" in result)
        or canonical(tree_of(before)) == canonical(tree_of(after))
        or (old_text == text_of(tree_of(after)))
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("我们用梯度下降。", "我们用随机梯度下降。", "<p>我们用[+随机+]梯度下降。</p>"),
        ("很**好**看", "很**难**看", "<p>很[-<strong>好</strong>-]<strong>[+难+]</strong>看</p>"),
        ("很好看", "很**好**看", "<p>很[-好-]<strong>[+好+]</strong>看</p>"),
        ("甲", "甲\n\n乙丙", "<p>甲</p>\n[+block <p>乙丙</p>+]"),
        ("- 甲", "- 甲\n- 乙", "<ul><li>甲\n</li><li>[+乙\n+]</li></ul>"),
        (
            "# 引言",
            "# 前言",
            (
                '<h2 id="前言">[-引-][+前+]言'
                '<a class="heading-anchor" href="#前言" aria-label="本节链接"></a></h2>'
            ),
        ),
    ],
)
def test_marks(before, after, expected):
    told = (
        compared(before, after)
        .replace('<ins class="diff-added">', "[+")
        .replace('<ins class="diff-added diff-block">', "[+block ")
        .replace("</ins>", "+]")
        .replace('<del class="diff-removed">', "[-")
        .replace("</del>", "-]")
    )

    assert told.strip() == expected


def test_a_list_item_that_is_gone_stays_in_its_list():
    [item, inside] = marked(compared("- 甲\n- 乙", "- 甲"), "removed")

    assert (item.tag, item.getparent().tag) == ("li", "ul")
    assert (inside.tag, inside.getparent()) == ("del", item)


def marked(result, kind):
    tree = tree_of(result)
    return tree.xpath(f"//*[contains(@class, 'diff-{kind}')]")


@pytest.mark.parametrize(
    ("before", "after", "path"),
    [
        ("值 $x_i^2$ 大", "值 $x_j^2$ 大", "math"),
        ("$$\nx^2\n$$", "$$\nx^3\n$$", "div[@class='math-display']"),
        ("```python\na = 1\n```", "```python\na = 2\n```", "div[@class='highlight']"),
        ("图 ![a](/a.png) 后", "图 ![a](/b.png) 后", "img"),
        ("- [ ] 事", "- [x] 事", "input"),
    ],
)
def test_formulas_code_and_pictures_are_marked_as_a_whole(before, after, path):
    result = compared(before, after)

    for kind in ("removed", "added"):
        [mark] = marked(result, kind)
        assert mark.xpath(path)
    assert not tree_of(result).xpath("//math//ins | //pre//ins | //math//del | //pre//del")


def test_an_author_s_own_insertions_are_no_marks():
    assert "diff-" not in compared("<ins>甲</ins> ~~乙~~", "<ins>甲</ins> ~~乙~~")


def test_a_link_with_another_address_is_changed():
    result = compared("见[此处](https://a.b/)。", "见[此处](https://c.d/)。")

    assert marked(result, "removed")[0].xpath("a/@href") == ["https://a.b/"]
    assert marked(result, "added")[0].getparent().get("href") == "https://c.d/"


def test_indentation_of_code_counts():
    assert marked(compared("```\n a\n```", "```\n  a\n```"), "added")


def test_a_wrapped_line_is_no_change():
    assert not marked(compared("one two\nthree", "one\ntwo three"), "added")


def test_changed_cells_of_a_table_stay_in_their_columns():
    table = "| a | b |\n|---|---|\n| 1 | {} |"

    result = tree_of(compared(table.format(2), table.format(3)))

    assert [len(row) for row in result.xpath("//tr")] == [2, 2]
    assert text_of(result.xpath("//td[2]")[0]) == "23"


def test_other_html_is_refused():
    with pytest.raises(ValueError, match=r"blog\.markup"):
        compare_html("<p>a", "<p>b</p>")
