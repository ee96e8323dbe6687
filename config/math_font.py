"""The web font of formulas, made from a package's font when static files are first asked for.

Without a font that has a MATH table, brackets, roots and sums do not stretch, and few systems bring
one. STIX Two Math does; the ziamath package carries it, far too large for a page. Here it is cut
down to what formulas use and kept below `DATA_DIR`, so that nothing binary lies in the repository.
Static files find it through `MathFontFinder`, named in the settings.
"""

import os
from collections.abc import Iterable, Iterator
from importlib import metadata, resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.files.storage import FileSystemStorage, Storage

PACKAGE = "ziamath"
SOURCE = "fonts/STIXTwoMath-Regular.ttf"
FONT = "fonts/stix-two-math.woff2"
LICENCE = "fonts/stix-two-math-licence.txt"

VERSION = 2
"""Counts up when another part of the font is taken, so that what is kept is made anew."""

# First and last character of each range that formulas use.
RANGES = (
    (0x0020, 0x00FF),  # Latin
    (0x0131, 0x0131),  # dotless i
    (0x0237, 0x0237),  # dotless j
    (0x02C6, 0x02DD),  # accents by themselves
    (0x0300, 0x0338),  # combining accents and the negating stroke
    (0x0391, 0x03F6),  # Greek
    (0x2010, 0x2063),  # dashes, dots, primes, spaces, invisible operators
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20D0, 0x20F0),  # combining arrows and dots
    (0x2100, 0x214F),  # letter-like symbols
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # operators
    (0x2300, 0x23FF),  # floors, ceilings, parts of brackets
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2605, 0x2606),  # stars
    (0x2660, 0x266F),  # suits and accidentals
    (0x2713, 0x2720),  # check marks and crosses
    (0x27C0, 0x27FF),  # more brackets, long arrows
    (0x2900, 0x297F),  # more arrows
    (0x2980, 0x29FF),  # more brackets and symbols
    (0x2A00, 0x2AFF),  # more operators
    (0x1D400, 0x1D7FF),  # bold, script, fraktur, double-struck, sans-serif and the like
)
PRIMES = frozenset(range(0x2032, 0x2038)) | {0x2057}
DROPPED_TABLES = ("GPOS", "GDEF", "GSUB", "gasp", "DSIG", "fpgm", "prep", "cvt ")
KEPT_NAMES = (0, 1, 2, 3, 4, 5, 6, 7, 13, 14)
"""Entries of the name table (OpenType, "name"): copyright, names, trademark and licence stay."""


class MathFontFinder(BaseFinder):
    """Lets static files find the font and its licence, which are made when first asked for."""

    def __init__(self, *args: Any, folder: Path | None = None, **kwargs: Any) -> None:
        """Keep the files in `folder`; by default one below `DATA_DIR`."""
        super().__init__(*args, **kwargs)
        self._folder = folder or settings.DATA_DIR / "built-static"

    def check(self, **kwargs: Any) -> list[Any]:
        """Return no problems: there is nothing to configure."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where `path` lies: a path or None, and a list with `find_all`."""
        found = str(build(self._folder) / path) if path in (FONT, LICENCE) else None
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield the path of each file, and the storage it lies in."""
        storage = FileSystemStorage(location=build(self._folder))
        patterns = [*(ignore_patterns or ())]
        yield from (
            (path, storage) for path in (FONT, LICENCE) if not matches_patterns(path, patterns)
        )


def build(folder: Path) -> Path:
    """Make the font and its licence below `folder`, unless they are there; return where.

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
        (made / FONT).parent.mkdir(parents=True)
        copyright_notice = _write_font(made / FONT)
        (made / LICENCE).write_text(f"{copyright_notice}\n\n{_licence()}\n", encoding="utf-8")
        try:
            made.replace(finished)
        except OSError:
            # Another process was first, and what it made is the same.
            if not finished.is_dir():
                raise
    return finished


def _write_font(path: Path) -> str:
    """Write the part of the font that formulas use; return its copyright notice."""
    # Imported here: they take half a second, and are wanted once in the life of a checkout.
    from fontTools.subset import Options, Subsetter, save_font
    from fontTools.ttLib import TTFont

    source = resources.files(PACKAGE) / SOURCE
    if not source.is_file():
        raise RuntimeError(f"The package {PACKAGE} no longer carries {SOURCE}.")
    with resources.as_file(source) as file, TTFont(file) as font:
        if "MATH" not in font:
            raise RuntimeError(f"{SOURCE} of {PACKAGE} has no MATH table.")
        _join_arrowheads(font)
        _lower_primes(font)
        options = Options()
        options.flavor = "woff2"
        options.hinting = False
        options.layout_features = []
        options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
        options.name_IDs = [*KEPT_NAMES]
        subsetter = Subsetter(options)
        subsetter.populate(
            unicodes=[code for first, last in RANGES for code in range(first, last + 1)]
        )
        subsetter.subset(font)
        save_font(font, os.fspath(path), options)
        return str(font["name"].getDebugName(0) or "")


def _join_arrowheads(font: Any) -> None:
    """Give the heads of →, ↔ and ↦ their connector at the side where the shaft is.

    In STIX Two Math 2.11 it stands at the other side, so that these arrows cannot be put together
    and do not stretch (OpenType, "MATH", GlyphPartRecord).
    """
    variants = font["MATH"].table.MathVariants
    for construction in variants.HorizGlyphConstruction:
        if construction.GlyphAssembly is None:
            continue
        last = construction.GlyphAssembly.PartRecords[-1]
        if last.StartConnectorLength < variants.MinConnectorOverlap <= last.EndConnectorLength:
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
