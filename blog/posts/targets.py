"""What the links and pictures of an article point to on this site.

Derived tables, the checks and the editor's problems all ask here, so that they agree about which
address means which article or picture.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from blog.markup import Rendered
from blog.site.addresses import absolute

_MARKDOWN_FILE = re.compile(r"\.(?:md|mdx|markdown)\Z", re.IGNORECASE)
_POST_PAGES = frozenset({"posts:detail", "posts:preview"})


class Kind(StrEnum):
    """What an address of the site's own should lead to."""

    POST = "post"
    PAGE = "page"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Target:
    """What an address of the site's own needs to exist; what is empty is not needed.

    `address` is as the rendered text has it; `slug` is an article's, `path` an address that a
    redirect may answer, `picture` the path of a stored file.
    """

    address: str
    kind: Kind
    slug: str = ""
    path: str = ""
    picture: str = ""


def targets_of(rendered: Rendered, slug: str) -> list[Target]:
    """Return what the pictures, then the links, of the article at `slug` need.

    Addresses that lead elsewhere, or to what always exists, are left out.
    """
    page = absolute(reverse("posts:detail", args=[slug or "-"]))
    images = [_target(image.source, page, is_image=True) for image in rendered.images]
    links = [_target(link.address, page, is_image=False) for link in rendered.links]
    return [target for target in images + links if target is not None]


def _target(address: str, page: str, *, is_image: bool) -> Target | None:
    """Return what `address` on `page` needs; None if it leads elsewhere or always exists."""
    if not address or address.startswith("#"):
        return None
    try:
        whole = urljoin(page, address)
        parts = urlsplit(whole)
        site = urlsplit(settings.SITE_URL)
        media = urljoin(f"{settings.SITE_URL}/", settings.MEDIA_URL)
    except ValueError:
        return None
    if whole.startswith(media):
        name = unquote(urlsplit(whole.removeprefix(media)).path)
        return Target(address, Kind.PICTURE, picture=name)
    path = unquote(parts.path) or "/"
    if (
        parts.scheme not in {"http", "https"}
        or parts.netloc.lower() != site.netloc.lower()
        or path.startswith(settings.STATIC_URL)
    ):
        return None
    match = _resolved(path)
    if is_image:
        return None if match else Target(address, Kind.PICTURE)
    if match is None:
        kind = Kind.POST if _MARKDOWN_FILE.search(path) else Kind.PAGE
        return Target(address, kind, path=path)
    if match.view_name in _POST_PAGES:
        return Target(address, Kind.POST, slug=match.kwargs["slug"], path=path)
    return None


def _resolved(path: str) -> ResolverMatch | None:
    """Return which view answers at `path`, as it is or with a last slash."""
    for spelling in (path, f"{path}/"):
        try:
            return resolve(spelling)
        except Resolver404:
            continue
    return None
