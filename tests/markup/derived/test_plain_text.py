from blog.markup import render


def plain(source: str) -> str:
    return render(source).plain_text


def test_each_block_is_a_line():
    assert plain("# 题\n\n一*二*\n\n- 三\n- 四\n\n> 五") == "题\n一二\n三\n四\n五"


def test_code_is_kept_line_by_line():
    assert plain("```python\ndef f():\n    return 1\n\nx\n```") == "def f():\n    return 1\nx"


def test_formulas_are_their_tex():
    assert plain("设$x_i$。\n\n$$\n\\sum x\n$$") == "设x_i。\n\\sum x"


def test_descriptions_of_images_can_be_found():
    assert plain("![倒排索引的结构](a.png)") == "倒排索引的结构"


def test_cells_and_items_with_numbers():
    assert plain("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |") == "甲 乙\n1 2"
    assert plain("2. 二\n\n3. 三") == "2. 二\n3. 三"


def test_escapes_are_resolved_and_tags_gone():
    assert plain("&lt;b&gt; <b>x</b> \\* `<i>`") == "<b> x * <i>"


def test_footnotes_can_be_found():
    assert plain("一[^a]\n\n[^a]: 注") == "一\n1. 注"
