"""Addresses in rendered HTML: which are the site's own, and absolute ones."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Final
from urllib.parse import urljoin, urlsplit

EXTERNAL_REL: Final = "external noopener"
"""`rel` of links to other hosts. Authors are named people whose citations the site stands by, so
there is no `nofollow` (that is for comments); `noopener` guards feed readers that open links in
new windows; `external` says what the link is (WHATWG HTML, section 4.6.6)."""

_TAG = re.compile(r"<[a-z][^<>]*>")
_ADDRESS = re.compile(r'( (?:href|src|poster|srcset|cite)=")([^"]*)(")')


def is_external(address: str, base_url: str | None) -> bool:
    """Whether `address` leads to another host than `base_url` (any host, if that is None)."""
    try:
        parts = urlsplit(address)
        own = urlsplit(base_url or "").hostname
    except ValueError:
        return True
    return bool(parts.netloc) and (own is None or parts.hostname != own)


def join(base_url: str, address: str) -> str:
    """Resolve `address` against `base_url` (RFC 3986, section 5); what cannot be stays."""
    try:
        return urljoin(base_url, address)
    except ValueError:
        return address


def join_srcset(base_url: str, srcset: str) -> str:
    """Resolve every candidate of a `srcset` (WHATWG HTML, section 4.8.4.2)."""
    candidates = []
    for candidate in re.split(r",\s+|,$", srcset.strip()):
        address, space, descriptor = candidate.strip().partition(" ")
        if address:
            candidates.append(join(base_url, address) + space + descriptor)
    return ", ".join(candidates)


def absolutise(html: str, page_url: str) -> str:
    """Return rendered `html` with every address made absolute, for feeds.

    Args:
        html: what `render` returned as `Rendered.html`; other HTML must be serialised as it is,
            with lower-case tags and attributes in double quotes.
        page_url: the absolute address of the page that shows it. `#x` becomes `page_url#x`.
    """

    def attribute(match: re.Match[str]) -> str:
        address = unescape(match[2])
        if match[1].startswith(" srcset"):
            absolute = join_srcset(page_url, address)
        else:
            absolute = join(page_url, address)
        return f"{match[1]}{escape(absolute)}{match[3]}"

    def tag(match: re.Match[str]) -> str:
        return _ADDRESS.sub(attribute, match[0]) if "=" in match[0] else match[0]

    return _TAG.sub(tag, html)
