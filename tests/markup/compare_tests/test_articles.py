"""Files of a folder: what is read, what is cut off, what is listed."""

import pytest

from tests.markup.compare.articles import Article, Unreadable, articles_in, without_front_matter


@pytest.mark.parametrize(
    "front_matter",
    [
        "---\ntitle: a\n---\n",
        "+++\ntitle = 'a'\n+++\n",
        "\n---\ntitle: a\ntags:\n  - b\n...\n",
        "title: a\ndate: 2020-01-01\n---\n",
        "---\n---\n",
    ],
)
def test_front_matter_is_cut_off(front_matter):
    assert without_front_matter(f"{front_matter}# Text\n") == "# Text\n"


@pytest.mark.parametrize("text", ["---\n\nText\n\n---\n", "Note: this\n", "# A\n\n---\n"])
def test_rules_and_prose_at_the_top_are_no_front_matter(text):
    assert without_front_matter(text) == text


def test_files_come_by_name_with_line_ends_of_one_kind(tmp_path):
    (tmp_path / "b.md").write_bytes(b"---\r\ntitle: x\r\n---\r\na\r\nb\r\n")
    (tmp_path / "a.markdown").write_bytes(b"\xef\xbb\xbfc\n")
    (tmp_path / "c.txt").write_bytes(b"no")

    assert list(articles_in(tmp_path)) == [
        Article(tmp_path / "a.markdown", "c\n"),
        Article(tmp_path / "b.md", "a\nb\n"),
    ]


def test_a_file_that_is_no_text_is_listed_with_the_reason(tmp_path):
    (tmp_path / "a.md").write_bytes(b"\xff\x00\x81\x00\x00\x01")

    (found,) = articles_in(tmp_path)

    assert isinstance(found, Unreadable)
    assert found.reason


def test_a_missing_folder_is_an_error(tmp_path):
    with pytest.raises(NotADirectoryError, match="is not a folder"):
        list(articles_in(tmp_path / "none"))
