"""What every page says, and the picture that stands for it elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.safestring import SafeString

from blog.posts.shortening import shortened
from blog.site.addresses import absolute
from blog.site.icons import LARGEST
from blog.site.identity import OPEN_GRAPH_LOCALES, site_name

LONGEST_DESCRIPTION = 160  # characters; search engines show no more

# A name and what it says, as one element of the head has them
type Pair = tuple[str, str]


@dataclass(frozen=True)
class PageMetadata:
    """The head of one page; all addresses are absolute and percent-encoded."""

    title: str
    """The whole of `<title>`, the site's name included."""
    description: str = ""
    """Plain text of at most 160 characters."""
    canonical_url: str = ""
    """Where the page is at home; `""` for one that is nowhere."""
    previous_url: str = ""
    next_url: str = ""
    """The pages of a listing around this one."""
    is_indexed: bool = True
    """Whether search engines may show the page."""
    properties: tuple[Pair, ...] = ()
    """Of the Open Graph protocol (ogp.me): property and content."""
    twitter_card: str = ""
    alternates: tuple[Pair, ...] = ()
    """The page in each language: `hreflang` and address."""
    identities: tuple[str, ...] = ()
    """Where else the person that the page is about is at home (`rel="me"`)."""
    feed_base: str = "/"
    """The path below which the feeds lie that carry what the page shows."""
    feed_title: str = ""
    structured_data: SafeString | str = ""
    """JSON-LD, escaped for the inside of a script element."""


@dataclass(frozen=True)
class PageImage:
    """The picture that stands for a page where it is linked to.

    Its address is absolute; its size is in pixels.
    """

    url: str
    width: int
    height: int
    alt: str


def title_of(*parts: str) -> str:
    """Return the title of a page from its parts, the most particular first."""
    return " · ".join([*filter(None, parts), site_name()])


def description_of(text: str) -> str:
    """Return a page's description from plain text of any length."""
    return shortened(text, LONGEST_DESCRIPTION)


def site_image() -> PageImage:
    """Return the picture of pages that have none of their own: the site's icon."""
    return PageImage(absolute(LARGEST.url), LARGEST.size, LARGEST.size, site_name())


def open_graph(
    kind: str,
    title: str,
    description: str,
    url: str,
    image: PageImage,
    *,
    language: str = "",
    also: Iterable[Pair] = (),
) -> tuple[Pair, ...]:
    """Return the properties of a page of this kind (`website`, `article`, `profile`).

    Args:
        language: Django's code; by default the site's.
        also: what only pages of this kind say.
    """
    locale = OPEN_GRAPH_LOCALES[language or settings.LANGUAGE_CODE]
    properties = [
        ("og:type", kind),
        ("og:title", title),
        ("og:description", description),
        ("og:url", url),
        ("og:site_name", site_name()),
        ("og:locale", locale),
        ("og:image", image.url),
        ("og:image:width", str(image.width)),
        ("og:image:height", str(image.height)),
        ("og:image:alt", image.alt),
        *also,
    ]
    return tuple((name, content) for name, content in properties if content)
