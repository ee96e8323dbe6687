import re
from pathlib import Path

import pytest

from blog.markup.mathematics.colours import FAMILIES, family, family_of
from blog.markup.mathematics.reasons import TexError


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((255, 0, 0), "red"),
        ((11, 87, 164), "blue"),
        ((34, 139, 34), "green"),
        ((165, 42, 42), "red"),
        ((139, 69, 19), "brown"),
        ((255, 165, 0), "orange"),
        ((255, 192, 203), "pink"),
        ((128, 0, 128), "magenta"),
        ((75, 0, 130), "purple"),
        ((0, 0, 0), "black"),
        ((255, 255, 255), "white"),
        ((128, 128, 128), "gray"),
    ],
)
def test_families(colour, name):
    assert family(*colour) == name


@pytest.mark.parametrize(
    ("specification", "model", "name"),
    [
        ("#0B57A4", None, "blue"),
        ("#f00", None, "red"),
        ("rgb(0,128,0)", None, "green"),
        ("DarkBlue", None, "blue"),
        ("NavyBlue", None, "blue"),
        ("red!50!black", None, "red"),
        ("1,0,0", "rgb", "red"),
        ("0,0,255", "RGB", "blue"),
        ("00FF00", "HTML", "green"),
        ("0.5", "gray", "gray"),
    ],
)
def test_ways_of_naming_a_colour(specification, model, name):
    assert family_of(specification, model) == name


@pytest.mark.parametrize(
    ("specification", "model"),
    [
        ("nonsense", None),
        ("", None),
        ("#12", None),
        ("1,2", "rgb"),
        ("1,0,0", "cmyk"),
        ("x", "HTML"),
    ],
)
def test_what_is_no_colour_is_said(specification, model):
    with pytest.raises(TexError, match="not the name of a colour"):
        family_of(specification, model)


def test_braces_bound_a_colour_and_without_them_it_goes_on(mathml):
    (bounded,) = mathml("\\color{#ff0000}{x}y").iter("mrow")
    assert [str(part.text) for part in bounded] == ["x"]
    (onwards,) = mathml("\\color{#ff0000} xy").iter("mrow")
    assert [str(part.text) for part in onwards] == ["x", "y"]


@pytest.mark.parametrize(
    ("tex", "classes"),
    [
        ("\\textcolor{#ff0000}{x}", ["m-in-red"]),
        ("\\colorbox{yellow}{a b}", ["m-on-yellow m-padded"]),
        ("\\fcolorbox{red}{yellow}{x}", ["m-frame-red", "m-on-yellow m-padded"]),
        ("\\bbox[5px,border:2px solid blue]{x}", ["m-padded m-frame-blue"]),
        ("\\text{a \\textcolor{red}{b}}", ["m-in-red"]),
    ],
)
def test_colours_are_classes(mathml, tex, classes):
    found = [element.get("class") for element in mathml(tex).iter() if element.get("class")]
    assert found == classes


def test_the_style_sheet_has_every_family():
    css = Path("static/reader/markup.css").read_text(encoding="utf-8")
    for name in FAMILIES:
        if name not in ("black", "white"):
            for kind in ("in", "on", "frame"):
                assert re.search(rf"\.m-{kind}-{name} \{{", css)
