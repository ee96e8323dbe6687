"""A feed written as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import html
import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

# What XML 1.0 (section 2.2, Char) cannot hold in any spelling; no feed of ours holds it.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Person:
    """An author: the name, and the address of the author's page."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One article. `id` never changes; `updated` moves with significant updates only."""

    id: str
    url: str
    title: str
    summary: str
    content_html: str
    language: str
    published: datetime
    updated: datetime
    authors: Sequence[Person]
    labels: Sequence[str]


@dataclass(frozen=True)
class Feed:
    """A list of articles, with absolute addresses throughout."""

    title: str
    description: str
    language: str
    page_url: str
    feed_url: str
    updated: datetime
    entries: Sequence[Entry]


class _Writer(SimplerXMLGenerator):
    """XML into memory, without the characters that XML cannot hold."""

    def __init__(self) -> None:
        self.output = io.StringIO()
        super().__init__(self.output, "utf-8")
        self.startDocument()

    def start(self, name: str, **attributes: str) -> None:
        """Open an element; `_` in an attribute's name stands for the colon of its prefix."""
        self.startElement(name, AttributesImpl(_named(attributes)))

    def element(self, name: str, text: str = "", **attributes: str) -> None:
        """Write an element that holds text only."""
        self.addQuickElement(name, _NOT_XML.sub("", text), _named(attributes))

    def finished(self) -> bytes:
        self.endDocument()
        return self.output.getvalue().encode()


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", ":"): _NOT_XML.sub("", value) for name, value in attributes.items()}


def atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    xml = _Writer()
    xml.start("feed", xmlns=_ATOM, xml_lang=feed.language)
    xml.element("title", feed.title)
    xml.element("subtitle", feed.description)
    xml.element("id", feed.page_url)
    xml.element("updated", rfc3339_date(feed.updated))
    xml.element("link", rel="self", type="application/atom+xml", href=feed.feed_url)
    xml.element("link", rel="alternate", type="text/html", href=feed.page_url)
    for entry in feed.entries:
        xml.start("entry", xml_lang=entry.language)
        xml.element("title", entry.title)
        xml.element("id", entry.id)
        xml.element("link", rel="alternate", type="text/html", href=entry.url)
        xml.element("published", rfc3339_date(entry.published))
        xml.element("updated", rfc3339_date(entry.updated))
        # An entry must name an author unless the feed does (RFC 4287, section 4.1.2).
        for person in entry.authors or [Person(feed.title, feed.page_url)]:
            xml.start("author")
            xml.element("name", person.name)
            xml.element("uri", person.url)
            xml.endElement("author")
        for label in entry.labels:
            xml.element("category", term=label)
        xml.element("summary", entry.summary, type="text")
        xml.element("content", entry.content_html, type="html")
        xml.endElement("entry")
    xml.endElement("feed")
    return xml.finished()


def rss(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document, with the content, Dublin Core and Atom modules.

    RSS itself knows one author and one date; `dc:creator` names each author, and
    `atom:updated` gives the date of a significant update.
    """
    xml = _Writer()
    xml.start(
        "rss",
        version="2.0",
        xmlns_atom=_ATOM,
        xmlns_content="http://purl.org/rss/1.0/modules/content/",
        xmlns_dc="http://purl.org/dc/elements/1.1/",
    )
    xml.start("channel")
    xml.element("title", feed.title)
    xml.element("link", feed.page_url)
    xml.element("description", feed.description)
    xml.element("atom:link", rel="self", type="application/rss+xml", href=feed.feed_url)
    xml.element("language", feed.language)
    xml.element("lastBuildDate", rfc2822_date(feed.updated))
    for entry in feed.entries:
        xml.start("item")
        xml.element("title", entry.title)
        xml.element("link", entry.url)
        xml.element("guid", entry.id, isPermaLink="false")
        xml.element("pubDate", rfc2822_date(entry.published))
        xml.element("atom:updated", rfc3339_date(entry.updated))
        for person in entry.authors:
            xml.element("dc:creator", person.name)
        for label in entry.labels:
            xml.element("category", label)
        # Readers take it as HTML, and the summary is plain text.
        xml.element("description", html.escape(entry.summary, quote=False))
        xml.element("content:encoded", entry.content_html)
        xml.endElement("item")
    xml.endElement("channel")
    xml.endElement("rss")
    return xml.finished()


def json_feed(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed 1.1 document."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "language": feed.language,
        "home_page_url": feed.page_url,
        "feed_url": feed.feed_url,
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "summary": entry.summary,
                "content_html": entry.content_html,
                "language": entry.language,
                "date_published": rfc3339_date(entry.published),
                "date_modified": rfc3339_date(entry.updated),
                "authors": [{"name": person.name, "url": person.url} for person in entry.authors],
                "tags": list(entry.labels),
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(_clean(document), ensure_ascii=False, indent=1).encode()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _NOT_XML.sub("", value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return value


# The ending of a feed's address → how it is written.
FORMATS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "rss": rss, "json": json_feed}
