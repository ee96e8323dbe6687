"""What is answered while the database cannot be reached."""

from collections.abc import Callable
from http import HTTPStatus

from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

RETRY_AFTER = 5  # seconds
UNREACHABLE = "blog.page_cache.database_is_unreachable"
"""In a request's environ: that its answer tells of nothing but that."""


class OutageMiddleware:
    """Answer 503 where a page fails because the database cannot be reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_unreachable(error):
            return None
        request.META[UNREACHABLE] = True
        return unavailable()


def is_unreachable(error: BaseException) -> bool:
    """Whether an error says that the database cannot be reached, rather than what it refuses."""
    if isinstance(error, InterfaceError):  # the connection was closed under the query
        return True
    # Without a code nobody answered; else class 08 or the server's word that it ends, starts or
    # has no more room (PostgreSQL manual, appendix A).
    code = getattr(error.__cause__, "sqlstate", None) or "08000"
    return isinstance(error, OperationalError) and code.startswith(("08", "57P", "53300"))


def unavailable() -> HttpResponse:
    """Return the plain page that says to come back later (503, `Retry-After`)."""
    return HttpResponse(
        render_to_string("503.html"),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        headers={"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"},
    )
