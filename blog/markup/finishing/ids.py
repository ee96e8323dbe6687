"""The ids of an article: anchors of headings, and what becomes of ids that authors wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from blog.markup.finishing.headings import (
    Anchors,
    anchor_for,
    headings_of,
    is_in_contents,
    level_of,
    sink_headings,
)
from blog.markup.finishing.selection import selector
from blog.markup.mathematics.mathml import ID_PREFIX
from blog.markup.rendered import TocEntry

AUTHOR_ID_PREFIX: Final = "user-content-"

_NAMED = selector("descendant-or-self::*[@id or @name]")


@dataclass(slots=True)
class Ids:
    """The ids of an article.

    `anchors` are those of headings, `renamed` maps what an author wrote to what it became,
    `notes` are those of footnotes and of the references to them.
    """

    anchors: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    notes: set[str] = field(default_factory=set)

    def resolve(self, fragment: str) -> str | None:
        """Return the id that a link to `#fragment` means, or None if there is none.

        Links written for another site's rules find their heading by its words.
        """
        if fragment in self.anchors or fragment in self.notes:
            return fragment
        if fragment in self.renamed:
            return self.renamed[fragment]
        if fragment.startswith(ID_PREFIX):
            return fragment
        likely = anchor_for(fragment.replace("_", " ").replace("-", " "))
        for candidate in (anchor_for(fragment), likely):
            if candidate in self.anchors:
                return candidate
        return None


def settle_ids(
    root: etree._Element, title_of: Callable[[etree._Element], str]
) -> tuple[Ids, tuple[TocEntry, ...]]:
    """Give headings their levels and anchors, and authors' ids a prefix; return both as values."""
    sink_headings(root)
    ids = Ids()
    notes = _footnote_parts(root)
    for element in _NAMED(root):
        name = str(element.attrib.pop("name", ""))
        written = str(element.attrib.pop("id", "") or name).strip()
        if not written:
            continue
        if element in notes and written not in ids.notes:
            ids.notes.add(written)
            element.set("id", written)
        elif written not in ids.renamed:
            new = AUTHOR_ID_PREFIX + "-".join(written.split())
            ids.renamed[written] = new
            element.set("id", new)
    written_by_new = {new: written for written, new in ids.renamed.items()}
    anchors = Anchors(ids.notes)
    entries = []
    for heading in headings_of(root):
        title = title_of(heading)
        own_id = written_by_new.get(str(heading.get("id")))
        anchor = anchors.give(title, wanted=own_id or "")
        if own_id is not None:
            ids.renamed[own_id] = anchor
            ids.renamed.setdefault(anchor_for(title), anchor)
        heading.set("id", anchor)
        ids.anchors.add(anchor)
        if is_in_contents(heading) and title:
            entries.append(TocEntry(level_of(heading), title, anchor))
    return ids, tuple(entries)


def _footnote_parts(root: etree._Element) -> set[etree._Element]:
    """Return the elements whose ids are the pipeline's own."""
    parts: set[etree._Element] = set()
    for section in root.iterchildren("section"):
        if section.get("class") == "footnotes":
            for notes in section.iterchildren("ol"):
                parts.update(notes.iterchildren("li"))
    for mark in root.iter("sup"):
        if mark.get("class") == "footnote-ref":
            parts.update(mark.iterchildren("a"))
    return parts
