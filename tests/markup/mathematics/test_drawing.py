"""Formulas as pictures."""

import re

import pytest
from lxml import etree

from blog.markup import render
from blog.markup.mathematics.drawing import draw, is_drawable

SVG = "{http://www.w3.org/2000/svg}"


def math_of(tex, *, display=True):
    delimiter = "$$" if display else "$"
    (math,) = re.findall(r"<math.*?</math>", render(delimiter + tex + delimiter).html, re.DOTALL)
    return math


def drawn(tex, *, display=True):
    picture = draw(math_of(tex, display=display))
    assert picture is not None
    return etree.fromstring(picture)


def size(root):
    return int(root.get("width")), int(root.get("height"))


@pytest.mark.parametrize(
    "tex",
    [
        "\\frac{x_i^2}{\\sqrt{2}}",
        "\\sum_{i=1}^{n} x_i",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
        "\\begin{aligned} a &= b \\\\ &= c \\\\ \\end{aligned}",
        "f(x) = \\begin{cases} 1 & \\text{若 } x > 0 \\\\ 0 & \\text{否则} \\end{cases}",
        "\\int_0^\\infty e^{-x^2}\\,dx",
        "\\hat{y} + \\overline{AB} + \\vec{x}",
        "\\binom{n}{k}\\left\\{\\frac{a}{b}\\right\\}",
        "\\mathcal{D}\\mathbb{E}\\mathfrak{g}",
        "\\boxed{x + 1}",
        "\\mathop{\\mathrm{argmax}}_{x} f(x)",
        "\\color{red}{\\frac{a}{b}} + c",
        "a = b \\tag{1.2}",
        '\\textrm{"the"}',
    ],
)
def test_a_formula_is_drawn_whole(tex):
    math = math_of(tex)
    root = drawn(tex)

    assert is_drawable(math)
    assert root.find(f"{SVG}title").text == etree.fromstring(math).get("alttext")
    assert all(5 < side < 500 for side in size(root))
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (width, height) == pytest.approx([side * 32 / 17 for side in size(root)], abs=1.5)
    assert left <= 0
    assert top <= 0


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{array}{l|c} a & b \\end{array}",
        "\\cancel{x}",
        "\\texttt{x}",
        "\\text{ក}",
        "\\frac{1}{" * 15 + "x" + "}" * 15,
        "\\begin{pmatrix}" * 6 + "x" + "\\end{pmatrix}" * 6,
    ],
)
def test_what_a_picture_would_lose_or_takes_too_long_is_not_drawn(tex):
    math = math_of(tex)

    assert not is_drawable(math)
    assert draw(math) is None


def test_ideographs_are_text_as_wide_as_they_are_many():
    texts = [text.text for text in drawn("\\frac{a}{b}\\text{如果 x 大}").iter(f"{SVG}text")]
    one, three = drawn("\\text{中}"), drawn("\\text{中国人}")

    assert texts == ["如果", "大"]
    assert size(three)[0] - size(one)[0] == pytest.approx(2 * 17, abs=1)


def test_a_picture_is_right_on_a_light_and_on_a_dark_ground():
    root = drawn("\\frac{a}{b}")
    style = root.find(f"{SVG}style").text
    ground = root.find(f"{SVG}rect[@class='g']")

    assert "prefers-color-scheme:dark" in style
    assert ground is not None
    # No part keeps a colour of its own that one of the two grounds would swallow.
    assert not [part for part in root.iter() if part.get("fill") in ("black", "white")]


def test_an_alignment_keeps_its_columns_together():
    apart = size(drawn("\\begin{matrix} a & = b \\end{matrix}"))[0]
    together = size(drawn("\\begin{aligned} a & = b \\end{aligned}"))[0]

    assert together < apart


def test_a_number_stands_beside_the_formula_and_nothing_pads_it():
    bare, numbered = size(drawn("a=b"))[0], size(drawn("a=b\\tag{1}"))[0]

    assert bare + 20 < numbered < bare + 100


def test_a_formula_in_a_line_is_smaller_than_one_by_itself():
    assert size(drawn("\\frac{a}{b}", display=False))[1] < size(drawn("\\frac{a}{b}"))[1]


def test_signs_of_xml_in_a_formula_harm_nothing():
    root = drawn('\\frac{a<b}{\\text{]]> \\& "}}')

    assert root.find(f"{SVG}title").text.startswith("\\frac{a<b}")


def test_a_picture_is_drawn_once():
    math = math_of("\\frac{once}{only}")

    assert draw(math) is draw(math)
