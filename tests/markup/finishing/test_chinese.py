import pytest

from blog.markup import render


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("一\n二", "一二"),
        ("一，\n二", "一，二"),
        ("一\n（二）", "一（二）"),
        ("一\n“二”", "一“二”"),
        ("“一”\n二", "“一”二"),
        ("一\nb", "一\nb"),
        ("a\n二", "a\n二"),
        ("a\nb", "a\nb"),
        ("“a”\n“b”", "“a”\n“b”"),
        ("一\n二\nc\n三\n四", "一二\nc\n三四"),
        ("か\nな", "かな"),
        ("𠮷\n野", "𠮷野"),
        ("**一**\n二", "<strong>一</strong>二"),
        ("一\n**二**", "一<strong>二</strong>"),
        ("**一**\n*二*", "<strong>一</strong><em>二</em>"),
        ("**a**\n二", "<strong>a</strong>\n二"),
        ("[一](x)\n二", '<a href="x">一</a>二'),
        ("`一`\n二", "<code>一</code>\n二"),
        ("一  \n二", "一<br>\n二"),
    ],
)
def test_a_line_end_between_chinese_lines_is_no_space(source, shown):
    assert render(source).html == f"<p>{shown}</p>"


def test_lines_of_different_blocks_do_not_join():
    assert render("- 一\n- 二").plain_text == "一\n二"


def test_line_ends_in_code_stay():
    assert "一\n二\n" in render("```\n一\n二\n```").html
