"""The last changes to the sanitised tree: what authors cannot be left to write themselves.

Links and images get their attributes, tables room to scroll. All of it is trusted, as it happens
after the sanitisers.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

from lxml import etree

from blog.markup.finishing import addresses
from blog.markup.finishing.figures import caption_images
from blog.markup.finishing.headings import contents_list
from blog.markup.finishing.ids import Ids
from blog.markup.finishing.selection import selector
from blog.markup.finishing.serialising import remove_keeping_tail
from blog.markup.finishing.tables import finish_table
from blog.markup.line_marks import LINE_ATTRIBUTE
from blog.markup.problems import (
    DEAD_FRAGMENT,
    IMAGE_WITHOUT_ADDRESS,
    IMAGE_WITHOUT_ALT,
    Locator,
    ProblemLog,
)
from blog.markup.rendered import Image, Link, TocEntry

_ALIGNMENTS = frozenset({"left", "center", "right"})
_ALIGNED = selector("descendant::*[@align]")
_FINISHED: Final = ("a", "img", "video", "audio", "source", "table", "input", "div", "section")
_SIZE = re.compile(r"\d{1,5}%?\Z")
_TOP = frozenset({"", "top"})


def finish(
    root: etree._Element,
    *,
    ids: Ids,
    toc: tuple[TocEntry, ...],
    base_url: str | None,
    words: dict[str, str],
    problems: ProblemLog,
    locate: Locator,
) -> tuple[tuple[Image, ...], tuple[Link, ...]]:
    """Change `root` in place and return its images and links."""
    images: list[Image] = []
    links: list[Link] = []
    contents_given = False
    _settle_alignment(root)
    # By name: most elements of a page are parts of formulas and code.
    for element in list(root.iter(*_FINISHED)):
        match element.tag:
            case "a":
                link = _finish_link(element, ids, base_url, problems, locate)
                if link.address and not _is_note_link(element):
                    links.append(link)
            case "img":
                images.append(_finish_image(element, base_url, problems, locate))
            case "video" | "audio" | "source":
                _join_addresses(element, base_url)
            case "table":
                if not any(True for _ in element.iterancestors("table")):
                    finish_table(element, words["table"])
            case "input":
                if element.get("type") == "checkbox":
                    element.set("disabled", "")
                    element.set("aria-label", words["task"])
                else:
                    remove_keeping_tail(element)
            case "section" if element.get("class") == "footnotes":
                element.set("aria-label", words["footnotes"])
            case "div" if element.get("class") == "toc-marker":
                _fill_contents(element, () if contents_given else toc, words["contents"])
                contents_given = True
            case _:
                pass
    _drop_empty_paragraphs(root)
    caption_images(root)
    return tuple(images), tuple(links)


def _settle_alignment(root: etree._Element) -> None:
    """Say with classes what `align` and `center` said."""
    for element in list(root.iter("center")):
        element.tag = "div"
        element.set("align", "center")
    for element in _ALIGNED(root):
        if (alignment := str(element.attrib.pop("align"))) in _ALIGNMENTS:
            _add_class(element, f"align-{alignment}")


def _drop_empty_paragraphs(root: etree._Element) -> None:
    """HTML parsers leave them behind where a block stood inside a paragraph."""
    for paragraph in list(root.iter("p")):
        if not len(paragraph) and not (paragraph.text or "").strip():
            remove_keeping_tail(paragraph)


def _is_note_link(link: etree._Element) -> bool:
    """Whether a link goes to a footnote or back from one."""
    parent = link.getparent()
    return link.get("class") == "footnote-back" or (
        parent is not None and parent.get("class") == "footnote-ref"
    )


def _finish_link(
    link: etree._Element,
    ids: Ids,
    base_url: str | None,
    problems: ProblemLog,
    locate: Locator,
) -> Link:
    text = "".join(map(str, link.itertext())).strip()
    written = link.get("href")
    if written is None:
        return Link("", text)
    address = str(written).strip()
    if address.startswith("#"):
        fragment = unquote(address[1:])
        target = ids.resolve(fragment)
        if target is not None:
            address = f"#{target}"
        elif fragment.lower() not in _TOP:
            line, column = locate(str(written))
            problems.add(DEAD_FRAGMENT, line=line, column=column, anchor=fragment)
        link.set("href", address)
        return Link(address, text)
    if base_url:
        address = addresses.join(base_url, address)
    link.set("href", address)
    if addresses.is_external(address, base_url):
        link.set("rel", addresses.EXTERNAL_REL)
    return Link(address, text)


def _finish_image(
    image: etree._Element, base_url: str | None, problems: ProblemLog, locate: Locator
) -> Image:
    alt = str(image.get("alt") or "").strip()
    written = str(image.get("src") or "").strip()
    line, column = locate(written)
    if not written and not image.get("srcset"):
        problems.add(IMAGE_WITHOUT_ADDRESS)
    elif not alt:
        problems.add(IMAGE_WITHOUT_ALT, line=line, column=column, address=written)
    _join_addresses(image, base_url)
    for name in ("width", "height"):
        size = str(image.get(name) or "").strip().removesuffix("px")
        if _SIZE.match(size):
            image.set(name, size)
        else:
            image.attrib.pop(name, "")
    image.set("alt", alt)
    image.set("loading", "lazy")
    image.set("decoding", "async")
    return Image(str(image.get("src") or ""), alt)


def _join_addresses(element: etree._Element, base_url: str | None) -> None:
    if base_url is None:
        return
    for name in ("src", "poster"):
        if (value := element.get(name)) is not None:
            element.set(name, addresses.join(base_url, str(value)))
    if (srcset := element.get("srcset")) is not None:
        element.set("srcset", addresses.join_srcset(base_url, str(srcset)))


def _fill_contents(marker: etree._Element, toc: tuple[TocEntry, ...], label: str) -> None:
    parent = marker.getparent()
    if parent is None:
        return
    if not toc:
        remove_keeping_tail(marker)
        return
    contents = contents_list(toc, label)
    contents.tail = marker.tail
    if line := marker.get(LINE_ATTRIBUTE):
        contents.set(LINE_ATTRIBUTE, line)
    parent.replace(marker, contents)


def _add_class(element: etree._Element, name: str) -> None:
    element.set("class", f"{element.get('class') or ''} {name}".strip())
