"""A feed written as Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import html
import json
from collections.abc import Callable

from django.utils.feedgenerator import rfc2822_date, rfc3339_date

from blog.posts.feeds.entries import Entry, Feed, Person
from blog.posts.feeds.page import XHTML, style_sheet, write_entry, write_head
from blog.posts.feeds.xml_writer import XmlWriter, storable

_ATOM = "http://www.w3.org/2005/Atom"
_MEDIA = "http://search.yahoo.com/mrss/"


def atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document.

    Atom has no place for a picture of an entry; Media RSS has (`media:content`).
    """
    xml = XmlWriter()
    xml.processingInstruction(*style_sheet())
    xml.start("feed", xmlns=_ATOM, xmlns_media=_MEDIA, xmlns_x=XHTML, xml_lang=feed.language)
    xml.element("title", feed.title)
    xml.element("subtitle", feed.description)
    xml.element("id", feed.page_url)
    xml.element("updated", rfc3339_date(feed.updated))
    xml.element("icon", feed.icon)
    xml.element("link", rel="self", type="application/atom+xml", href=feed.feed_url)
    xml.element("link", rel="alternate", type="text/html", href=feed.page_url)
    write_head(xml, feed)
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
            xml.end("author")
        for label in entry.labels:
            xml.element("category", term=label)
        _write_image(xml, entry)
        xml.element("summary", entry.summary, type="text")
        xml.element("content", entry.content_html, type="html")
        write_entry(xml, entry, feed.language)
        xml.end("entry")
    xml.end("feed")
    return xml.finished()


def rss(feed: Feed) -> bytes:
    """Return the feed as an RSS 2.0 document.

    RSS itself knows one author and one date; `dc:creator` names each author, and `atom:updated`
    gives the date of a significant update. Its `enclosure` wants the length of a file and is for
    what is listened to, so the cover is a `media:content`.
    """
    xml = XmlWriter()
    xml.processingInstruction(*style_sheet())
    xml.start(
        "rss",
        version="2.0",
        xmlns_atom=_ATOM,
        xmlns_content="http://purl.org/rss/1.0/modules/content/",
        xmlns_dc="http://purl.org/dc/elements/1.1/",
        xmlns_media=_MEDIA,
        xmlns_x=XHTML,
    )
    xml.start("channel")
    xml.element("title", feed.title)
    xml.element("link", feed.page_url)
    xml.element("description", feed.description)
    xml.element("atom:link", rel="self", type="application/rss+xml", href=feed.feed_url)
    xml.element("language", feed.language)
    xml.element("lastBuildDate", rfc2822_date(feed.updated))
    xml.start("image")
    xml.element("url", feed.icon)
    xml.element("title", feed.title)
    xml.element("link", feed.page_url)
    xml.end("image")
    write_head(xml, feed)
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
        _write_image(xml, entry)
        # Readers take it as HTML, and the summary is plain text.
        xml.element("description", html.escape(entry.summary, quote=False))
        xml.element("content:encoded", entry.content_html)
        write_entry(xml, entry, feed.language)
        xml.end("item")
    xml.end("channel")
    xml.end("rss")
    return xml.finished()


def _write_image(xml: XmlWriter, entry: Entry) -> None:
    if entry.image:
        xml.element("media:content", url=entry.image, medium="image")


def json_feed(feed: Feed) -> bytes:
    """Return the feed as a JSON Feed 1.1 document."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "language": feed.language,
        "home_page_url": feed.page_url,
        "feed_url": feed.feed_url,
        "icon": feed.icon,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(_clean(document), ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content_html,
        "language": entry.language,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [_json_author(person) for person in entry.authors],
        "tags": list(entry.labels),
    }
    return item | ({"image": entry.image} if entry.image else {})


def _json_author(person: Person) -> dict[str, str]:
    author = {"name": person.name, "url": person.url}
    return author | ({"avatar": person.avatar} if person.avatar else {})


def _clean(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [_clean(one) for one in value]
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    return value


# The ending of a feed's address → how it is written.
FORMATS: dict[str, Callable[[Feed], bytes]] = {"atom": atom, "rss": rss, "json": json_feed}
