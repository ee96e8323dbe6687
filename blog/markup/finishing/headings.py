"""Anchors of headings, and the table of contents made of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from blog.markup.elements import HEADINGS
from blog.markup.finishing.lines import line_of
from blog.markup.problems import HEADING_JUMP, ProblemLog
from blog.markup.rendered import TocEntry

NOT_IN_CONTENTS: Final = "no-toc"
"""Class of a heading that the table of contents leaves out."""

_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]")
_PAGE_PREFIXES: Final = ("page-", "site-", "id_", "eq-", "fn-", "fnref-", "user-content-")
"""Prefixes of ids that belong to the page around the article or to other parts of it. Pages keep
to the first two for their own ids, forms of Django to the third."""
_MAX_ANCHOR = 80
_WANTED = re.compile(r"[\w.:-]{1,100}")


def anchor_for(title: str) -> str:
    """Return a readable anchor: GitHub's rule (lower case, spaces to hyphens, punctuation gone).

    Letters of every script stay, so that `倒排索引的创建` is its own anchor.
    """
    text = unicodedata.normalize("NFC", title).lower()
    anchor = _NOT_IN_ANCHOR.sub("", text).strip().replace(" ", "-")[:_MAX_ANCHOR]
    if not anchor.strip("-"):
        anchor = "section"
    if anchor.startswith(_PAGE_PREFIXES):
        anchor = f"section-{anchor}"
    return anchor


class Anchors:
    """Gives out anchors that are unique in one article, in constant time each."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def give(self, title: str, wanted: str = "") -> str:
        """Return the anchor of a heading: the one its author wants if it is free, else by title."""
        possible = _WANTED.fullmatch(wanted) and not wanted.startswith(_PAGE_PREFIXES)
        if possible and wanted not in self._taken:
            self._taken.add(wanted)
            return wanted
        anchor = anchor_for(title)
        result = anchor
        number = self._next.get(anchor, 0)
        while result in self._taken:
            number += 1
            result = f"{anchor}-{number}"
        self._next[anchor] = number
        self._taken.add(result)
        return result


def headings_of(root: etree._Element) -> list[etree._Element]:
    """Return the headings of an article in order."""
    return list(root.iter(*HEADINGS))


def level_of(heading: etree._Element) -> int:
    return int(str(heading.tag)[1])


def report_level_jumps(root: etree._Element, lines: Sequence[str], problems: ProblemLog) -> None:
    """Report headings more than one level below the heading before them (WCAG 2.2, H42).

    Levels are those that the author typed, so this comes before `sink_headings`. Only headings of
    the article's own outline count, those whose line is marked: in a quote, a list or a callout a
    low level is a matter of looks.

    Args:
        root: the sanitised article.
        lines: the source.
        problems: where they are reported.
    """
    previous = 0
    for heading in headings_of(root):
        line, level = line_of(heading), level_of(heading)
        if not line:
            continue
        if previous and level > previous + 1:
            problems.add(
                HEADING_JUMP,
                line=line,
                column=_column_of(lines[line - 1], level),
                level="#" * level,
                previous="#" * previous,
                wanted="#" * (previous + 1),
            )
        previous = level


def _column_of(line: str, level: int) -> int:
    """Return the column (from 1) of the heading of `level` that begins on `line`."""
    tag = re.search(rf"<h{level}\b", line, re.IGNORECASE)
    return tag.start() + 1 if tag else len(line) - len(line.lstrip()) + 1


def link_headings(root: etree._Element, label: str) -> None:
    """Put a link to itself at the end of every heading of the article's own outline.

    The link has a name for who cannot see it and no text: its sign is the style sheet's, so that
    nothing is copied, searched or read along with the title.

    Args:
        root: the finished article, whose blocks still carry their lines.
        label: what the link is called, in the article's language.
    """
    for heading in headings_of(root):
        if line_of(heading) and (len(heading) or (heading.text or "").strip()):
            link = etree.SubElement(heading, "a", {"class": "heading-anchor"})
            link.set("href", f"#{heading.get('id')}")
            link.set("aria-label", label)


def sink_headings(root: etree._Element) -> None:
    """Move all headings one level down if one is an `h1`: that is the page's own title.

    Six levels are all there are, so two may meet at the last.
    """
    if root.find(".//h1") is None:
        return
    for heading in headings_of(root):
        heading.tag = f"h{min(level_of(heading) + 1, 6)}"


def is_in_contents(heading: etree._Element) -> bool:
    """Whether a heading is meant for the table of contents; its mark, if not, is taken off."""
    classes = str(heading.attrib.pop("class", "")).split()
    kept = [name for name in classes if name != NOT_IN_CONTENTS]
    if kept:
        heading.set("class", " ".join(kept))
    return len(kept) == len(classes)


def contents_list(entries: Iterable[TocEntry], label: str) -> etree._Element:
    """Return `<nav class="toc">` with nested lists that follow the levels of `entries`."""
    nav = etree.Element("nav", {"class": "toc", "aria-label": label})
    nav.set("data-block", "")
    lists: list[tuple[int, etree._Element]] = []
    for entry in entries:
        closed = None
        while lists and lists[-1][0] > entry.level:
            closed = lists.pop()[1]
        if not lists or lists[-1][0] < entry.level:
            if closed is None:
                closed = etree.SubElement(lists[-1][1][-1] if lists else nav, "ul")
            # A level that was skipped on the way down goes on in the list that is there.
            lists.append((entry.level, closed))
        item = etree.SubElement(lists[-1][1], "li")
        link = etree.SubElement(item, "a", {"href": f"#{entry.anchor}"})
        link.text = entry.title
    return nav
