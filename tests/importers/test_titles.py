import pytest

from blog.importers.titles import is_repository_file, stem, title_and_body, title_from_path


@pytest.mark.parametrize(
    ("given", "body", "expected"),
    [
        ("", "# 一级标题\n\n正文", ("一级标题", "正文")),
        ("", "标题\n====\n\n正文", ("标题", "正文")),
        ("", "# A **bold** [link](x) `code` #\n正文", ("A bold link code", "正文")),
        ("", "# 锚点 {#anchor}\n正文", ("锚点", "正文")),
        ("", "引言\n\n# 标题\n\n正文", ("标题", "引言\n\n正文")),
        ("", "```\n# a comment\n```\n\n# 标题\n", ("标题", "```\n# a comment\n```\n\n")),
        ("", "## 二级\n\n正文", ("My post", "## 二级\n\n正文")),
        ("", "正文", ("My post", "正文")),
        ("给定", "# 给定\n\n正文", ("给定", "正文")),
        ("给定", "# 别的\n\n正文", ("给定", "# 别的\n\n正文")),
        ("给定", "引言\n\n# 给定\n\n正文", ("给定", "引言\n\n# 给定\n\n正文")),
        ("", "#no-space\n", ("My post", "#no-space\n")),
    ],
)
def test_the_title_is_shown_once(given, body, expected):
    assert title_and_body(given, body, "2016-05-07-my-post.md") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/2016-05-07-my_post.md", "My post"),
        ("posts/hello-world/index.md", "Hello world"),
        ("posts/hello-world/index.zh-cn.md", "Hello world"),
        ("倒排 索引.md", "倒排 索引"),
        ("index.md", "Index"),
        ("---.md", "---.md"),
    ],
)
def test_a_title_from_the_path(path, expected):
    assert title_from_path(path) == expected


def test_the_stem_of_an_index_file_is_its_folder():
    assert stem("a/2020-01-02-b/index.en.md") == "b"
    assert stem("a/roadmap@2.md") == "roadmap@2"
    assert stem("a/release-1.2.md") == "release-1.2"


def test_repository_files_are_told_from_articles():
    assert is_repository_file("LICENSE.md")
    assert is_repository_file("CHANGELOG.zh.md")
    assert not is_repository_file("licensing-models.md")
