import time

import pytest

from blog.markup.mathematics.fences import MAX_UNCLOSED, unclosed


def arity(command: str) -> int:
    return {"\\sqrt": 1, "\\text": 1, "\\frac": 2}.get(command, 0)


@pytest.mark.parametrize(
    ("tex", "count"),
    [
        ("f(x)[y]\\{z\\}", 0),
        ("[0,1)(2,3]", 0),
        ("]0,1[", 1),
        ("((x)", 1),
        ("({)}", 1),
        ("\\left(\\left[x\\right)\\right.", 0),
        ("\\bigl|x\\bigr|\\Bigl(", 1),
        ("\\big(\\big[", 0),
        ("\\langle\\lfloor\\lvert⟨\\mathopen|", 5),
        ("(a & b)", 1),
        ("(a & (b", 1),
        ("(\\begin{matrix}(((&(\\end{matrix}", 4),
        ("\\sqrt[3]{x}", 0),
        ("(\\sqrt x)", 0),
        ("(\\sqrt)", 1),
        ("(\\frac1)", 1),
        ("(\\frac12)", 0),
        ("(x^)", 1),
        ("(x^2)", 0),
    ],
)
def test_how_many_are_unclosed(tex, count):
    assert unclosed(tex, arity) == count


@pytest.mark.parametrize(
    "opener",
    [
        "(",
        "[",
        "\\{",
        "\\langle ",
        "\\bigl|",
        "\\lvert ",
        "\\mathopen(",
        "(\\text{)}",
        "{(}",
        "(\\hat)",
        "(^\\}",
    ],
)
def test_many_are_refused_before_they_cost_anything(reason, opener):
    started = time.thread_time()
    assert f"more than {MAX_UNCLOSED} brackets" in reason(opener * 36)
    assert time.thread_time() - started < 0.5


def test_a_few_are_set(mathml):
    mathml("(" * MAX_UNCLOSED)
