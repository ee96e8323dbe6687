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


type Key = tuple[str, str, str, bool]
"""An `Asked` without its name: it is the same as a key, and made four times as fast."""


class Requests:
    """Tells what requests ask for."""

    def __init__(self) -> None:
        # Asking the settings at each request would take as long as finding its answer.
        self._proxy_header, self._proxy_secure = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._client = lru_cache(maxsize=1024)(self._read_client)

    def key(self, environ: Mapping[str, Any]) -> Key | None:
        """Return what a request asks for; None if its answer is not one that readers share.

        Args:
            environ: of a WSGI request (PEP 3333).

        Returns:
            what `Asked` takes.
        """
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        get = environ.get
        client = self._client(
            get("HTTP_HOST", ""),
            get("HTTP_COOKIE", ""),
            get(self._proxy_header),
            environ["wsgi.url_scheme"],
        )
        query = get("QUERY_STRING", "")
        if client is None or len(query) > _MOST_QUERY:
            return None
        theme, is_secure = client
        return environ["PATH_INFO"], query, theme, is_secure

    def _read_client(
        self, host: str, cookies: str, said: str | None, scheme: str
    ) -> tuple[str, bool] | None:
        """Return the colours and whether it is HTTPS; None if the answer may be for one alone.

        Args:
            host, cookies: as the client sent them.
            said: by the proxy, about the protocol.
            scheme: of the connection to this process.
        """
        domain, _port = split_domain_port(host)
        # Django would not answer to a request for another.
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            return None
        named = parse_cookie(cookies)
        personal = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
        if not personal.isdisjoint(named):
            return None
        # As Django reads it: the client's own protocol comes first.
        is_secure = (
            scheme == "https"
            if said is None
            else said.split(",", 1)[0].strip() == self._proxy_secure
        )
        return chosen_theme(named), is_secure


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
