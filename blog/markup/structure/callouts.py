"""Notes set apart, in the spellings that open them on a line of their own.

Fences of colons (Docusaurus, VitePress, Quarto, MyST), the admonitions of Python-Markdown and
Material, and the first line of a quote (GitHub, Obsidian). Those between tags are read in
`tag_containers`.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

CALLOUT_KINDS: Final = {
    "note": "note",
    "info": "note",
    "abstract": "note",
    "summary": "note",
    "tldr": "note",
    "primary": "note",
    "secondary": "note",
    "default": "note",
    "seealso": "note",
    "question": "note",
    "help": "note",
    "faq": "note",
    "quote": "note",
    "cite": "note",
    "example": "note",
    "todo": "note",
    "tip": "tip",
    "hint": "tip",
    "success": "tip",
    "check": "tip",
    "done": "tip",
    "important": "important",
    "warning": "warning",
    "warn": "warning",
    "attention": "warning",
    "caution": "caution",
    "danger": "caution",
    "error": "caution",
    "fail": "caution",
    "failure": "caution",
    "missing": "caution",
    "bug": "caution",
    "details": "details",
    "spoiler": "details",
}
"""What authors call a callout, and the kind it is shown as (GitHub's five, and `details`)."""

_COLON_FENCE = re.compile(r"(:{3,})[ \t]*(.*)$")
_COLON_TITLE = re.compile(
    r"(?P<brace>\{[ \t]*)?\.?(?:callout-)?(?P<kind>[A-Za-z]+)(?![\w-])"
    r"(?(brace)(?P<attributes>[^{}]*)\})"
    r"[ \t]*(?:\[(?P<bracketed>[^\]]*)\][ \t]*(?:\{[^{}]*\})?|\{(?P<after>[^{}]*)\}|(?P<plain>.*))$"
)
_TITLE_ATTRIBUTE = re.compile(r"""\btitle[ \t]*=[ \t]*(?:"([^"]*)"|'([^']*)')""")
_FOLDED_ATTRIBUTE = re.compile(r"""\bcollapse[ \t]*=[ \t]*["']?true\b""")
_ADMONITION = re.compile(
    r"(!!!|\?\?\?\+?)[ \t]++([A-Za-z][\w-]*+)(?:[ \t]++[\w-]++)*+[ \t]*+(?:\"([^\"]*)\"[ \t]*+)?$"
)
_CONTENT_TAB = re.compile(r"===[!+]?[ \t]+\"([^\"]+)\"[ \t]*$")
_QUOTE_CALLOUT = re.compile(r"\[!([A-Za-z]+)(?:\|[^\]]*)?\]([+-]?)[ \t]*(.*)$")


class CalloutOpening(NamedTuple):
    """What opens a callout.

    `colons` is the length of a `:::` fence, else 0. A `folded` callout can be opened and closed
    by its reader, an `unfolded` one of these is open at first. `name` is what the author calls it.
    """

    kind: str
    title: str
    colons: int = 0
    folded: bool = False
    unfolded: bool = False
    name: str = ""


def colon_callout(content: str) -> CalloutOpening | None:
    """Read `:::tip Title` and its kin; None if the word is not a callout's."""
    fence = _COLON_FENCE.match(content)
    match = _COLON_TITLE.match(fence[2]) if fence else None
    if fence is None or match is None or match["kind"].lower() not in CALLOUT_KINDS:
        return None
    kind = CALLOUT_KINDS[match["kind"].lower()]
    attributes = match["attributes"] or match["after"] or ""
    title = match["bracketed"] or match["plain"] or ""
    if named := _TITLE_ATTRIBUTE.search(attributes):
        title = named[1] or named[2] or ""
    folded = kind == "details" or bool(_FOLDED_ATTRIBUTE.search(attributes))
    return CalloutOpening(kind, title.strip(), len(fence[1]), folded, name=match["kind"].lower())


def closes_colons(content: str, colons: int) -> bool:
    """Whether `content` is a run of colons that closes a fence of `colons` colons."""
    run = content.rstrip(" \t")
    return len(run) >= colons and run == ":" * len(run)


def admonition(content: str) -> CalloutOpening | None:
    """Read `!!! note "Title"`, the folded `??? note`, and a tab `=== "Title"` (Material)."""
    if tab := _CONTENT_TAB.match(content):
        return CalloutOpening("details", tab[1], folded=True, unfolded=True)
    match = _ADMONITION.match(content)
    if match is None:
        return None
    kind = CALLOUT_KINDS.get(match[2].lower(), "note")
    return CalloutOpening(
        kind,
        match[3] or "",
        folded=match[1] != "!!!",
        unfolded=match[1] == "???+",
        name=match[2].lower(),
    )


def quote_callout(content: str) -> CalloutOpening | None:
    """Read the first line of a quote that is a callout: `[!NOTE]`, `[!tip]- Title`."""
    match = _QUOTE_CALLOUT.match(content)
    if match is None or match[1].lower() not in CALLOUT_KINDS:
        return None
    kind = CALLOUT_KINDS[match[1].lower()]
    folded = match[2] != "" or kind == "details"
    return CalloutOpening(
        kind,
        match[3].strip(),
        folded=folded,
        unfolded=match[2] == "+",
        name=match[1].lower(),
    )
