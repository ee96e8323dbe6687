"""Which links a browser may follow ahead of the reader (HTML standard, section 7.6).

Chromium fetches and draws the page behind a link that a pointer rests on, and shows it at once if
the reader follows it. Nothing on this site counts visits or changes by being read, so a page that
was made for nothing costs its making alone.
"""

import json
from collections.abc import Callable
from functools import cache
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# What is no page of the site, is one person's own, or costs more than a page.
_NOT_AHEAD = [
    "/accounts/*",
    "/drafts/*",
    "/healthz",
    "/media/*",
    "/posts/*/preview/",
    "/readyz",
    "/static/*",
    "/theme/*",
    "/*.xml",
    "/*.txt",
    "/*/feed.*",
    "/feed.*",
]
# Besides letters and digits, what may stand in an address and in a header's string.
_PLAIN = ":,[]*/~=()"


class SpeculationRulesMiddleware:
    """Send the rules along with every page for readers.

    They travel in the header itself, as a `data:` address: a file would be one more request for
    each page, and a script element is not allowed by the Content-Security-Policy.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_shared_page(request, response):
            response["Speculation-Rules"] = _header()
        return response


@cache
def _header() -> str:
    """Return the value of the header: a list of one string (RFC 9651)."""
    return f'"data:application/speculationrules+json,{quote(_rules(), safe=_PLAIN)}"'


def _rules() -> str:
    """Return the rules, as JSON."""
    not_ahead = [reverse("admin:index") + "*", reverse("posts:search") + "*", *_NOT_AHEAD]
    where = {
        "and": [
            # Relative to the page: the rules themselves have no address of the site.
            {"href_matches": "/*", "relative_to": "document"},
            {"not": {"href_matches": not_ahead, "relative_to": "document"}},
            {"not": {"selector_matches": "[rel~=nofollow], [download]"}},
        ]
    }
    return json.dumps(
        {"prerender": [{"where": where, "eagerness": "moderate"}]}, separators=(",", ":")
    )


def _is_shared_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the response is a page that every reader gets, and no draft of one."""
    match = request.resolver_match
    return (
        response.status_code == 200
        and match is not None
        and match.app_name == "posts"
        and response.get("Content-Type", "").startswith("text/html")
        and "no-store" not in response.get("Cache-Control", "")
    )
