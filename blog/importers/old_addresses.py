"""The addresses that a post had on its former site."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import unquote, urlsplit

LONGEST_ADDRESS = 1000
"""Characters of a redirect's path."""

_TOKEN = re.compile(r":[a-zA-Z_]+(?:\[[^\]]*\])?")


def decoded_path(address: str) -> str:
    """Return an address as an old path: decoded, absolute, without host, query, fragment.

    ``""`` for one that cannot be kept: a placeholder in it, ``..``, control characters,
    too long, or nothing but the site's root.
    """
    try:
        path = unquote(urlsplit(address.strip()).path, errors="strict")
    except ValueError:
        return ""
    path = unicodedata.normalize("NFC", "/" + path.lstrip("/"))
    path = re.sub(r"/{2,}", "/", path.replace("/./", "/"))
    parts = path.split("/")
    if ".." in parts or len(path) > LONGEST_ADDRESS or not path.isprintable():
        return ""
    if any(mark in path for mark in (":", "{", "}", "<", ">")):
        return ""
    if parts[-1] == "index.html":
        path = path.removesuffix("index.html")
    return "" if path == "/" else path


def kept(addresses: Iterable[str], *, prefix: str = "") -> tuple[str, ...]:
    """Return the addresses that can be kept, decoded, each once.

    ``prefix`` is the path below which the former site lay (``/blog``).
    """
    prefix = prefix.rstrip("/")
    found: dict[str, str] = {}
    for address in addresses:
        path = decoded_path(address)
        if path:
            # With and without its last slash an address is one.
            found.setdefault(path.rstrip("/"), f"{prefix}{path}")
    return tuple(found.values())


def expand(rule: str, tokens: Mapping[str, str]) -> str:
    """Return the address that a permalink rule gives, or ``""``.

    A token without a value (``:categories`` of a post with none) vanishes together with
    its slash; a rule with a token that is not in ``tokens`` gives nothing.
    """
    unknown = False

    def value_of(match: re.Match[str]) -> str:
        nonlocal unknown
        unknown = unknown or match[0] not in tokens
        return tokens.get(match[0], "")

    address = _TOKEN.sub(value_of, rule)
    return "" if unknown else re.sub(r"/{2,}", "/", "/" + address)


def date_tokens(instant: datetime) -> dict[str, str]:
    """Return the tokens for a date that Hexo, Jekyll and Hugo have in common."""
    return {
        ":year": f"{instant:%Y}",
        ":short_year": f"{instant:%y}",
        ":month": f"{instant:%m}",
        ":i_month": str(instant.month),
        ":day": f"{instant:%d}",
        ":i_day": str(instant.day),
        ":hour": f"{instant:%H}",
        ":minute": f"{instant:%M}",
        ":second": f"{instant:%S}",
        ":y_day": f"{instant:%j}",
        ":yearday": str(int(f"{instant:%j}")),
        ":monthname": f"{instant:%B}".lower(),
        ":short_month": f"{instant:%b}",
        ":long_month": f"{instant:%B}",
        ":weekday": str(instant.isoweekday() % 7),
        ":weekdayname": f"{instant:%A}".lower(),
        ":timestamp": str(int(instant.timestamp() * 1000)),
    }


def site_prefix(address: str) -> str:
    """Return the path of a site's own address, ``""`` for one at its host's root."""
    try:
        return unquote(urlsplit(address.strip()).path).rstrip("/")
    except ValueError:
        return ""
