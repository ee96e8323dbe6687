"""What surrounds every page for readers: links of its head, its top and its bottom.

They differ by the colours and the page alone, and are half of what a template has to say; so each
is drawn once.
"""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from blog.site.addresses import page_paths
from blog.site.identity import licence, site_name
from blog.site.theme import chosen_theme


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: `site_links`, `masthead` and `footer`."""
    current = request.path if request.path in page_paths().values() else ""
    language, name, theme = get_language(), site_name(), chosen_theme(request.COOKIES)
    return {
        "site_links": _site_links(name, theme),
        "masthead": _masthead(language, name, current, theme),
        "footer": _footer(language, name, str(settings.SITE_DESCRIPTION), *licence()),
    }


@lru_cache
def _site_links(site_name: str, theme: str) -> SafeString:
    return _drawn("_site_links.html", site_name=site_name, theme=theme)


@lru_cache
def _masthead(_language: str, site_name: str, current: str, theme: str) -> SafeString:
    return _drawn("_masthead.html", site_name=site_name, current=current, theme=theme)


@lru_cache
def _footer(
    _language: str, site_name: str, site_description: str, licence_name: str, licence_url: str
) -> SafeString:
    return _drawn(
        "_footer.html",
        site_name=site_name,
        site_description=site_description,
        licence_name=licence_name,
        licence_url=licence_url,
    )


def _drawn(template: str, **context: Any) -> SafeString:
    return mark_safe(render_to_string(template, {"paths": page_paths(), **context}))
