"""What the reader of HTML sees, and what makes no difference to it."""

import pytest

from tests.markup.compare.inline import Token
from tests.markup.compare.structure import Block, blocks_of, described


def text(value):
    return (Token("text", value),)


def test_headings_keep_their_level_and_text():
    assert blocks_of("<h2>A</h2><h3>B</h3>") == (
        Block("heading 2", (), text("A")),
        Block("heading 3", (), text("B")),
    )


def test_items_say_how_deep_they_are_and_how_their_list_begins():
    blocks = blocks_of('<ol start="3"><li>a<ul><li>b</li></ul></li></ol>')

    assert blocks == (
        Block("ordered list", (), (), ("3",)),
        Block("item", ("ordered list",)),
        Block("text", ("ordered list",), text("a")),
        Block("list", ("ordered list",)),
        Block("item", ("ordered list", "list")),
        Block("text", ("ordered list", "list"), text("b")),
    )


@pytest.mark.parametrize(
    "item",
    [
        '<li><input type="checkbox" checked> a</li>',
        '<li><p><input type="checkbox" checked> a</p></li>',
    ],
)
def test_a_checked_task_is_told(item):
    assert blocks_of(f"<ul>{item}</ul>")[1].detail == ("[x]",)


def test_a_loose_item_is_not_a_tight_one():
    assert blocks_of("<ul><li><p>a</p></li></ul>") != blocks_of("<ul><li>a</li></ul>")


def test_code_of_both_renderers_has_its_language_and_exact_text():
    theirs = '<pre><code class="language-js">a  b\n\nc\n</code></pre>'
    ours = (
        '<div class="highlight" data-language="js"><div class="highlight-title">t</div><pre>'
        '<code><span class="n">a</span>  b\n\nc\n</code></pre></div>'
    )

    assert blocks_of(theirs) == blocks_of(ours)
    assert blocks_of(theirs) == (Block("code", (), text("a  b\n\nc"), ("js",)),)


def test_cells_have_their_alignment_whatever_spells_it():
    theirs = '<table><tr><th align="left">a</th><td align="right">b</td></tr></table>'
    ours = (
        '<div class="table-scroll"><table><tr><th class="align-left">a</th>'
        '<td class="align-right">b</td></tr></table></div>'
    )

    assert blocks_of(theirs) == blocks_of(ours)
    assert [b.detail for b in blocks_of(ours)[2:]] == [("left",), ("right",)]


def test_an_empty_cell_is_a_cell():
    assert len(blocks_of("<table><tr><td></td><td>a</td></tr></table>")) == 4


def test_addresses_are_compared_decoded():
    encoded = blocks_of('<p><a href="/%E4%B8%AD">x</a></p>')

    assert encoded == blocks_of('<p><a href="/中">x</a></p>')


def test_white_space_between_words_is_one_space_or_line_end():
    assert blocks_of("<p> a  b \n c </p>") == (Block("paragraph", (), text("a b\nc")),)


def test_links_back_from_footnotes_make_no_difference():
    ours = '<li><p>x <a class="footnote-back" href="#fnref-1">↩︎</a></p></li>'
    theirs = '<li><p>x <a class="footnote-backref" href="#fnref-1">↩</a></p></li>'

    assert blocks_of(ours) == blocks_of(theirs)


def test_strong_text_in_strong_text_is_strong_text():
    nested = "<p><strong>a <em><strong>b</strong></em></strong></p>"

    assert blocks_of(nested) == blocks_of("<p><strong>a <em>b</em></strong></p>")


def test_a_block_is_described_with_its_place_and_its_marks():
    block = blocks_of('<blockquote><p>a <em>b</em> <a href="/x">c</a><br>d</p></blockquote>')[1]

    assert described(block) == "(quote) paragraph: a ⟨em⟩b⟨/em⟩ ⟨a /x⟩c⟨/a⟩⟨break⟩d"
