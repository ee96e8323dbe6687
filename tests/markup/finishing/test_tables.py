"""Headers that say what they head, and columns of numbers."""

import pytest
from lxml import html as lxml_html

from blog.markup import render


def table_of(source):
    return lxml_html.fromstring(render(source).html).find(".//table")


def numeric(source):
    """Whether each cell of the last row is marked as a number."""
    cells = table_of(source).findall(".//tr")[-1]
    return [cell.get("data-numeric") is not None for cell in cells]


def test_headers_head_their_columns():
    table = table_of("| 甲 | 乙 |\n|---|---|\n| a | b |")

    assert [cell.get("scope") for cell in table.iter("th")] == ["col", "col"]


def test_a_header_that_begins_a_row_heads_it():
    table = table_of("<table><tr><th>甲</th><td>a</td></tr><tr><th>乙</th><td>b</td></tr></table>")

    assert [cell.get("scope") for cell in table.iter("th")] == ["row", "row"]


def test_an_empty_corner_is_no_header():
    table = table_of("| | 甲 |\n|---|---|\n| 乙 | a |")

    assert [(cell.tag, cell.get("scope")) for cell in table.find(".//thead/tr")] == [
        ("td", None),
        ("th", "col"),
    ]


def test_what_an_author_says_of_a_header_stays():
    html = '<table><thead><tr><th scope="colgroup">甲</th></tr></thead></table>'

    assert table_of(html).find(".//th").get("scope") == "colgroup"


@pytest.mark.parametrize(
    "inside",
    [
        '<tr><th colspan="2">甲</th></tr><tr><td>1</td><td>2</td></tr>',
        "<tr><th>甲</th></tr><tr><td><table><tr><td>1</td></tr></table></td></tr>",
    ],
)
def test_an_irregular_table_is_left_alone(inside):
    html = render(f"<table>{inside}</table>").html

    assert "scope" not in html
    assert "data-numeric" not in html
    assert html.count('class="table-scroll"') == 1


@pytest.mark.parametrize(
    "cell",
    ["1", "-1.5", "−3", "1,234,567", "12 345", "91.2%", "1e-3", ".5", "93.2 ± 0.1", "2.5×", "¥12",
     "~10", "**42**", "$3.14$", "7[^a]"],
)  # fmt: skip
def test_a_column_of_numbers_is_marked(cell):
    assert numeric(f"| 名 | 值 |\n|---|---|\n| 甲 | {cell} |\n\n[^a]: 注") == [False, True]


@pytest.mark.parametrize(
    "cell",
    ["一", "1.2.3", "2024-01-02", "10 ms", "1, 2", "1,23", "$x_1$", "1 2", "+", "%", "3a", "`7`x",
     "![7](a.png)", "1" * 41],
)  # fmt: skip
def test_a_column_with_anything_else_is_not(cell):
    assert numeric(f"| 名 | 值 |\n|---|---|\n| 甲 | 1 |\n| 乙 | {cell} |") == [False, False]


def test_blank_cells_stand_among_numbers_but_are_none():
    assert numeric("| a | b |\n|---|---|\n| 1 | - |\n|  | – |") == [True, False]


def test_an_authors_alignment_wins():
    assert numeric("| a |\n|:--|\n| 1 |") == [False]


def test_a_head_of_numbers_makes_no_column_of_numbers():
    assert numeric("| 2023 | 2024 |\n|---|---|\n| 甲 | 乙 |") == [False, False]


def test_rows_of_an_author_may_be_of_different_lengths():
    html = "<table><tr><td>a</td></tr><tr><td>b</td><td>1</td></tr></table>"

    assert numeric(html) == [False, True]
