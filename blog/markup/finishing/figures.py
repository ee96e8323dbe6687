"""Images with a caption: one that has its paragraph to itself and a title becomes a figure.

Markdown has no caption of its own. `![what it shows](address "caption")` is what most blog systems
make one of, and GitHub shows the title as a hint only. The caption then takes the title's place:
both would say the same twice to who listens to a page.
"""

from __future__ import annotations

from lxml import etree


def caption_images(root: etree._Element) -> None:
    """Turn every paragraph that holds a titled image and nothing else into a `<figure>`."""
    for paragraph in list(root.iter("p")):
        image = _lone_image(paragraph)
        if image is None:
            continue
        caption = str(image.attrib.pop("title", "")).strip()
        if not caption:
            continue
        paragraph.tag = "figure"
        etree.SubElement(paragraph, "figcaption").text = caption


def _lone_image(paragraph: etree._Element) -> etree._Element | None:
    """Return the image that `paragraph` consists of, a link around it or not."""
    holder = paragraph
    while len(holder) == 1 and not _has_text(holder.text) and not _has_text(holder[0].tail):
        child = holder[0]
        if child.tag == "img":
            return child
        if child.tag != "a" or holder is not paragraph:
            return None
        holder = child
    return None


def _has_text(text: str | None) -> bool:
    return bool(text and text.strip())
