import pytest

from blog.markup import render
from blog.markup.problems import ProblemLog
from blog.markup.structure.nodes import Paragraph
from blog.markup.structure.parser import parse_blocks
from blog.markup.structure.tables import TableLines, split_row, table_in


def paragraph_of(text: str) -> Paragraph:
    """Return `text`, which must be one paragraph, with what was noticed about its lines."""
    (paragraph,) = parse_blocks(text.split("\n"), ProblemLog()).children
    assert isinstance(paragraph, Paragraph)
    return paragraph


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| a | b |", ["a", "b"]),
        ("a|b", ["a", "b"]),
        ("| a |", ["a"]),
        ("|  | b", ["", "b"]),
        ("a \\| b | c", ["a | b", "c"]),
        ("a \\\\| b", ["a \\\\", "b"]),
        ("||", [""]),
        ("", [""]),
    ],
)
def test_rows_are_split_at_bare_pipes(row, cells):
    assert split_row(row) == cells


@pytest.mark.parametrize(
    ("text", "first", "alignments"),
    [
        ("a|b\n-|-", 0, ("", "")),
        ("x\n| a | b |\n| :- | -: |\n| 1 |", 1, ("left", "right")),
        ("| a |\n|:-:|", 0, ("center",)),
        ("a\n:-", 0, ("left",)),
        ("x\n-|-\na|b\n-|-", 2, ("", "")),
        ("| `a|b` | $|x|$ |\n|---|---|", 0, ("", "")),
    ],
)
def test_a_table_has_a_row_of_dashes_under_its_header(text, first, alignments):
    paragraph = paragraph_of(text)

    assert paragraph.is_table
    assert table_in(paragraph) == TableLines(first, alignments)


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "a|b",
        "a|b\nc|d",
        "-|-\na|b",
        "a|b\n-|x",
        "a|b\n    -|-",
        "|\n-|",
        "a|b|c\n-|-",
        "> a|b\n-|-",
    ],
)
def test_what_is_no_table(text):
    assert "<table" not in render(text).html


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2. x", "<ol"),
        ("---", "<hr"),
        ("    x", "<pre"),
        ("<b>", "<b>"),
        ("> x", "<blockquote"),
        ("- x", "<ul"),
    ],
)
def test_a_table_ends_where_another_block_starts(after, expected):
    html = render(f"| a |\n|---|\n| 1 |\n{after}").html

    assert html.count("<tr>") == 2
    assert expected in html.partition("</table>")[2]


def test_a_line_of_text_after_a_table_is_a_row_until_a_blank_line():
    html = render("| a | b |\n|---|---|\n| 甲 | 乙 |\n其余\n\n正文").html

    assert "<tr><td>其余</td><td></td></tr>" in html
    assert html.endswith("<p>正文</p>")


def test_a_row_is_never_outside_its_container():
    html = render("> | a |\n> |---|\n| 1 |").html

    assert html.count("<tr>") == 1
    assert "</blockquote>\n<p>| 1 |</p>" in html
