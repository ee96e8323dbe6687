"""Addresses of this site's pages and files, as they are written elsewhere."""

from functools import cache, lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

_PAGES = (
    "latest", "categories", "tags", "authors", "archive", "all_series", "search", "opensearch",
)  # fmt: skip
_SAFE = "!$&'()*+,;=/~:@"  # what a path may have as it is (RFC 3986, 3.3)
_PLACE = "slug"


def absolute(path: str) -> str:
    """Return the address of a percent-encoded path of this site.

    What is an address already stays as it is: files may lie on another host.
    """
    return path if path.startswith(("https://", "http://")) else settings.SITE_URL + path


# A page has a hundred of them, and the same categories, tags and authors are on all pages.
@lru_cache(maxsize=4_096)
def address_of(name: str, slug: str) -> str:
    """Return the percent-encoded path of what has an address of its own by its slug.

    As `reverse(f"posts:{name}", args=[slug])` says it, at a tenth of the cost or less.
    """
    before, after = _shape(name)
    return before + quote(slug, safe=_SAFE) + after


@cache
def _shape(name: str) -> tuple[str, str]:
    """Return what comes before and after the slug in a kind of paths."""
    before, _slug, after = reverse(f"posts:{name}", args=[_PLACE]).rpartition(_PLACE)
    return before, after


@cache
def page_paths() -> dict[str, str]:
    """Return the paths of the pages that every page leads to, by the names of their addresses."""
    return {name: reverse(f"posts:{name}") for name in _PAGES} | {
        "manifest": reverse("manifest"),
        "theme": reverse("theme"),
    }
