import pytest

from blog.importers.languages import (
    language_of_text,
    language_tag,
    site_language,
    tag_in_folders,
    tag_in_name,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("这是一篇文章。", "zh-hans"),
        ("This is an article by 林知夏 on many, many English things.", "en"),
        ("用 PyTorch 的 DistributedDataParallel 训练 ResNet 模型", "zh-hans"),
        ("中文的说明\n\n```python\n" + "print('plain English code')\n" * 50 + "```\n", "zh-hans"),
        ("![图一](" + "a" * 200 + ".png) 见图", "zh-hans"),
        ("", "en"),
        ("$$\n" + "x" * 500 + "\n$$\n公式", "zh-hans"),
    ],
)
def test_the_share_of_han_characters_in_prose_tells(text, expected):
    assert language_of_text(text) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("zh", "zh"), ("zh_CN", "zh-cn"), ("zh-Hans", "zh-hans"), ("EN-us", "en-us"), ("go", ""),
     ("ai", ""), ("post", ""), ("", "")],
)  # fmt: skip
def test_language_tags_are_told_from_other_names(tag, expected):
    assert language_tag(tag) == expected


def test_tags_in_file_names_and_folders():
    assert tag_in_name("posts/a/index.zh-cn.md") == "zh-cn"
    assert tag_in_name("posts/release-1.2.md") == ""
    assert tag_in_folders("content/zh/blog/a.md") == "zh"
    assert tag_in_folders("posts/go/a.md") == ""


@pytest.mark.parametrize(
    ("tag", "expected"), [("zh-TW", "zh-hans"), ("en", "en"), ("ja", ""), ("x", "")]
)
def test_the_site_knows_two_languages(tag, expected):
    assert site_language(tag) == expected
