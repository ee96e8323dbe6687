"""The heads of pages that list articles, or what articles are sorted by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.metadata.page import (
    PageImage,
    PageMetadata,
    description_of,
    open_graph,
    site_image,
    title_of,
)
from blog.posts.metadata.structured_data import (
    Node,
    blog,
    breadcrumbs,
    identities,
    person,
    publisher,
    script_text,
    site_id,
    website,
)
from blog.site.addresses import absolute, page_paths
from blog.site.identity import HTML_LANGUAGES, site_name


@dataclass(frozen=True)
class Listing:
    """One page of a listing, as its view knows it."""

    heading: str
    path: str
    """The listing's own, percent-encoded, without the number of the page."""
    page: Page[Any]
    feed_base: str
    """The path below which the listing's feeds lie."""
    description: str = ""
    """Plain text of any length."""

    def url(self, number: int) -> str:
        """Return the address of the listing's page `number` (from 1), `""` if there is none."""
        if not 1 <= number <= self.page.paginator.num_pages:
            return ""
        return absolute(f"{self.path}?page={number}" if number > 1 else self.path)

    def page_name(self) -> str:
        """Return which page this is; `""` for the first."""
        number = self.page.number
        return _("Page %(number)s") % {"number": number} if number > 1 else ""


def for_home(listing: Listing) -> PageMetadata:
    """Return the head of the latest updates."""
    description = str(settings.SITE_DESCRIPTION)
    nodes = [website(), blog(), publisher()]
    if listing.page.number > 1:
        return _metadata(listing, nodes, description=description)
    # The first page stands for the whole site.
    title = f"{site_name()} · {description}"
    return _metadata(
        replace(listing, heading=site_name()), nodes, title=title, description=description
    )


def for_listing(listing: Listing) -> PageMetadata:
    """Return the head of a listing that has no function of its own: a tag, a month, a series."""
    return _metadata(listing, [_collection(listing)])


def for_category(listing: Listing, trail: Sequence[Category]) -> PageMetadata:
    """Return the head of a category's updates.

    Args:
        trail: the categories from a root of the tree down to this one.
    """
    return _metadata(listing, [_collection(listing), breadcrumbs(trail)])


def for_author(listing: Listing, author: Author) -> PageMetadata:
    """Return the head of an author's updates.

    Args:
        author: with the picture (`avatar`) and `links` fetched.
    """
    avatar = author.avatar
    profile = _collection(listing) | {
        "@type": "ProfilePage",
        "mainEntity": person(author) | {"description": description_of(author.biography)},
    }
    image = None
    if avatar and avatar.width and avatar.height:
        image = PageImage(absolute(avatar.url), avatar.width, avatar.height, author.name)
    return _metadata(listing, [profile], kind="profile", image=image, me=tuple(identities(author)))


def for_index(heading: str, path: str) -> PageMetadata:
    """Return the head of a page of names: categories, tags, authors, series, months.

    Args:
        path: the page's own, as the request has it.
    """
    title, url = title_of(heading), absolute(escape_uri_path(path))
    description = _usual_description(heading)
    return PageMetadata(
        title=title,
        description=description,
        canonical_url=url,
        properties=open_graph("website", heading, description, url, site_image()),
        twitter_card="summary",
        feed_title=site_name(),
        structured_data=script_text(_page_of_things(heading, url)),
    )


def for_search(heading: str, query: str = "") -> PageMetadata:
    """Return the head of the search, or of what it found for `query`.

    The latter is nothing for search engines: they would find as many pages as there are queries.
    """
    if not query:
        return for_index(heading, page_paths()["search"])
    return PageMetadata(
        title=title_of(query, heading),
        description=_usual_description(heading),
        is_indexed=False,
        feed_title=site_name(),
    )


def _metadata(
    listing: Listing,
    nodes: list[Node],
    *,
    kind: str = "website",
    title: str = "",
    description: str = "",
    image: PageImage | None = None,
    me: tuple[str, ...] = (),
) -> PageMetadata:
    number = listing.page.number
    url = listing.url(number)
    description = description_of(
        description or listing.description or _usual_description(listing.heading)
    )
    name = site_name()
    return PageMetadata(
        title=title or title_of(listing.heading, listing.page_name()),
        description=description,
        canonical_url=url,
        previous_url=listing.url(number - 1),
        next_url=listing.url(number + 1),
        properties=open_graph(kind, listing.heading, description, url, image or site_image()),
        twitter_card="summary",
        identities=me,
        feed_base=listing.feed_base,
        feed_title=f"{name} · {listing.heading}" if listing.feed_base != "/" else name,
        structured_data=script_text(*nodes),
    )


def _usual_description(heading: str) -> str:
    return description_of(f"{heading} · {settings.SITE_DESCRIPTION}")


def _collection(listing: Listing) -> Node:
    node = _page_of_things(listing.heading, listing.url(listing.page.number))
    return node | {"description": description_of(listing.description)}


def _page_of_things(heading: str, url: str) -> Node:
    return {
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": heading,
        "inLanguage": HTML_LANGUAGES[settings.LANGUAGE_CODE],
        "isPartOf": {
            "@type": "WebSite",
            "@id": site_id("website"),
            "name": site_name(),
            "url": absolute(page_paths()["latest"]),
        },
    }
