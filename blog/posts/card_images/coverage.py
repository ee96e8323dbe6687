"""Which characters a font has, read from the font's own table.

A font draws an empty box for what it lacks, so one has to know before drawing. Pillow does not
say, and fonttools takes half a second to load for it; the table itself is short.
"""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

_SEGMENTED_COVERAGE = 12
_DIRECTORY = struct.Struct(">4xH6x")  # sfnt version, number of tables, three search aids
_TABLE = struct.Struct(">4sIII")  # tag, checksum, offset, length
_MAPPING = struct.Struct(">HHI")  # platform, encoding, offset
_HEADER = struct.Struct(">H10xI")  # format, reserved, length, language, number of groups
_GROUP = struct.Struct(">III")  # first character, last character, first glyph


class Coverage:
    """The characters of one font, as ranges of code points."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        """Hold `ranges`, the first and last code point of each, in ascending order."""
        self._firsts = [first for first, _last in ranges]
        self._lasts = [last for _first, last in ranges]

    def __contains__(self, character: str) -> bool:
        place = bisect_right(self._firsts, ord(character)) - 1
        return place >= 0 and ord(character) <= self._lasts[place]


@cache
def coverage_of(path: Path) -> Coverage:
    """Return which characters the OpenType font at `path` has.

    Reads the subtable of format 12 (OpenType, "cmap", segmented coverage), which every font has
    that goes beyond U+FFFF.

    Raises:
        ValueError: the font has no such subtable.
    """
    with path.open("rb") as file:
        (tables,) = _DIRECTORY.unpack(file.read(_DIRECTORY.size))
        directory = file.read(_TABLE.size * tables)
        for tag, _checksum, offset, length in _TABLE.iter_unpack(directory):
            if tag == b"cmap":
                file.seek(offset)
                return Coverage(_ranges(file.read(length), path))
    raise ValueError(f"{path.name} has no table of characters.")


def _ranges(table: bytes, path: Path) -> list[tuple[int, int]]:
    (mappings,) = struct.unpack_from(">2xH", table)
    start = struct.calcsize(">HH")
    listed = table[start : start + _MAPPING.size * mappings]
    for _platform, _encoding, offset in _MAPPING.iter_unpack(listed):
        kind, groups = _HEADER.unpack_from(table, offset)
        if kind == _SEGMENTED_COVERAGE:
            start = offset + _HEADER.size
            found = _GROUP.iter_unpack(table[start : start + _GROUP.size * groups])
            # Glyph 0 is the empty box.
            return [(first + (glyph == 0), last) for first, last, glyph in found]
    raise ValueError(f"{path.name} has no table of all its characters.")
