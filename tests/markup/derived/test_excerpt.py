"""One test or more for each sentence of the specification of excerpts."""

import pytest

from blog.markup import render
from blog.markup.derived.excerpt import EXCERPT_CHARACTERS


def excerpt(source: str, language: str = "zh-hans") -> str:
    return render(source, language=language).excerpt


def test_it_is_about_300_characters_of_plain_text():
    text = excerpt("**字**" * 400)

    assert text == "字" * EXCERPT_CHARACTERS + "…"


def test_an_ellipsis_shows_only_if_something_was_cut():
    assert excerpt("字" * EXCERPT_CHARACTERS) == "字" * EXCERPT_CHARACTERS
    assert excerpt("字" * (EXCERPT_CHARACTERS + 1)).endswith("字…")


def test_what_comes_after_the_end_and_shows_nothing_is_not_cut():
    assert excerpt("字" * EXCERPT_CHARACTERS + "\n\n![图](a.png)\n") == "字" * EXCERPT_CHARACTERS


def test_it_is_never_cut_inside_a_formula():
    source = "字" * (EXCERPT_CHARACTERS - 3) + "$x_i + y_i$ 尾"

    assert excerpt(source) == "字" * (EXCERPT_CHARACTERS - 3) + "…"


@pytest.mark.parametrize("emoji", ["👨‍👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇨🇳", "é", "❤️"])
def test_it_is_never_cut_inside_an_emoji(emoji):
    before = "字" * (EXCERPT_CHARACTERS - 1)

    assert excerpt(before + emoji + emoji) == before + emoji + "…"
    assert excerpt(before + emoji) == before + emoji


def test_it_is_never_cut_inside_an_escape():
    text = excerpt("&lt;&amp;" * 200)

    assert text == "<&" * (EXCERPT_CHARACTERS // 2) + "…"


def test_headings_run_in():
    assert excerpt("# 引言\n\n正文\n\n## 二\n\n末") == "引言 正文 二 末"


def test_a_code_block_is_a_word():
    assert excerpt("前\n\n```python\nx\n```\n\n后") == "前 [代码] 后"
    assert excerpt("a\n\n    x\n\nb", "en") == "a [code] b"


def test_code_in_the_text_is_its_text():
    assert excerpt("用 `x = 1` 赋值") == "用 x = 1 赋值"


def test_a_display_formula_is_a_word():
    assert excerpt("由\n\n$$\nx\n$$\n\n得") == "由 [Math] 得"
    assert excerpt("so $$x$$ is", "en-US") == "so [math] is"


def test_a_formula_with_commands_is_a_word():
    assert excerpt("复杂度为$O(n\\log n)$，") == "复杂度为[Math]，"


def test_a_plain_formula_is_its_text():
    assert excerpt("设$x_i$与 $n + 1$") == "设x_i与 n + 1"


def test_an_image_is_nothing():
    assert excerpt("前 ![说明](a.png) 后") == "前 后"
    assert excerpt("![说明](a.png)") == ""


def test_a_table_is_its_cells():
    assert excerpt("| 甲 | 乙 |\n|---|---|\n| 1 | `a|b` |") == "甲 乙 1 a|b"


def test_numbered_lists_keep_their_true_numbers():
    assert excerpt("3. 三\n4. 四\n   1. 内\n5. 五") == "3. 三 4. 四 1. 内 5. 五"


def test_bullets_are_nothing():
    assert excerpt("- 一\n- 二") == "一 二"


def test_hyphens_minus_signs_and_full_width_punctuation_survive():
    text = "state-of-the-art、−1 与 -1，“引号”——（括号）！"

    assert excerpt(text) == text


def test_the_mark_ends_it_early_and_nothing_counts_as_cut():
    assert excerpt("前言。\n\n<!-- more -->\n\n正文") == "前言。"
    assert excerpt("前言。<!--more-->正文") == "前言。"
    assert excerpt("前言。\n\n<!-- truncate -->\n\n正文") == "前言。"


def test_a_mark_at_the_very_beginning_is_no_end():
    assert excerpt("<!-- more -->\n\n正文") == "正文"


def test_footnotes_and_contents_are_left_out():
    assert excerpt("[TOC]\n\n一[^a]二\n\n[^a]: 注") == "一二"
