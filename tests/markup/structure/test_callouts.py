import pytest

from blog.markup import render
from blog.markup.structure.callouts import (
    CALLOUT_KINDS,
    CalloutOpening,
    admonition,
    closes_colons,
    colon_callout,
    quote_callout,
)
from blog.markup.words import words_for


def without_name(opening):
    return opening and opening._replace(name="")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (":::tip", CalloutOpening("tip", "", 3)),
        ("::: tip 标题", CalloutOpening("tip", "标题", 3)),
        (":::TIP[标题]", CalloutOpening("tip", "标题", 3)),
        (':::note[标题]{icon="x"}', CalloutOpening("note", "标题", 3)),
        (':::note{title="标题"}', CalloutOpening("note", "标题", 3)),
        (":::{note} 标题", CalloutOpening("note", "标题", 3)),
        ("::: {.callout-warning}", CalloutOpening("warning", "", 3)),
        (
            '::: {.callout-tip title="标题" collapse="true"}',
            CalloutOpening("tip", "标题", 3, folded=True),
        ),
        ("::::: info", CalloutOpening("note", "", 5)),
        (":::spoiler 点开", CalloutOpening("details", "点开", 3, folded=True)),
        ("::: details", CalloutOpening("details", "", 3, folded=True)),
    ],
)
def test_fences_of_colons_are_read(line, expected):
    assert without_name(colon_callout(line)) == expected


@pytest.mark.parametrize("line", [":: tip", ":::", "::: ", ":::unknown", ":::tip-x", ":tip"])
def test_other_colons_open_nothing(line):
    assert colon_callout(line) is None


def test_colons_close_what_as_many_or_fewer_opened():
    assert closes_colons("::::  ", 3)
    assert not closes_colons("::", 3)
    assert not closes_colons("::: x", 3)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('!!! note "标题"', CalloutOpening("note", "标题")),
        ("!!! Danger", CalloutOpening("caution", "")),
        ("!!! mine inline end", CalloutOpening("note", "")),
        ('??? tip "标题"', CalloutOpening("tip", "标题", folded=True)),
        ("???+ tip", CalloutOpening("tip", "", folded=True, unfolded=True)),
        ('=== "C++"', CalloutOpening("details", "C++", folded=True, unfolded=True)),
    ],
)
def test_admonitions_are_read(line, expected):
    assert without_name(admonition(line)) == expected


@pytest.mark.parametrize("line", ["!!!", "!!!note", "??? 为什么", "===", "=== C", "!!! 注意"])
def test_other_marks_open_nothing(line):
    assert admonition(line) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[!NOTE]", CalloutOpening("note", "")),
        ("[!tip] 标题", CalloutOpening("tip", "标题")),
        ("[!faq]-", CalloutOpening("note", "", folded=True)),
        ("[!bug]+ 标题", CalloutOpening("caution", "标题", folded=True, unfolded=True)),
        ("[!info|right] 标题", CalloutOpening("note", "标题")),
    ],
)
def test_the_first_line_of_a_quote_is_read(line, expected):
    assert without_name(quote_callout(line)) == expected


@pytest.mark.parametrize("line", ["[!x]", "[NOTE]", "![note]", "[!note", "a [!note]"])
def test_other_first_lines_are_text(line):
    assert quote_callout(line) is None


def test_every_kind_has_its_words():
    assert set(CALLOUT_KINDS.values()) <= words_for("en").keys()


def test_a_folded_callout_is_opened_by_its_reader():
    assert render("> [!tip]- a\n> b").html.startswith(
        '<details class="callout callout-tip"><summary class="callout-title">a</summary>'
    )
    assert '<details class="callout callout-tip" open>' in render("> [!tip]+ a\n> b").html


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("> [!INFO]\n> a", "Info"),
        (":::danger\na\n:::", "Danger"),
        ("!!! abstract\n    a", "Abstract"),
        ("> [!NOTE]\n> a", "Note"),
        ("> [!bug] Mine\n> a", "Mine"),
    ],
)
def test_a_callout_is_titled_by_its_own_name(source, title):
    assert f'"callout-title">{title}</p>' in render(source, language="en").html
