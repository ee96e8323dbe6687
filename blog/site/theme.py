"""The colours a reader chose: light, dark, or as the system has them.

The choice is a cookie that the server reads, so that a page comes in its colours and no script has
to run before it is painted (docs/decisions/0021-theme.md). It is the only cookie that a reader's
page depends on: who keeps pages for several readers keeps one for each answer of `chosen_theme`.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

THEME_COOKIE = "theme"
THEMES = ("light", "dark")
SYSTEM = "system"
KEPT_FOR = timedelta(days=365)


def chosen_theme(cookies: Mapping[str, str]) -> str:
    """Return `light` or `dark`, or "" where the system decides, from a request's cookies."""
    value = cookies.get(THEME_COOKIE, "")
    return value if value in THEMES else ""


def theme(request: HttpRequest) -> dict[str, str]:
    """Context processor: `theme`, as `chosen_theme` says it."""
    return {"theme": chosen_theme(request.COOKIES)}


class ThemeMiddleware:
    """Say of every page that it depends on the cookie (`Vary`, RFC 9110, 12.5.5)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and "Location" not in response.headers:
            patch_vary_headers(response, ["Cookie"])
        return response


# A page that readers share holds no token; and a foreign site that sent this form would change
# somebody's colours, nothing else.
@csrf_exempt
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember the colours (`theme`: light, dark, system) and lead back to the page (303).

    400 for any other value.
    """
    value = request.POST.get("theme", "")
    if value not in (*THEMES, SYSTEM):
        return HttpResponse(
            _("There are no such colours. Choose one of: %(themes)s.")
            % {"themes": ", ".join([SYSTEM, *THEMES])},
            status=HTTPStatus.BAD_REQUEST,
            content_type="text/plain; charset=utf-8",
        )
    response = HttpResponseRedirect(_page_of(request), status=HTTPStatus.SEE_OTHER)
    if value == SYSTEM:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, value, max_age=KEPT_FOR, secure=request.is_secure(), samesite="Lax"
        )
    return response


def _page_of(request: HttpRequest) -> str:
    """Return the address of this site that the form was sent from, as far as the browser says it.

    The pages of drafts forbid it to say, and must not name their own address either.
    """
    address = request.headers.get("Referer", "")
    is_own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_own else "/"
