import os

import pytest

from blog.importers.trees import SourceTree, UnreadableFileError, readable_name
from tests.importers.planting import plant


def test_hidden_and_generator_folders_are_passed_over(tmp_path):
    plant(
        tmp_path,
        {"a.md": "", "b/c.md": "", ".git/d.md": "", "node_modules/e.md": "", "themes/x/f.md": ""},
    )

    assert SourceTree(tmp_path).markdown_files == ("a.md", "b/c.md")


def test_a_folder_that_does_not_exist_and_a_file_are_refused(tmp_path):
    plant(tmp_path, {"a.md": "x"})

    with pytest.raises(UnreadableFileError, match="does not exist"):
        SourceTree(tmp_path / "nowhere")
    with pytest.raises(UnreadableFileError, match=r"is a file\. Give the folder"):
        SourceTree(tmp_path / "a.md")


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/hostname", "link.txt", "folder/secret.txt"]
)
def test_nothing_outside_the_folder_is_read(tmp_path, path):
    plant(tmp_path, {"secret.txt": "s", "tree/a.md": "x", "outside/secret.txt": "s"})
    (tmp_path / "tree/link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "tree/folder").symlink_to(tmp_path / "outside")

    with pytest.raises(UnreadableFileError, match="outside"):
        SourceTree(tmp_path / "tree").read(path)


def test_folders_behind_links_are_not_walked(tmp_path):
    plant(tmp_path, {"tree/a.md": "x", "outside/b.md": "x"})
    (tmp_path / "tree/loop").symlink_to(tmp_path / "tree")
    (tmp_path / "tree/out").symlink_to(tmp_path / "outside")

    assert SourceTree(tmp_path / "tree").markdown_files == ("a.md",)


def test_a_file_that_is_too_large_is_refused_with_both_numbers(tmp_path):
    plant(tmp_path, {"a.md": "x" * 11})

    with pytest.raises(UnreadableFileError, match="11 bytes; at most 10"):
        SourceTree(tmp_path).read("a.md", limit=10)


def test_a_file_that_vanished_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    tree = SourceTree(tmp_path)

    with pytest.raises(UnreadableFileError, match="no ordinary file"):
        tree.read("pipe.md")
    with pytest.raises(UnreadableFileError, match="No such file"):
        tree.read("gone.md")


def test_files_are_found_whatever_their_case_and_composition(tmp_path):
    plant(tmp_path, {"img/Résumé.PNG": b"x"})
    tree = SourceTree(tmp_path)

    assert tree.find("img/Résumé.PNG") == "img/Résumé.PNG"
    assert tree.find("IMG/re\u0301sume\u0301.png") == "img/Résumé.PNG"
    assert tree.find("img/other.png") is None


def test_a_name_from_a_chinese_windows_is_readable():
    name = os.fsdecode("算法.md".encode("gb18030"))

    assert readable_name(name) == "算法.md"
    assert readable_name("算法.md") == "算法.md"
    assert readable_name(os.fsdecode(b"\xff\xff.md")).endswith(".md")
