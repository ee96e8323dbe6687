import pytest

from blog.markup.mathematics.columns import MAX_COLUMNS


def array(specification: str, rows: str) -> str:
    return f"\\begin{{array}}{{{specification}}}{rows}\\end{{array}}"


def classes(table) -> list[list[str]]:
    return [[str(cell.get("class") or "") for cell in row] for row in table.iter("mtr")]


@pytest.mark.parametrize(
    ("specification", "cells"),
    [("*{3}{c}", 3), ("*{2}{r|}l", 3), ("@{}l@{}r@{}", 2), ("p{3cm}X", 2), ("l r", 2)],
)
def test_specifications(mathml, specification, cells):
    table = mathml(array(specification, "&".join("abc"[:cells])))
    assert [len(row) for row in table.iter("mtr")] == [cells]


def test_what_is_inserted_between_columns_is_in_every_row(words):
    assert words(array("l@{=}r", "a&b\\\\c&d")) == "a=bc=d"


def test_a_declaration_holds_for_its_column(mathml):
    table = mathml(array(">{\\bf}ll", "a&b"))
    assert [str(part.text) for part in table.iter("mi")] == ["𝐚", "b"]


def test_a_rule_below_the_last_row_is_the_tables(mathml):
    table = next(mathml(array("c", "a\\\\\\hline")).iter("mtable"))
    assert len(table) == 1
    assert table.get("class") == "m-rule-bottom"


def test_two_rules_in_a_row_are_one(mathml):
    assert len(list(mathml(array("c", "a\\\\\\hline\\hline b")).iter("mtr"))) == 2


def test_a_rule_below_some_columns(mathml):
    rows = classes(mathml(array("ccc", "a&b&c\\\\\\cline{2-3}d&e&f")))
    assert rows[1] == ["", "m-rule-top", "m-rule-top"]


def test_such_a_rule_after_the_last_row(mathml):
    rows = classes(mathml(array("cc", "a&b\\\\\\cline{2-2}")))
    assert rows == [["", "m-rule-bottom"]]


def test_a_cell_across_columns(mathml):
    table = mathml(array("ccc", "\\multicolumn{2}{|l|}{a}&b\\\\c&d&e"))
    first = next(table.iter("mtr"))
    assert [cell.get("columnspan") for cell in first] == ["2", None]
    assert first[0].get("class") == "m-left m-rule-left m-rule-right"


@pytest.mark.parametrize(
    ("specification", "rows", "said"),
    [
        ("*{101}{c}", "a", f"more than {MAX_COLUMNS}"),
        ("*{99}{*{99}{c}}", "a", f"more than {MAX_COLUMNS}"),
        ("c?c", "a", "“?”"),
        ("c@{" + "x" * 70 + "}", "a", "array cannot be set"),
        ("c", "\\multicolumn{x}{c}{a}", "\\multicolumn cannot be set"),
        ("c", "\\multicolumn{2}{cc}{a}", "\\multicolumn cannot be set"),
        ("c", "a\\\\\\cline{2-1}", "\\cline cannot be set"),
    ],
)
def test_what_cannot_be_read_is_said(reason, specification, rows, said):
    assert said in reason(array(specification, rows))
