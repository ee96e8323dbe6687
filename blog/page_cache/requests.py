"""What a request asks for, as far as an answer that all readers share can depend on it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from blog.site.theme import THEME_COOKIE, chosen_theme

_MOST_QUERY = 2000
"""Characters of a query string; longer ones are not looked for."""
# What makes a request another one, and is none of an answer that others are given, too.
_OF_ONE_CLIENT = (
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_RANGE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_AUTHORIZATION",
)


class Asked(NamedTuple):
    """What an answer is kept under."""

    path: str
    query: str
    theme: str
    is_secure: bool


class _Cookies(NamedTuple):
    is_somebody: bool
    """Whether the answer may be for this reader alone."""
    theme: str


@lru_cache(maxsize=1024)
def _read_cookies(text: str) -> _Cookies:
    cookies = parse_cookie(text)
    personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return _Cookies(not personal.isdisjoint(cookies), chosen_theme(cookies))


@lru_cache(maxsize=256)
def _is_own_host(host: str) -> bool:
    """Whether Django would answer to a request for this host."""
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def asked_by(environ: Mapping[str, Any]) -> Asked | None:
    """Return what a request asks for; None if its answer is not one that readers share.

    Args:
        environ: of a WSGI request (PEP 3333).
    """
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return None
    cookies = environ.get("HTTP_COOKIE")
    theme = ""
    if cookies:
        read = _read_cookies(cookies)
        if read.is_somebody:
            return None
        theme = read.theme
    query = environ.get("QUERY_STRING", "")
    if len(query) > _MOST_QUERY or not _is_own_host(environ.get("HTTP_HOST", "")):
        return None
    # A named tuple is built through Python otherwise; this is done for every request.
    return tuple.__new__(Asked, (environ["PATH_INFO"], query, theme, _is_secure(environ)))


def _is_secure(environ: Mapping[str, Any]) -> bool:
    proxy = settings.SECURE_PROXY_SSL_HEADER
    if proxy is not None:
        name, value = proxy
        # As Django reads it: the client's own protocol comes first.
        said = environ.get(name)
        if said is not None:
            return bool(said.split(",", 1)[0].strip() == value)
    return bool(environ["wsgi.url_scheme"] == "https")


def reduced(query: str, names: tuple[str, ...]) -> str:
    """Return a query string with the parameters in `names` alone, in their order.

    Of several with one name Django reads the last.
    """
    if not query:
        return ""
    given: dict[str, str] = {}
    for pair in query.split("&"):
        name = unquote_plus(pair.partition("=")[0])
        if name in names:
            given[name] = pair
    return "&".join(given[name] for name in names if name in given)


def shared_environ(environ: Mapping[str, Any], asked: Asked) -> dict[str, Any]:
    """Return the request as all readers who ask this share it: nothing else is left to depend on.

    A whole answer is asked for, without a body, whatever the client has already.
    """
    shared = {name: value for name, value in environ.items() if name not in _OF_ONE_CLIENT}
    shared["REQUEST_METHOD"] = "GET"
    shared["QUERY_STRING"] = asked.query
    shared.pop("HTTP_COOKIE", None)
    if asked.theme:
        shared["HTTP_COOKIE"] = f"{THEME_COOKIE}={asked.theme}"
    return shared
