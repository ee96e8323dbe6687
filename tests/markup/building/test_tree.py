"""What becomes of blocks, as far as the golden pairs do not say it."""

import pytest

from blog.markup import render


def test_a_backslash_at_the_end_of_a_tight_item_is_no_hard_break():
    assert render("- a\\\n- b").html == "<ul><li>a\\</li><li>b\n</li></ul>"


def test_the_checkbox_of_a_loose_item_stands_on_its_first_line():
    html = render("- [x] a\n\n- [ ] **b**").html

    assert '<p><input checked disabled type="checkbox" aria-label="任务"> a</p>' in html
    assert '<p><input disabled type="checkbox" aria-label="任务"> <strong>b</strong></p>' in html


def test_a_task_may_be_empty():
    assert render("- [x] ").html.startswith('<ul class="task-list"><li class="task-list-item">')


def test_an_indented_chinese_paragraph_keeps_its_indentation():
    assert render("　　正文").html == "<p>　　正文</p>"


@pytest.mark.parametrize("kind", ["details", "spoiler"])
def test_details_are_opened_by_their_reader(kind):
    assert render(f"::: {kind} 题\na\n:::").html.startswith("<details")
    assert render(f"> [!{kind}]\n> a").html.startswith("<details")
