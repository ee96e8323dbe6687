"""The pages for what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from blog.search.paths import words_of_path


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the site's own look, without a query; offer to search for what was asked."""
    return render(request, "404.html", {"query": words_of_path(request.path)}, status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 to what no page can be made of."""
    return _bare("400.html", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return _bare("500.html", status=500)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form without a valid CSRF token."""
    return _bare("403_csrf.html", status=403)


def _bare(template: str, *, status: int) -> HttpResponse:
    # Without the request: these pages need nothing of what may have failed.
    return HttpResponse(render_to_string(template), status=status)
