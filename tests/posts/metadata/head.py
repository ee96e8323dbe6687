"""The head of a page, read as machines read it."""

import json
from typing import Any

from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from blog.posts.metadata.page import PageMetadata


class Head:
    """What `templates/readers/_metadata.html` prints of a page's metadata."""

    def __init__(self, metadata: PageMetadata | None = None, **context: Any) -> None:
        if metadata:
            context["metadata"] = metadata
        self.text = render_to_string("_metadata.html", context, RequestFactory().get("/"))
        self._tree: Any = html.document_fromstring(f"<!doctype html><head>{self.text}</head>")

    @property
    def title(self) -> Any:
        return self._tree.findtext(".//title")

    def named(self, name: str) -> Any:
        """Return what each `meta` of this name says."""
        return self._tree.xpath(f"//meta[@name='{name}']/@content")

    def properties(self, name: str) -> Any:
        """Return what each `meta` of this property says."""
        return self._tree.xpath(f"//meta[@property='{name}']/@content")

    def links(self, relation: str) -> Any:
        """Return where each link of this relation leads."""
        return self._tree.xpath(f"//link[@rel='{relation}']/@href")

    def languages(self) -> dict[str, str]:
        """Return the addresses of the page by `hreflang`."""
        return {
            link.get("hreflang"): link.get("href") for link in self._tree.xpath("//link[@hreflang]")
        }

    def nodes(self) -> dict[str, dict[str, Any]]:
        """Return what the structured data say, by the type of each node."""
        (text,) = self._tree.xpath("//script[@type='application/ld+json']/text()")
        document = json.loads(text)
        assert document["@context"] == "https://schema.org"
        return {node["@type"]: node for node in document["@graph"]}
