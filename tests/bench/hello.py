"""Django saying hello through the project's middleware: the least that any miss takes.

To be served with the settings `tests.bench.hello_settings`.
"""

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as site_urls


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("Hello, world")


# The project's middleware asks for the addresses of its pages.
urlpatterns = [path("hello/", hello), *site_urls]
application = get_wsgi_application()
