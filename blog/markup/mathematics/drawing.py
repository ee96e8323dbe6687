"""Formulas drawn: the MathML of an article as an SVG picture that stands by itself.

Feed readers show pictures everywhere and MathML in few places. ziamath lays the formula out with
STIX Two Math and draws its outlines, so that the picture asks for no font. It is given MathML only;
its own way from TeX is not used. A formula of which a part would be lost is not drawn at all.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree

from ziafont.fonttypes import BBox
from ziamath.config import config
from ziamath.nodes.mnode import Mnode
from ziamath.zmath import Math

from blog.markup.mathematics.ziamath_dialect import IDEOGRAPHS, NotDrawnError, translated

config.svg2 = False  # outlines in place, which every reader of SVG 1.1 draws
config.precision = 1

_UNITS_PER_EM: Final = 32
_PIXELS_PER_EM: Final = 17  # of a picture that nobody scales, for a text of 16 pixels
_MARGIN: Final = 4  # units
_MAX_EMS: Final = 150
_KEPT: Final = 1_000  # drawings of a process, some ten kilobytes each

# The picture brings its own ground: a reader's theme need not be that of the system.
_STYLE: Final = (
    "svg{fill:#14161a}.g{fill:#fff}"
    "@media(prefers-color-scheme:dark){svg{fill:#e9ebee}.g{fill:#1b1d21}}"
)
_SPACED_COMMAND = re.compile(r" ?([A-Z]) ?")
_LOCK = threading.Lock()  # the fonts of ziamath keep state while they lay out


class _Ideographs(Mnode, tag=IDEOGRAPHS):
    """A run of ideographs, set in a font of who looks at it: each is as wide as it is high."""

    def __init__(
        self, element: ElementTree.Element, parent: Mnode, *, phantom: bool = False, **rest: object
    ) -> None:
        super().__init__(element, parent)
        self._text = element.text or ""
        self._phantom = phantom
        size = self.glyphsize
        self.bbox = BBox(0, size * len(self._text), -0.14 * size, 0.88 * size)

    def draw(self, x: float, y: float, svg: ElementTree.Element) -> tuple[float, float]:
        if not self._phantom:
            text = ElementTree.SubElement(svg, "text")
            text.set("x", f"{x:.1f}")
            text.set("y", f"{y:.1f}")
            text.set("font-size", f"{self.glyphsize:.1f}")
            text.set("textLength", f"{self.bbox.xmax:.1f}")
            text.text = self._text
        return x + self.bbox.xmax, y


def is_drawable(mathml: str) -> bool:
    """Whether a formula has only parts that can be drawn; cheap, as nothing is laid out.

    Args:
        mathml: a `math` element as `blog.markup` writes it.
    """
    try:
        translated(mathml)
    except NotDrawnError:
        return False
    return True


@lru_cache(maxsize=_KEPT)
def draw(mathml: str) -> str | None:
    """Return the picture of a formula as an SVG document, or None if it cannot be drawn whole.

    It takes some ten milliseconds, in bounds that `is_drawable` sets.

    Args:
        mathml: a `math` element as `blog.markup` writes it.
    """
    try:
        formula, tex = translated(mathml)
        with _LOCK:
            laid_out = Math(formula, size=_UNITS_PER_EM, margin=0)
            picture = laid_out.svgxml()
    except NotDrawnError:
        return None
    except Exception:  # noqa: BLE001 - whatever ziamath trips over, the reader gets the TeX
        return None
    return _finished(picture, laid_out.node.bbox, tex)


def _finished(picture: ElementTree.Element, box: BBox, tex: str) -> str | None:
    left, top = box.xmin - _MARGIN, -box.ymax - _MARGIN
    width, height = box.xmax - box.xmin + 2 * _MARGIN, box.ymax - box.ymin + 2 * _MARGIN
    if not 0 < width < _MAX_EMS * _UNITS_PER_EM or not 0 < height < _MAX_EMS * _UNITS_PER_EM:
        return None
    scale = _PIXELS_PER_EM / _UNITS_PER_EM
    root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
    root.set("width", f"{width * scale:.0f}")
    root.set("height", f"{height * scale:.0f}")
    root.set("viewBox", f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}")
    root.set("font-family", "sans-serif")
    ElementTree.SubElement(root, "title").text = tex
    ElementTree.SubElement(root, "style").text = _STYLE
    ground = {"class": "g", "x": f"{left:.1f}", "y": f"{top:.1f}", "rx": f"{_MARGIN}"}
    ground |= {"width": f"{width:.1f}", "height": f"{height:.1f}"}
    ElementTree.SubElement(root, "rect", ground)
    for part in picture:
        if part.get("fill") == "black":
            del part.attrib["fill"]
        if outline := part.get("d"):
            part.set("d", _SPACED_COMMAND.sub(r"\1", outline).strip())
        root.append(part)
    return ElementTree.tostring(root, encoding="unicode")
