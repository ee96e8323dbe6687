"""Addresses and links that GitHub reads another way; changes to cmark-gfm's source."""

from __future__ import annotations

import re

from blog.markup.schemes import ALLOWED_SCHEMES
from tests.markup.compare.placeholders import ADDRESS_END, BRACKET, hidden

_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}):[^\s<>]*>")
_SPACED_ADDRESS = re.compile(
    r"\]\([ \t]*([^\s()<>\"'][^()<>\"'\n]* [^()<>\"'\n]*\.[A-Za-z0-9]{2,5})"
    r"([ \t]*(?:[ \t]\"[^\"\n]*\"[ \t]*)?)\)"
)
_ANCHOR = re.compile(r"(<a\s[^<>]*>)([^<>]*)(?=</a>)", re.IGNORECASE)
_ADDRESS_START = re.compile(r"://|www\.|@", re.IGNORECASE)
_BRACKETED_ADDRESS = re.compile(
    r"(?<![\]!\\])\[([^\[\]\n]*(?:https?://|ftp://|www\.)[^\[\]\n]*)\](?![(\[:])", re.IGNORECASE
)


def with_unknown_schemes_as_text(source: str) -> str:
    """Keep `<std::string>` from being read as an address with the scheme `std`."""

    def shown(match: re.Match[str]) -> str:
        known = match[1].lower() in ALLOWED_SCHEMES
        return match[0] if known else f"<{hidden(match[0][1:-1])}>"

    return _AUTOLINK.sub(shown, source)


def with_spaced_addresses_in_brackets(source: str) -> str:
    """Put addresses of files with spaces in them between `<` and `>`."""
    return _SPACED_ADDRESS.sub(rf"](<{BRACKET}\1{BRACKET}>\2)", source)


def without_links_in_anchors(source: str) -> str:
    """Keep bare addresses between an author's `<a …>` and `</a>` from becoming links."""

    def plain(match: re.Match[str]) -> str:
        text = _ADDRESS_START.sub(lambda start: hidden(start[0]), match[2])
        return match[1] + text

    return _ANCHOR.sub(plain, source)


def without_brackets_around_addresses(source: str) -> str:
    """Keep brackets that are no link's from stopping the address between them, or joining it."""

    def bare(match: re.Match[str]) -> str:
        return f"{hidden('[')}{match[1]}{ADDRESS_END}]"

    return _BRACKETED_ADDRESS.sub(bare, source)
