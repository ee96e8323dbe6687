"""Makes a font of formulas lighter: fewer points, coarser steps, fewer sizes of brackets.

Every function changes an opened fontTools font. What they may move is bounded, in thousandths of an
em; a formula is shown at about 18 pixels an em, where a thousandth is a fiftieth of a pixel.
"""

from collections import defaultdict
from itertools import pairwise
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.qu2cuPen import Qu2CuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

JOINING_ERROR = 1.5
"""How far a curve that replaces several may be from them, in thousandths of an em."""
DRAWING_ERROR = 2.0
"""How far the parabolas that draw a curve may be from it, in thousandths of an em."""
MIRROR_ERROR = 2
"""How much the points of a mirrored glyph may differ, in thousandths of an em."""
SIZE_ERROR = 100
"""How much larger than a dropped size its assembly may be, in thousandths of an em."""
LARGE = 2400
"""Up to which size what stretches is one glyph, in thousandths of an em: around a fraction."""
LEAST_SHARED = 12
"""A glyph of fewer points costs less than the word that it is another one's mirror image."""
UNITS = 500
"""Steps of an em that outlines are rounded to."""

_UNSCALED_OFFSET = 0x1000
_ON_CURVE = 1
_EXTENDER = 1


def drop_sizes(font: Any) -> None:
    """Drop sizes of what stretches that are not missed (OpenType, "MATH", MathVariants).

    These are large ones that the assembly from parts takes as well; small ones are drawn with a
    finer stroke than parts. Integrals do not stretch, and lose their assembly.
    """
    table = font["MATH"].table.MathVariants
    integral = font.getBestCmap()[ord("∫")]
    for coverage, constructions in (
        (table.VertGlyphCoverage, table.VertGlyphConstruction),
        (table.HorizGlyphCoverage, table.HorizGlyphConstruction),
    ):
        for glyph, construction in zip(coverage.glyphs, constructions, strict=True):
            if glyph == integral:
                construction.GlyphAssembly = None
            sizes, assembly = construction.MathGlyphVariantRecord, construction.GlyphAssembly
            while (
                assembly is not None
                and sizes[-1].AdvanceMeasurement > LARGE
                and assembled(assembly, sizes[-1].AdvanceMeasurement, table.MinConnectorOverlap)
                <= sizes[-1].AdvanceMeasurement + SIZE_ERROR
            ):
                sizes.pop()


def assembled(assembly: Any, wanted: int, overlap: int) -> int:
    """Return how large an assembly becomes that should be as large as `wanted` at least.

    As MathML Core says it ("The GlyphAssembly table"): with as few extenders as suffice when parts
    overlap least (`overlap`), then with as much overlap as all their connectors allow.
    """
    grows = any(part.PartFlags & _EXTENDER for part in assembly.PartRecords)
    extenders = 0
    while True:
        parts = [
            part
            for part in assembly.PartRecords
            for _ in range(extenders if part.PartFlags & _EXTENDER else 1)
        ]
        length, joints = sum(part.FullAdvance for part in parts), len(parts) - 1
        if parts and (length - overlap * joints >= wanted or not grows):
            connectors = [
                min(left.EndConnectorLength, right.StartConnectorLength)
                for left, right in pairwise(parts)
            ]
            least = length - joints * max(overlap, min(connectors, default=0))
            return int(max(wanted, least) if grows else length - overlap * joints)
        extenders += 1


def share_mirrored(font: Any) -> None:
    """Make a glyph that is another one's mirror image a reference to that (OpenType, "glyf")."""
    glyphs = font["glyf"]
    alike: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours <= 0 or len(glyph.coordinates) < LEAST_SHARED:
            continue
        on_curve = sum(flag & _ON_CURVE for flag in glyph.flags)
        group = alike[glyph.numberOfContours, len(glyph.coordinates), on_curve]
        for other in group:
            component = _as_mirrored(glyphs, name, other)
            if component is not None:
                glyphs[name] = Glyph()
                glyphs[name].numberOfContours = -1
                glyphs[name].components = [component]
                glyphs[name].recalcBounds(glyphs)
                break
        else:
            group.append(name)


def _as_mirrored(glyphs: Any, name: str, other: str) -> Any:
    """Return glyph `name` as a reference to `other`, mirrored or moved, or None."""
    wanted = sorted(glyphs[name].coordinates)
    for across, up in ((-1, 1), (1, -1), (-1, -1), (1, 1)):
        given = sorted((across * x, up * y) for x, y in glyphs[other].coordinates)
        right = [goal[0] - point[0] for goal, point in zip(wanted, given, strict=True)]
        above = [goal[1] - point[1] for goal, point in zip(wanted, given, strict=True)]
        if max(max(right) - min(right), max(above) - min(above)) <= MIRROR_ERROR:
            component = GlyphComponent()
            component.glyphName = other
            component.x = round(sum(right) / len(right))
            component.y = round(sum(above) / len(above))
            component.flags = _UNSCALED_OFFSET
            if (across, up) != (1, 1):
                component.transform = [[across, 0], [0, up]]
            return component
    return None


def join_curves(font: Any) -> None:
    """Draw the outlines with fewer points, where they stay within the errors stated above."""
    glyphs = font["glyf"]
    for name in font.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours <= 0:
            continue
        drawn = TTGlyphPen(None)
        glyph.draw(Qu2CuPen(Cu2QuPen(drawn, DRAWING_ERROR), JOINING_ERROR, all_cubic=True), glyphs)
        joined = drawn.glyph(dropImpliedOnCurves=True)
        if len(joined.coordinates) < len(glyph.coordinates):
            glyphs[name] = joined


def round_outlines(font: Any) -> None:
    """Round every measure of the font to `UNITS` steps of an em."""
    scale_upem(font, UNITS)
    glyphs, metrics = font["glyf"], font["hmtx"].metrics
    for name, (advance, _) in metrics.items():
        # A renderer moves a glyph by what its bearing and its outline differ.
        glyphs[name].recalcBounds(glyphs)
        metrics[name] = (advance, getattr(glyphs[name], "xMin", 0))
