"""`python -m tests.markup.compare`."""

import pytest

from blog.markup import limits
from tests.markup.compare import improvements
from tests.markup.compare.__main__ import main


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "exact.md").write_text("- a\n- b\n", encoding="utf-8")
    (tmp_path / "declared.md").write_text("==a==\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def faulty(folder, monkeypatch):
    """The same folder with a file that we render wrong."""
    right = improvements.our_blocks
    monkeypatch.setattr(improvements, "our_blocks", lambda source: right(source.replace("**", "*")))
    (folder / "wrong.md").write_text("intro\n\nsome **strong** text\n", encoding="utf-8")
    return folder


def test_the_shares_are_printed(folder, capsys):
    assert main([str(folder)]) == 0

    printed = capsys.readouterr().out
    assert "      1   50.00 %  agree exactly" in printed
    assert "      2  100.00 %  agree apart from declared improvements" in printed


def test_a_difference_is_printed_with_file_line_and_both_sides(faulty, capsys):
    main([str(faulty)])

    printed = capsys.readouterr().out
    assert "wrong.md: about line 3" in printed
    assert "ours   paragraph: some ⟨em⟩strong⟨/em⟩ text" in printed
    assert "cmark  paragraph: some ⟨strong⟩strong⟨/strong⟩ text" in printed


def test_the_exit_code_says_whether_enough_agrees(faulty, capsys):
    assert main([str(faulty), "--at-least", "66"]) == 0
    assert main([str(faulty), "--at-least", "67"]) == 1


def test_only_names_are_printed_on_request(faulty, capsys):
    main([str(faulty), "--file-list"])

    assert capsys.readouterr().out == "wrong.md\n"


def test_places_are_limited(faulty, capsys):
    (faulty / "wrong-2.md").write_text("other **strong** text\n", encoding="utf-8")

    main([str(faulty), "--show", "1"])

    assert "… and 1 more" in capsys.readouterr().out


def test_a_file_over_a_limit_is_listed_and_does_not_agree(folder, capsys):
    (folder / "wide.md").write_text("x" * (limits.MAX_LINE_CHARACTERS + 1), encoding="utf-8")

    assert main([str(folder), "--at-least", "100"]) == 1
    assert "not compared: wide.md: " in capsys.readouterr().out


def test_an_empty_folder_is_an_error(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "no Markdown file" in capsys.readouterr().err


def test_a_folder_that_is_none_is_an_error(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 2
    assert "is not a folder" in capsys.readouterr().err


def test_a_specification_is_judged(tmp_path, capsys):
    fence = "`" * 32
    path = tmp_path / "spec.txt"
    path.write_text(
        f"## Lists\n\n{fence} example\n- a\n.\n<ul>\n<li>a</li>\n</ul>\n{fence}\n", encoding="utf-8"
    )

    assert main(["--spec", str(path), "--at-least", "100"]) == 0
    assert "1  as specified" in capsys.readouterr().out


def test_a_missing_specification_says_where_to_get_one(tmp_path, capsys):
    assert main(["--spec", str(tmp_path / "spec.txt")]) == 2
    assert "source distribution" in capsys.readouterr().err
