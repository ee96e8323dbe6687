"""The site's icon in the forms that browsers, launchers and search engines ask for.

`python -m tests.site.draw_icons` draws all others from `static/images/icon.svg`.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from blog.site.lifetimes import ONE_DAY
from blog.site.static_addresses import static_address


@dataclass(frozen=True)
class Icon:
    """One file of the icon: a square PNG.

    A *maskable* one fills its square, and what it shows lies within the circle of four fifths of
    its width, so that a system may cut it to its own shape (W3C, Web Application Manifest).
    """

    path: str
    size: int  # pixels
    is_maskable: bool = False

    @property
    def url(self) -> str:
        """The present address of the file."""
        return static_address(self.path)


INSTALLED = [
    Icon("images/icon-192.png", 192),
    Icon("images/icon-512.png", 512),
    Icon("images/icon-maskable-512.png", 512, is_maskable=True),
]
"""What a system shows where the site is kept as an application."""

LARGEST = INSTALLED[1]
"""What stands for the site where a picture is asked for."""


@require_safe
def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the icon's present file, from the address that is asked for unasked."""
    response = HttpResponseRedirect(static_address("images/favicon.ico"))
    patch_cache_control(response, public=True, max_age=ONE_DAY)
    return response
