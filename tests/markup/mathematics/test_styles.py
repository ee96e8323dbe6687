import re
from pathlib import Path

import pytest
from lxml import etree

from blog.markup.mathematics.reasons import TexError
from blog.markup.mathematics.styles import CLASSES, MAX_BACKWARDS, style_to_classes

CSS = Path("static/reader/markup.css").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*CLASSES.values()} - {"m-box"}))
def test_the_style_sheet_has_every_class(name):
    assert re.search(rf"\.{name}\b", CSS)


@pytest.mark.parametrize("number", range(1, MAX_BACKWARDS + 1))
def test_the_style_sheet_has_every_negative_space(number):
    assert f".m-back-{number} {{" in CSS


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("text-align: right;justify-items: end;", "m-right"),
        ("margin-left:-0.16666667em;", "m-back-3"),
        ("margin-left:-99em", f"m-back-{MAX_BACKWARDS}"),
        ("color:#FF0000;", "m-in-red"),
        ("padding-left:0;padding-right:0.1667em;", "m-tight-left m-thin-right"),
    ],
)
def test_declarations_become_classes(style, expected):
    element = etree.Element("mrow")
    style_to_classes(element, style)
    assert element.get("class") == expected


def test_an_unknown_declaration_is_an_error():
    with pytest.raises(TexError, match="float: left"):
        style_to_classes(etree.Element("mrow"), "float: left")


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{array}{c||c::c}a&b&c\\end{array}",
        "\\negthinspace\\negmedspace\\negthickspace\\!\\hspace{-3cm}",
        "\\mathrel{x+y}\\mathbin{x+y}\\mathopen{x}\\mathclose{x}\\mathpunct{x}\\mathinner{x}",
        "\\cfrac{1}{2}\\begin{subarray}{c}a\\end{subarray}",
        "\\begin{multline}a\\\\b\\end{multline}",
    ],
)
def test_every_style_of_the_converter_is_known(mathml, tex):
    assert all(element.get("style") is None for element in mathml(tex).iter())
