"""Colours in formulas: any way of naming one, brought to the families that the stylesheet has.

A page has a light and a dark scheme, so a formula cannot keep the exact colour its author chose;
it gets the one of the same family that can be read on either.
"""

from __future__ import annotations

import colorsys
import re
from typing import Final

from PIL import ImageColor

from blog.markup.mathematics.marks import marked
from blog.markup.mathematics.reasons import NO_COLOUR, WRITE_INSTEAD, TexError
from blog.markup.mathematics.tex import Handler, Reader

FAMILIES: Final = (
    "red orange yellow green cyan blue purple magenta pink brown gray black white".split()
)
"""What follows `m-in-` (the colour of signs) and `m-on-` (of a ground) in class names."""

# Upper ends of the families' hues, in degrees.
_HUES: Final = (
    (16, "red"),
    (44, "orange"),
    (70, "yellow"),
    (165, "green"),
    (198, "cyan"),
    (255, "blue"),
    (288, "purple"),
    (322, "magenta"),
    (345, "pink"),
    (361, "red"),
)
# Names that LaTeX knows and CSS does not (dvipsnames, xcolor).
_LATEX_NAMES: Final = {
    "apricot": "orange",
    "aquamarine": "cyan",
    "bittersweet": "brown",
    "bluegreen": "cyan",
    "blueviolet": "purple",
    "brickred": "red",
    "burntorange": "orange",
    "cadetblue": "blue",
    "carnationpink": "pink",
    "cerulean": "cyan",
    "cornflowerblue": "blue",
    "dandelion": "orange",
    "darkorchid": "purple",
    "emerald": "green",
    "fuchsia": "magenta",
    "goldenrod": "yellow",
    "junglegreen": "green",
    "lavender": "pink",
    "limegreen": "green",
    "mahogany": "brown",
    "melon": "pink",
    "midnightblue": "blue",
    "mulberry": "purple",
    "navyblue": "blue",
    "olivegreen": "green",
    "orangered": "red",
    "peach": "orange",
    "periwinkle": "purple",
    "pinegreen": "green",
    "processblue": "cyan",
    "rawsienna": "brown",
    "redorange": "orange",
    "redviolet": "magenta",
    "rhodamine": "magenta",
    "royalpurple": "purple",
    "rubinered": "red",
    "sepia": "brown",
    "tealblue": "cyan",
    "wildstrawberry": "red",
    "yellowgreen": "green",
    "yelloworange": "orange",
}
_NUMBERS = re.compile(r"[0-9.]+")


def family(red: int, green: int, blue: int) -> str:
    """Return the member of `FAMILIES` that comes nearest to a colour given in 0 to 255."""
    hue, lightness, _ = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)
    chroma = (max(red, green, blue) - min(red, green, blue)) / 255
    if chroma < 0.13:
        return "black" if lightness < 0.2 else "white" if lightness > 0.93 else "gray"
    name = next(name for end, name in _HUES if hue * 360 < end)
    if name == "orange" and lightness < 0.42:
        return "brown"
    if name == "red" and lightness > 0.7:
        return "pink"
    return name


def family_of(specification: str, model: str | None = None) -> str:
    r"""Return the family of a colour as `\color` takes it.

    Args:
        specification: a name of CSS or LaTeX, `#rgb`, `#rrggbb`, `rgb(…)`, `hsl(…)`, a mixture of
            xcolor (`red!50`; its first colour counts), or numbers as `model` wants them.
        model: None, or `rgb`, `RGB`, `HTML`, `gray`, `named`.

    Raises:
        TexError: it is none of these.
    """
    text = specification.strip()
    numbers = [float(number) for number in _NUMBERS.findall(text) if number.strip(".")]
    try:
        if model in (None, "", "named"):
            name = text.split("!")[0].strip().lower()
            return _LATEX_NAMES.get(name) or family(*ImageColor.getrgb(name)[:3])
        if model == "HTML":
            return family(*ImageColor.getrgb(f"#{text}")[:3])
        if model == "gray" and len(numbers) == 1:
            numbers = numbers * 3
        if model in ("rgb", "gray", "RGB") and len(numbers) == 3:
            top = 1 if model == "RGB" else 255
            red, green, blue = (min(255, int(number * top)) for number in numbers)
            return family(red, green, blue)
    except ValueError:
        pass
    raise TexError(NO_COLOUR, text=text)


def _chosen(reader: Reader) -> str:
    model = reader.optional()
    return family_of(reader.raw(), model)


def _in_colour(name: str, tex: str) -> str:
    return marked("class", f"m-in-{name}", tex)


def _textcolor(reader: Reader) -> str:
    return _in_colour(_chosen(reader), reader.argument())


def _color(reader: Reader) -> str:
    r"""`\color{red}{x}` colours `x`, as the author who wrote the braces meant; without them
    everything to the end of the group."""
    name = _chosen(reader)
    if reader.tex.startswith("{", reader.position):
        return _in_colour(name, reader.argument())
    return f"\\color{{{name}}}"


def _colorbox(reader: Reader) -> str:
    name = _chosen(reader)
    return marked("class", f"m-on-{name} m-padded", reader.rewritten(f"\\text{{{reader.raw()}}}"))


def _fcolorbox(reader: Reader) -> str:
    model = reader.optional()
    frame = family_of(reader.raw(), model)
    ground = family_of(reader.raw(), model)
    content = reader.rewritten(f"\\text{{{reader.raw()}}}")
    inner = marked("class", f"m-on-{ground} m-padded", content)
    return marked("class", f"m-frame-{frame}", inner)


def _bbox(reader: Reader) -> str:
    r"""MathJax's `\bbox[yellow, 5px, border: 1px solid red]{x}`."""
    classes = ["m-padded"]
    for option in (reader.optional() or "").split(","):
        name, _, value = option.strip().partition(":")
        if name == "border":
            words = value.replace(";", " ").split()
            colour = words[-1] if words and not words[-1][0].isdigit() else "black"
            solid = colour in ("solid", "dashed", "dotted", "double")
            classes.append(f"m-frame-{'black' if solid else family_of(colour)}")
        elif name and not name[0].isdigit():
            classes.append(f"m-on-{family_of(name)}")
    return marked("class", " ".join(classes), reader.argument())


def _definecolor(reader: Reader) -> str:
    raise TexError(WRITE_INSTEAD, command="\\definecolor", instead="\\color{#rrggbb}")


COLOUR_COMMANDS: Final[dict[str, Handler]] = {
    "color": _color,
    "textcolor": _textcolor,
    "colorbox": _colorbox,
    "fcolorbox": _fcolorbox,
    "bbox": _bbox,
    "definecolor": _definecolor,
}
