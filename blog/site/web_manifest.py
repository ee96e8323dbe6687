"""What a system is told that keeps the site as an application (W3C, Web Application Manifest)."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from blog.site.icons import INSTALLED
from blog.site.identity import HTML_LANGUAGES, site_name
from blog.site.lifetimes import ONE_DAY

PAPER = "#fbfaf7"  # the colour of the page, where the system draws before the site does


@require_safe
@cache_control(public=True, max_age=ONE_DAY)
def manifest(request: HttpRequest) -> JsonResponse:
    """Answer with the manifest, in the site's language."""
    home = reverse("posts:latest")
    name = site_name()
    return JsonResponse(
        {
            "id": home,
            "name": name,
            "short_name": name,
            "description": str(settings.SITE_DESCRIPTION),
            "lang": HTML_LANGUAGES[settings.LANGUAGE_CODE],
            "dir": "ltr",
            "start_url": home,
            "scope": home,
            "display": "minimal-ui",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": [
                {
                    "src": icon.url,
                    "sizes": f"{icon.size}x{icon.size}",
                    "type": "image/png",
                    "purpose": "maskable" if icon.is_maskable else "any",
                }
                for icon in INSTALLED
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )
