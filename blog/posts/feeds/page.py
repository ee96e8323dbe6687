"""What a browser shows of a feed that somebody opens in it.

The feed names a style sheet (W3C, Associating Style Sheets with XML documents), which hides all
that feed readers read. What it shows are elements of XHTML that stand among those of the feed, so
that titles are links: Atom allows foreign markup in feeds and entries (RFC 4287, section 6), RSS
2.0 allows any element in a namespace. XSLT would need no such elements, but browsers drop it.
"""

from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blog.posts.feeds.entries import Entry, Feed
from blog.posts.feeds.xml_writer import XmlWriter
from blog.site.addresses import absolute
from blog.site.identity import site_name

XHTML = "http://www.w3.org/1999/xhtml"
"""The namespace that a feed must bind to the prefix `x`."""


def style_sheet() -> tuple[str, str]:
    """Return the target and the data of the instruction that names the style sheet."""
    return "xml-stylesheet", f'type="text/css" href="{static("css/feed.css")}"'


def write_head(xml: XmlWriter, feed: Feed) -> None:
    """Write what the page begins with: what this is, and the way to the site."""
    xml.start("x:header", lang=feed.language)
    xml.element("x:title", feed.title)
    xml.element("x:meta", name="viewport", content="width=device-width")
    if feed.title != site_name():
        xml.start("x:p", **{"class": "site"})
        xml.element("x:a", site_name(), href=absolute("/"))
        xml.end("x:p")
    xml.element("x:h1", feed.title)
    xml.element("x:p", feed.description)
    xml.start("x:div", **{"class": "notice"})
    xml.element(
        "x:p",
        _("This is a feed: copy its address into a feed reader, and new articles come to you."),
    )
    xml.element("x:p", feed.feed_url, **{"class": "address"})
    xml.start("x:p")
    xml.element("x:a", _("Read on the website"), href=feed.page_url)
    xml.end("x:p")
    xml.end("x:div")
    xml.end("x:header")


def write_entry(xml: XmlWriter, entry: Entry, language: str) -> None:
    """Write an entry as a page shows it: title, date, names and summary.

    `language` is the feed's (BCP 47), in which the date is written.
    """
    xml.start("x:article", lang=entry.language)
    xml.start("x:h2")
    xml.element("x:a", entry.title, href=entry.url)
    xml.end("x:h2")
    date = formats.date_format(timezone.localtime(entry.updated), "DATE_FORMAT")
    xml.start("x:p", lang=language, **{"class": "line"})
    xml.element("x:time", date, datetime=entry.updated.isoformat())
    if entry.authors:
        between = pgettext("between names", ", ")
        xml.element("x:span", between.join(person.name for person in entry.authors))
    xml.end("x:p")
    xml.element("x:p", entry.summary)
    xml.end("x:article")
