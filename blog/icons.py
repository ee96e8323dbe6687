"""The site's icon, at the address that browsers and feed readers ask for unasked."""

from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the icon's present file."""
    return HttpResponseRedirect(static("images/icon.png"))
