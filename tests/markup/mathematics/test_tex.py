import pytest

from blog.markup.mathematics.reasons import TexError
from blog.markup.mathematics.tex import Reader, group_end, split_cells, split_rows


def reader(tex: str) -> Reader:
    made = Reader(tex, {}, display=False)
    made.command = "x"
    return made


def test_the_end_of_a_group_is_found_past_escapes():
    assert group_end("a\\}{b}}c", 0) == 7
    assert group_end("a", 0) == -1


def test_a_bracket_within_braces_does_not_close_one():
    assert group_end("{]}]", 0, "[", "]") == 4


def test_rows_are_the_tables_own():
    body = "a\\\\\\begin{matrix}b\\\\c\\end{matrix}\\\\{d\\\\e}\\cr f"
    assert split_rows(body) == ["a", "\\begin{matrix}b\\\\c\\end{matrix}", "{d\\\\e}", " f"]


def test_cells_are_the_rows_own():
    assert split_cells("a&\\begin{matrix}b&c\\end{matrix}&\\&") == [
        "a",
        "\\begin{matrix}b&c\\end{matrix}",
        "\\&",
    ]


@pytest.mark.parametrize(
    ("tex", "argument"), [("{a{b}}c", "a{b}"), (" x y", "x"), ("\\alpha y", "\\alpha")]
)
def test_an_argument_is_a_group_or_one_token(tex, argument):
    assert reader(tex).raw() == argument


@pytest.mark.parametrize("tex", ["", " ", "}", "&", "{a"])
def test_a_missing_argument_is_an_error(tex):
    with pytest.raises(TexError, match=r"\\x"):
        reader(tex).raw()


def test_an_environment_ends_at_its_own_end():
    made = reader("a\\begin{x}b\\end{x}c\\end{x}d")
    assert made.environment("x") == "a\\begin{x}b\\end{x}c"
    assert made.tex[made.position :] == "d"


def test_handlers_get_what_follows_and_their_arguments_are_rewritten_too():
    handlers = {"b": lambda r: f"<{r.argument()}>"}
    assert Reader("\\b{1\\b{2}}\\c", handlers, display=False).all() == "<1<2>>\\c"
