"""The pages for what went wrong."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from blog.site import HTML_LANGUAGES


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 in the site's own look, without a query."""
    return render(request, "404.html", {"feed_base": "/"}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 with a page that needs nothing of what may have failed."""
    page = render_to_string(
        "500.html",
        {
            "site_name": settings.SITE_NAME,
            "site_language": HTML_LANGUAGES[settings.LANGUAGE_CODE],
        },
    )
    return HttpResponse(page, status=500)
