"""The web font of formulas, made from a package's font when static files are first asked for.

Without a font that has a MATH table, brackets, roots and sums do not stretch, and few systems bring
one. STIX Two Math does; the ziamath package carries it, far too large for a page. Here it is cut
into faces, of which a page asks for those that it shows characters of (`config.math_font_faces`),
and made lighter. They are kept below `DATA_DIR`, so that nothing binary lies in the repository.
Static files find it through `MathFontFinder`, named in the settings.
"""

import os
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage

from config.math_font_faces import CHANCERY, CORE, FACES, ROUNDHAND, SCRIPT_CAPITALS, SLANTED, Face

PACKAGE = "ziamath"
SOURCE = "fonts/STIXTwoMath-Regular.ttf"
LICENCE = "fonts/stix-two-math-licence.txt"
FILES = (*(face.path for face in FACES), LICENCE)

VERSION = 4
"""Counts up when the faces are made in another way, so that what is kept is made anew."""

PRIMES = frozenset(range(0x2032, 0x2038)) | {0x2057}
DROPPED_TABLES = ("GPOS", "GDEF", "GSUB", "gasp", "DSIG", "fpgm", "prep", "cvt ")
KEPT_NAMES = (0, 1, 2, 13, 14)
"""Entries of the name table (OpenType, "name"): copyright, family, licence and its address."""


class MathFontFinder(BaseFinder):
    """Lets static files find the faces and their licence, which are made when first asked for."""

    def __init__(self, *args: Any, folder: Path | None = None, **kwargs: Any) -> None:
        """Keep the files in `folder`; by default one below `DATA_DIR`."""
        super().__init__(*args, **kwargs)
        self._folder = folder or settings.DATA_DIR / "built-static"

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no problems: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where `path` lies: a path or None, and a list with `find_all`."""
        found = str(build(self._folder) / path) if path in FILES else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the path of each file, and the storage it lies in."""
        storage = FileSystemStorage(location=build(self._folder))
        patterns = [*(ignore_patterns or ())]
        yield from ((path, storage) for path in FILES if not matches_patterns(path, patterns))


def build(folder: Path) -> Path:
    """Make the faces and their licence below `folder`, unless they are there; return where.

    The files lie in a folder named by the versions of what they were made from, which appears
    only once it is complete.

    Raises:
        RuntimeError: the package does not carry the font or the licence that is expected.
    """
    versions = f"{metadata.version(PACKAGE)}-{metadata.version('fonttools')}-{VERSION}"
    finished = folder / f"math-font-{versions}"
    if finished.is_dir():
        return finished
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder) as temporary:
        made = Path(temporary) / "made"
        (made / LICENCE).parent.mkdir(parents=True)
        for face in FACES:
            copyright_notice = _write_face(face, made / face.path)
        (made / LICENCE).write_text(f"{copyright_notice}\n\n{_licence()}\n", encoding="utf-8")
        try:
            made.replace(finished)
        except OSError:
            # Another process was first, and what it made is the same.
            if not finished.is_dir():
                raise
    return finished


def _write_face(face: Face, path: Path) -> str:
    """Write the part of the font that a face holds; return its copyright notice."""
    # Imported here: they take half a second, and are wanted once in the life of a checkout.
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.woff2 import WOFF2FlavorData

    from config.math_font_outlines import drop_sizes, join_curves, round_outlines, share_mirrored

    source = resources.files(PACKAGE) / SOURCE
    if not source.is_file():
        raise RuntimeError(f"The package {PACKAGE} no longer carries {SOURCE}.")
    with resources.as_file(source) as file, TTFont(file, recalcTimestamp=False) as font:
        if "MATH" not in font:
            raise RuntimeError(f"{SOURCE} of {PACKAGE} has no MATH table.")
        _mend_assemblies(font)
        _lower_primes(font)
        _slant_small_greek(font)
        _list_variants(font)
        _drop_unused(font)
        if face is CORE:
            drop_sizes(font)
        else:
            # Nothing in it stretches, because it is never the first face.
            font["MATH"].table.MathVariants = None
        options = Options()
        options.flavor = "woff2"
        options.hinting = False
        options.layout_features = []
        options.bidi_closure = False
        options.notdef_outline = False
        options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
        options.name_IDs = [*KEPT_NAMES]
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=face.characters())
        subsetter.subset(font)
        if face is CORE:
            share_mirrored(font)
            join_curves(font)
        round_outlines(font)
        # The bearings are those of the outlines, and are left out (WOFF2, 5.4).
        font.flavorData = WOFF2FlavorData(transformedTables=("glyf", "loca", "hmtx"))
        save_font(font, os.fspath(path), options)
        return str(font["name"].getDebugName(0) or "")


def _slant_small_greek(font: Any) -> None:
    """Show a small Greek letter slanted, wherever it stands, as TeX does."""
    for table in font["cmap"].tables:
        if table.format == 12:
            table.cmap.update({code: table.cmap[slanted] for code, slanted in SLANTED.items()})


def _list_variants(font: Any) -> None:
    """Say which variants of characters the font has (OpenType, "cmap", format 14).

    A browser that finds no script letter followed by the sign for its style asks for the next face,
    although the font has the letter in one style only.
    """
    empty_set = ord("∅")
    for table in font["cmap"].tables:
        if table.format == 14:
            zero = dict(table.uvsDict[CHANCERY])[empty_set]
            letters = [(ord(letter), None) for letter in SCRIPT_CAPITALS]
            table.uvsDict = {
                CHANCERY: sorted([(empty_set, zero), *letters], key=itemgetter(0)),
                ROUNDHAND: sorted(letters, key=itemgetter(0)),
            }


def _drop_unused(font: Any) -> None:
    """Drop what no browser asks a font of formulas for.

    The same characters are listed four times, of which the list for all of Unicode is enough
    (OpenType, "cmap", platform 3, encoding 10), with the one of variants. Kerning of scripts and
    the set of tall shapes ("MATH", MathKernInfo, ExtendedShapeCoverage) are no part of MathML Core.
    """
    font["cmap"].tables = [
        table
        for table in font["cmap"].tables
        if (table.platformID, table.platEncID) == (3, 10) or table.format == 14
    ]
    information = font["MATH"].table.MathGlyphInfo
    information.MathKernInfo = information.ExtendedShapeCoverage = None


def _mend_assemblies(font: Any) -> None:
    """Let →, ↔, ↦ and ‖ be put together from parts (OpenType, "MATH", GlyphPartRecord).

    In STIX Two Math 2.11 the heads of the arrows have their connector at the side where no shaft
    is, so that they do not stretch; and one half of ‖ hardly overlaps the other, so that it grows
    by large steps.
    """
    variants = font["MATH"].table.MathVariants
    for construction in [*variants.VertGlyphConstruction, *variants.HorizGlyphConstruction]:
        if construction.GlyphAssembly is None:
            continue
        parts = construction.GlyphAssembly.PartRecords
        if len({part.glyph for part in parts}) == 1:
            for part in parts:
                part.StartConnectorLength = part.EndConnectorLength = parts[0].EndConnectorLength
        elif parts[-1].StartConnectorLength < variants.MinConnectorOverlap:
            last = parts[-1]
            last.StartConnectorLength, last.EndConnectorLength = last.EndConnectorLength, 0


def _lower_primes(font: Any) -> None:
    """Show primes by the glyphs that the font has for them in superscripts.

    Its own ′ is raised already, and a formula raises it once more. Which glyph is meant says the
    feature `ssty` (OpenType, "Math Script-style Alternates"), which browsers do not ask for.
    """
    table = font["GSUB"].table
    scripts = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "ssty"
        for index in record.Feature.LookupListIndex
    }
    shown: dict[str, str] = {}
    for index in sorted(scripts):
        for extension in table.LookupList.Lookup[index].SubTable:
            subtable = getattr(extension, "ExtSubTable", extension)
            for glyph, others in (getattr(subtable, "alternates", None) or {}).items():
                shown.setdefault(glyph, others[0])
            for glyph, other in (getattr(subtable, "mapping", None) or {}).items():
                shown.setdefault(glyph, other)
    for cmap in font["cmap"].tables:
        for code in PRIMES & cmap.cmap.keys():
            cmap.cmap[code] = shown.get(cmap.cmap[code], cmap.cmap[code])


def _licence() -> str:
    """Return the text of the SIL Open Font License, which goes with every copy of the font.

    fonttools carries it for the fonts of its own tests.
    """
    for file in metadata.files("fonttools") or []:
        if file.name == "LICENSE.external":
            text = file.read_text(encoding="utf-8")
            start = text.find("SIL OPEN FONT LICENSE")
            end = text.find("OTHER DEALINGS IN THE FONT SOFTWARE.")
            if 0 <= start < end:
                return text[start : end + len("OTHER DEALINGS IN THE FONT SOFTWARE.")]
    raise RuntimeError("The package fonttools no longer carries the SIL Open Font License.")
