"""The differences between two sources, as a template shows them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.posts.differences.source import CONTEXT_LINES, Fold, Row, Run, compare

PARTS = st.sampled_from(
    ["梯度", "下降", "的", "，", "。", "word ", "a", " ", "\n", "\n\n", "$x$", "é"]
)
TEXTS = st.lists(PARTS, max_size=40).map("".join)
MARKS = {"unchanged": "{}", "removed": "[-{}-]", "added": "[+{}+]"}


def read(before, after):
    """Return the rows as text, one a line: removed words in [- -], added ones in [+ +]."""
    return [
        f"… {piece.count}"
        if isinstance(piece, Fold)
        else "".join(MARKS[run.kind].format(run.text) for run in piece.runs)
        for piece in compare(before, after).pieces
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("我们使用模型。", "我们采用模型。", "我们[-使-][+采+]用模型。"),
        ("机器学习很好。", "机器学习深度学习很好。", "机器学习[+深度学习+]很好。"),
        ("甲很好。乙也很好。", "甲很好。丙更好。乙也很好。", "甲很好。[+丙更好。+]乙也很好。"),
        ("损失逐渐地下降到最小", "损失慢慢变小到最小", "损失[-逐渐地下降-][+慢慢变小+]到最小"),
        ("See a quick fox run.", "See a slow dog run.", "See a [-quick fox-][+slow dog+] run."),
        ("It is good.", "It is very good.", "It is [+very +]good."),
        (r"能量 $\alpha$ 是", r"能量 $\beta$ 是", r"能量 $[-\alpha-][+\beta+]$ 是"),
    ],
)
def test_changed_words_read_well(before, after, expected):
    assert read(before, after) == [expected]


def test_single_equal_characters_between_changes_are_no_islands():
    before, after = "训练过程中的损失函数逐渐下降", "训练时的误差函数慢慢变小了"

    runs = compare(before, after).pieces[0].runs

    assert all(len(run.text) > 2 for run in runs[1:-1] if run.kind == "unchanged")


def test_lines_are_numbered_in_both_versions():
    comparison = compare("一\n二\n三", "一\n新的\n二\n三改")

    assert comparison.pieces == (
        Row("unchanged", 1, 1, (Run("unchanged", "一"),)),
        Row("added", None, 2, (Run("added", "新的"),)),
        Row("unchanged", 2, 3, (Run("unchanged", "二"),)),
        Row("changed", 3, 4, (Run("unchanged", "三"), Run("added", "改"))),
    )


def test_lines_with_nothing_in_common_are_removed_and_added():
    kinds = [row.kind for row in compare("完全不同的一行", "Something else").pieces]

    assert kinds == ["removed", "added"]


def test_paragraphs_are_matched_across_inserted_ones():
    before = "第一段讲历史。\n\n第二段讲方法，很重要。\n\n第三段总结全文。"
    after = "零。\n\n第一段讲历史。\n\n第二段讲方法，非常重要。\n\n插入。\n\n第三段总结了全文。"

    assert read(before, after) == [
        "[+零。+]",
        "",
        "第一段讲历史。",
        "",
        "第二段讲方法，[-很-][+非常+]重要。",
        "",
        "[+插入。+]",
        "",
        "第三段总结[+了+]全文。",
    ]


def test_a_moved_paragraph_is_removed_and_added():
    kinds = [
        row.kind
        for row in compare("甲段在前。\n乙段。\n丙段。", "乙段。\n丙段。\n甲段在前。").pieces
    ]

    assert kinds == ["removed", "unchanged", "unchanged", "added"]


def test_what_is_far_from_changes_is_folded():
    lines = [f"line {number}" for number in range(1, 31)]
    changed = [*lines[:14], "changed", *lines[15:]]

    pieces = compare("\n".join(lines), "\n".join(changed)).pieces

    assert pieces[0] == Fold(14 - CONTEXT_LINES, 1, 1)
    assert [piece.kind for piece in pieces[1:-1]].count("unchanged") == 2 * CONTEXT_LINES
    assert pieces[-1] == Fold(15 - CONTEXT_LINES, 16 + CONTEXT_LINES, 16 + CONTEXT_LINES)
    assert pieces[-1].kind == "folded"


def test_one_line_is_not_folded():
    lines = [f"line {number}" for number in range(CONTEXT_LINES + 1)]

    pieces = compare("\n".join([*lines, "x"]), "\n".join([*lines, "y"])).pieces

    assert not any(isinstance(piece, Fold) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "added", "removed"),
    [
        ("", "", 0, 0),
        ("", "甲乙", 2, 0),
        ("甲乙", "", 0, 2),
        ("甲", "甲\n", 1, 0),
        ("", "\n", 1, 0),
    ],
)
def test_the_size_of_a_change(before, after, added, removed):
    comparison = compare(before, after)

    assert (comparison.added, comparison.removed) == (added, removed)
    assert comparison.is_unchanged == (before == after)


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_both_versions_can_be_read_from_the_rows(before, after):
    comparison = compare(before, after)

    assert comparison.added - comparison.removed == len(after) - len(before)
    assert comparison.is_unchanged == (before == after)
    old, new = before.split("\n"), after.split("\n")
    old_at = new_at = 1
    for piece in comparison.pieces:
        if isinstance(piece, Fold):
            assert (piece.old_number, piece.new_number) == (old_at, new_at)
            hidden = old[old_at - 1 : old_at - 1 + piece.count]
            assert hidden == new[new_at - 1 : new_at - 1 + piece.count]
            old_at, new_at = old_at + piece.count, new_at + piece.count
            continue
        if piece.old_number is not None:
            assert piece.old_number == old_at
            told = "".join(run.text for run in piece.runs if run.kind != "added")
            assert told == old[old_at - 1]
            old_at += 1
        if piece.new_number is not None:
            assert piece.new_number == new_at
            told = "".join(run.text for run in piece.runs if run.kind != "removed")
            assert told == new[new_at - 1]
            new_at += 1
    assert old_at - 1 == (len(old) if before else 0)
    assert new_at - 1 == (len(new) if after else 0)
