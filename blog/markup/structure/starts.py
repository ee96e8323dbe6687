"""What the beginning of a line says about the block it opens.

Each function looks at the content of a line (its indentation already off) and returns what it
found, or None. Section numbers are those of CommonMark 0.31.2.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
_HEADING_CLOSER = re.compile(r"(?:^|[ \t]+)#+[ \t]*$")
_FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$")
_THEMATIC_BREAK = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$")
_SETEXT = re.compile(r"(?:(=+)|-+)[ \t]*$")
_BULLET = re.compile(r"[*+-](?=[ \t]|$)")
_ORDERED = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,200})\]:[ \t]*")
_COLON_FENCE = re.compile(r"(:{3,})[ \t]*(.*)$")
_COLON_TITLE = re.compile(r"\{?\.?([A-Za-z][\w-]*)\}?[ \t]*(?:\[([^\]]*)\]|(.*))$")
_ADMONITION = re.compile(
    r"(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(?:[ \t]+[\w-]+)*[ \t]*(?:\"([^\"]*)\")?[ \t]*$"
)

CALLOUT_KINDS = {
    "note": "note",
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "primary": "note",
    "default": "note",
    "seealso": "note",
    "question": "note",
    "quote": "note",
    "example": "note",
    "todo": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "check": "tip",
    "important": "important",
    "warning": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "failure": "caution",
    "bug": "caution",
    "details": "details",
}
"""What authors call a callout, and the kind it is shown as (GitHub's five, and `details`)."""


class ListMarker(NamedTuple):
    """`width` characters that open an item; `start` is None for a bullet."""

    width: int
    delimiter: str
    start: int | None


class CalloutOpening(NamedTuple):
    kind: str
    title: str
    colons: int
    folded: bool


def heading(content: str) -> tuple[int, str] | None:
    """Return level and text of an ATX heading (4.2)."""
    match = _HEADING.match(content)
    if match is None:
        return None
    text = content[match.end() :]
    return len(match[1]), _HEADING_CLOSER.sub("", text).strip(" \t")


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


def colon_callout(content: str) -> CalloutOpening | None:
    """Read `:::tip Title` (Docusaurus, VitePress); None if the kind is not a callout's."""
    fence_match = _COLON_FENCE.match(content)
    if fence_match is None:
        return None
    match = _COLON_TITLE.match(fence_match[2])
    if match is None or match[1].lower() not in CALLOUT_KINDS:
        return None
    kind = CALLOUT_KINDS[match[1].lower()]
    title = (match[2] or match[3] or "").strip()
    return CalloutOpening(kind, title, len(fence_match[1]), kind == "details")


def closes_colons(content: str, colons: int) -> bool:
    """Whether `content` is a run of colons that closes a fence of `colons` colons."""
    run = content.rstrip(" \t")
    return len(run) >= colons and run == ":" * len(run)


def admonition(content: str) -> CalloutOpening | None:
    """Read `!!! note "Title"` and the folded `??? note` (Python-Markdown, Material)."""
    match = _ADMONITION.match(content)
    if match is None:
        return None
    kind = CALLOUT_KINDS.get(match[2].lower(), "note")
    return CalloutOpening(kind, match[3] or "", 0, match[1] == "???")
