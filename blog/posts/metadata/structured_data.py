"""Structured data (schema.org, as JSON-LD 1.1) of people, of the site, and of where a page is."""

import json
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from blog.authors.models import Author
from blog.categories.models import Category
from blog.site.addresses import absolute, page_paths
from blog.site.icons import LARGEST
from blog.site.identity import HTML_LANGUAGES, site_name

type Node = dict[str, Any]

_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# What could end the script element or a line of JavaScript, as JSON's own escapes (RFC 8259, 7).
_ESCAPES: Final = [(one, f"\\u{ord(one):04x}") for one in "<>&\u2028\u2029"]


def script_text(*nodes: Node) -> SafeString:
    """Return the nodes as one JSON-LD document that a script element can hold."""
    document = {"@context": "https://schema.org", "@graph": [_said(node) for node in nodes]}
    text = _JSON.encode(document)
    # Several times as fast as `translate`, as most are not in it.
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return mark_safe(text)


def _said(value: Any) -> Any:
    """Leave out, at every depth, what is empty."""
    # Most are texts, which hold nothing to leave out.
    if isinstance(value, dict):
        said: Node = {}
        for name, one in value.items():
            known = one if type(one) is str else _said(one)
            if known or known == 0:
                said[name] = known
        return said
    if isinstance(value, list):
        return [one if type(one) is str else _said(one) for one in value]
    return value


def site_id(name: str) -> str:
    """Return by what the site's `website`, `blog` or `publisher` is known in every document."""
    return absolute(f"/#{name}")


def publisher() -> Node:
    """Return the organisation that publishes the site: known by its name and icon."""
    return {
        "@type": "Organization",
        "@id": site_id("publisher"),
        "name": site_name(),
        "url": absolute(page_paths()["latest"]),
        "logo": {
            "@type": "ImageObject",
            "url": absolute(LARGEST.url),
            "width": LARGEST.size,
            "height": LARGEST.size,
        },
    }


def website() -> Node:
    """Return the site as a whole, with the address of its search."""
    return {
        "@type": "WebSite",
        "@id": site_id("website"),
        "url": absolute(page_paths()["latest"]),
        "name": site_name(),
        "description": str(settings.SITE_DESCRIPTION),
        "inLanguage": HTML_LANGUAGES[settings.LANGUAGE_CODE],
        "publisher": {"@id": site_id("publisher")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(page_paths()["search"]) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


def blog() -> Node:
    """Return the blog that every article is part of."""
    return {
        "@type": "Blog",
        "@id": site_id("blog"),
        "url": absolute(page_paths()["latest"]),
        "name": site_name(),
        "inLanguage": HTML_LANGUAGES[settings.LANGUAGE_CODE],
        "publisher": {"@id": site_id("publisher")},
    }


def identities(author: Author) -> list[str]:
    """Return where else an author is at home; `links` must be prefetched."""
    # Forms and imports let web addresses only in; the column itself would hold any.
    website = author.website if author.website.startswith(("https://", "http://")) else ""
    return list(
        dict.fromkeys(filter(None, [website, *(one.address for one in author.links.all())]))
    )


def person(author: Author) -> Node:
    """Return an author; the picture (`avatar`) and `links` must be fetched."""
    avatar, url = author.avatar, absolute(author.get_absolute_url())
    return {
        "@type": "Person",
        "@id": f"{url}#person",
        "name": author.name,
        "url": url,
        "image": absolute(avatar.url) if avatar else "",
        "sameAs": identities(author),
    }


def breadcrumbs(trail: Sequence[Category], last: str = "") -> Node:
    """Return the way from the front page down the categories of `trail` to the page itself.

    Args:
        trail: from a root of the tree down; where `last` is empty, the page's own category ends
            it.
        last: the heading of a page below the last category.
    """
    steps = [(_("Latest"), absolute(page_paths()["latest"]))]
    steps += [(one.name, absolute(one.get_absolute_url())) for one in trail]
    # The page itself needs no address (Google's guide to breadcrumbs).
    steps = [*steps, (last, "")] if last else [*steps[:-1], (steps[-1][0], "")]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": url}
            for position, (name, url) in enumerate(steps, start=1)
        ],
    }
