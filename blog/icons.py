"""The site's icon, at the address that browsers and feed readers ask for unasked."""

from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the icon's present file."""
    return HttpResponseRedirect(static("images/icon.png"))
