"""What the beginning of a line says about the block it opens.

Each function looks at the content of a line (its indentation already off) and returns what it
found, or None. Section numbers are those of CommonMark 0.31.2.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_THEMATIC_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_SETEXT = re.compile(r"(?:(=+)|-+)[ \t]*$")
_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_ORDERED = re.compile(r"([0-9]{1,9})([.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")


class ListMarker(NamedTuple):
    """`width` characters that open an item; `start` is None for a bullet."""

    width: int
    delimiter: str
    start: int | None


def heading(content: str) -> tuple[int, str] | None:
    """Return level and text of an ATX heading (4.2)."""
    match = _HEADING.match(content)
    if match is None:
        return None
    text = content[match.end() :].strip(" \t")
    before = text.rstrip("#")
    if not before or before[-1] in " \t":
        # A run of signs at the end closes the heading.
        text = before.rstrip(" \t")
    return len(match[1]), text


def fence(content: str) -> tuple[str, str] | None:
    """Return the opening run and the info string of a code fence (4.5)."""
    match = _FENCE.match(content)
    if match is None:
        return None
    return match[1] or match[3], (match[2] or match[4] or "").strip()


def closes_fence(content: str, marker: str) -> bool:
    """Whether `content` closes a fence opened by `marker`."""
    run = content.rstrip(" \t")
    return len(run) >= len(marker) and run == marker[0] * len(run)


def is_thematic_break(content: str) -> bool:
    return content[0] in "*-_" and _THEMATIC_BREAK.match(content) is not None


def setext_level(content: str) -> int:
    """Return 1 or 2 for the underline of a setext heading (4.3), else 0."""
    match = _SETEXT.match(content)
    if match is None:
        return 0
    return 1 if match[1] else 2


def list_marker(content: str) -> ListMarker | None:
    """Return the marker of a list item (5.2)."""
    if match := _BULLET.match(content):
        return ListMarker(1, match[0], None)
    if match := _ORDERED.match(content):
        return ListMarker(len(match[0]), match[2], int(match[1]))
    return None


def footnote(content: str) -> tuple[str, int] | None:
    """Return the label of a footnote's definition, and the characters before its text."""
    match = _FOOTNOTE.match(content)
    return (match[1], match.end()) if match else None
