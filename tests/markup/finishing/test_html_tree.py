import pytest

from blog.markup import render
from blog.markup.finishing.html_tree import tree_of


@pytest.mark.parametrize("name", ["br", "wbr", "img", "source", "track", "input", "hr", "col"])
def test_elements_without_content_hold_nothing(name):
    root = tree_of(f"a<{name}>b")

    assert root[0].tag == name
    assert root[0].tail == "b"


def test_attributes_and_references_are_read_as_they_are_written():
    root = tree_of('<p title="a &lt;b&gt; &amp; &quot;">c&nbsp;&amp;nbsp;</p>')

    assert root[0].get("title") == 'a <b> & "'
    assert root[0].text == "c\u00a0&nbsp;"


def test_characters_that_no_page_can_show_are_left_out():
    assert tree_of("a\x01b\ufffec").text == "abc"


@pytest.mark.parametrize(
    "source",
    [
        '<a href="&#1;x">a</a>',
        '<h2 id="&#1;x">a</h2>',
        '<img alt="&#8;b" src="a">',
        "&#xb;&#xfffe;",
    ],
)
def test_references_to_such_characters_harm_nothing(source):
    assert "\x01" not in render(source).html


def test_nothing_is_lost_after_an_element_without_content():
    html = render(
        'a<wbr>b <picture><source srcset="c.png"><img src="d.png" alt="e"></picture> f'
    ).html

    assert "b" in html
    assert 'src="d.png"' in html
    assert html.endswith("f</p>")


def test_text_between_the_rows_of_a_table_is_kept():
    assert "words" in render("<table>\n\nwords\n\n</table>").html
