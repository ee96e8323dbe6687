import pytest

from blog.markup.structure.nodes import TextLine
from blog.markup.tables import find_table, split_row


def lines(text: str) -> list[TextLine]:
    return [TextLine(line, n, 1) for n, line in enumerate(text.split("\n"), start=1)]


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
    ],
)
def test_a_table_has_a_row_of_dashes_under_its_header(text, first, alignments):
    found = find_table(lines(text))

    assert found is not None
    assert (found.first, found.alignments) == (first, alignments)


@pytest.mark.parametrize("text", ["a", "a|b", "a\n---", "a|b\nc|d", "-|-\na|b", "a|b\n-|x"])
def test_what_is_no_table(text):
    assert find_table(lines(text)) is None
