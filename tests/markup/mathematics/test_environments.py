import pytest


def shape(element) -> list[int]:
    return [len(row) for row in element.iter("mtr")]


@pytest.mark.parametrize(
    "body",
    [
        "\\begin{split}a&=b\\\\&=c\\end{split}",
        "\\begin{alignedat}{2}a&=b&c&=d\\end{alignedat}",
        "\\begin{aligned}[t]a&=b\\end{aligned}",
        "\\begin{multlined}a\\\\b\\end{multlined}",
        "\\begin{flalign}a&=b&\\end{flalign}",
        "\\begin{displaymath}a\\end{displaymath}",
        "\\begin{subequations}\\begin{align}a\\end{align}\\end{subequations}",
        "\\begin{multline}\\shoveleft{a}\\\\\\shoveright{b}\\\\c\\end{multline}",
        "\\begin{darray}{c}a\\end{darray}",
        "\\begin{ align* }a&=b\\end{ align* }",
        "\\begin{rcases}a\\\\b\\end{rcases}",
        "\\bigl(\\begin{smallmatrix}a&b\\\\c&d\\end{smallmatrix}\\bigr)",
    ],
)
def test_environments_that_can_be_set(mathml, body):
    mathml(body)


def test_three_columns_of_eqnarray_are_two(mathml):
    aligned = mathml("\\begin{align}a&=b\\end{align}")
    assert shape(mathml("\\begin{eqnarray}a&=&b\\end{eqnarray}")) == shape(aligned)


def test_the_second_column_of_starred_cases_is_text(mathml):
    element = mathml("\\begin{cases*}x&if $x>0$\\\\y&otherwise\\end{cases*}")
    assert [str(text.text) for text in element.iter("mtext")] == ["if\u00a0", "otherwise"]


@pytest.mark.parametrize(
    ("name", "signs"),
    [("pmatrix*", "()"), ("bmatrix*", "[]"), ("Vmatrix*", "‖‖"), ("psmallmatrix", "()")],
)
def test_matrices_of_mathtools(mathml, name, signs):
    option = "[r]" if name.endswith("*") else ""
    element = mathml(f"\\begin{{{name}}}{option}-1&2\\\\3&4\\end{{{name}}}")
    operators = [str(sign.text) for sign in element.iter("mo")]
    assert operators[0] + operators[-1] == signs
    assert shape(element) == [2, 2]


def test_a_small_matrix_is_small(mathml):
    (table,) = mathml("\\begin{smallmatrix}a\\end{smallmatrix}").iter("mtable")
    assert table.get("scriptlevel") == "1"


def test_text_between_the_rows_of_an_alignment(mathml):
    element = mathml("\\begin{align}a&=b\\\\\\intertext{和}c&=d\\end{align}")
    assert shape(element)[1] == 1
    assert "".join(map(str, element.itertext())) == "a=b(1)和c=d(2)"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tikzpicture", "put a picture in"),
        ("algorithm", "code block"),
        ("tabular", "Markdown"),
        ("numcases", "numcases is not supported"),
        ("nonsense", "nonsense is not supported"),
    ],
)
def test_what_does_not_belong_is_said(reason, name, said):
    assert said in reason(f"\\begin{{{name}}}x\\end{{{name}}}")


def test_a_missing_end_is_said(reason):
    assert reason("\\begin{aligned}x") == "\\begin{aligned} lacks its “\\end{aligned}”."
