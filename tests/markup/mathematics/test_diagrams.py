import pytest


def test_a_square(mathml):
    table = next(
        mathml("\\begin{CD}A @>f>> B\\\\ @VgVV @VVhV\\\\ C @>>k> D\\end{CD}").iter("mtable")
    )
    rows = [["".join("".join(map(str, cell.itertext())).split()) for cell in row] for row in table]
    assert rows == [["A", "→f", "B"], ["g↓", "", "↓h"], ["C", "→k", "D"]]


@pytest.mark.parametrize(
    ("arrow", "sign"), [("@>>>", "→"), ("@<<<", "←"), ("@=", "="), ("@)))", "→"), ("@(((", "←")]
)
def test_arrows_along_a_row(words, arrow, sign):
    assert words(f"\\begin{{CD}}A {arrow} B\\end{{CD}}") == f"A{sign}B"


@pytest.mark.parametrize(("arrow", "sign"), [("@VVV", "↓"), ("@AAA", "↑"), ("@|", "‖"), ("@.", "")])
def test_arrows_between_rows(words, arrow, sign):
    assert words(f"\\begin{{CD}}A\\\\ {arrow}\\\\B\\end{{CD}}") == f"A{sign}B"


def test_braces_protect_a_label(words):
    assert words("\\begin{CD}A @>{a>b}>> B\\end{CD}") == "A→a>bB"


@pytest.mark.parametrize(
    ("diagram", "said"),
    [
        ("A @VVV B", "wrong row"),
        ("@VVV x", "wrong row"),
        ("@VVV @>>>", "wrong row"),
        ("A @>f> B", "never closed"),
        ("A @x B", "@x"),
    ],
)
def test_what_is_no_diagram_is_said(reason, diagram, said):
    assert said in reason(f"\\begin{{CD}}{diagram}\\end{{CD}}")
