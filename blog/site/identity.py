"""The site as templates know it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import override

from blog.site.addresses import page_paths

# Django's language code → the `lang` attribute (BCP 47).
HTML_LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}

# Django's language code → the locale of the Open Graph protocol.
OPEN_GRAPH_LOCALES = {"zh-hans": "zh_CN", "en": "en_US"}

# The ending of a feed's address → its media type.
FEED_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


_names: dict[str, tuple[object, str]] = {}


def site_name() -> str:
    """Return the site's name in the site's language."""
    # An article's page says it ten times, and translating takes several steps.
    stated, language = settings.SITE_NAME, settings.LANGUAGE_CODE
    known = _names.get(language)
    if known is None or known[0] is not stated:
        with override(language):
            known = _names[language] = stated, str(stated)
    return known[1]


def licence() -> tuple[str, str]:
    """Return the short name of the articles' licence and the address of its deed.

    Both are `""` where all rights are reserved.
    """
    name, url = settings.LICENCES[settings.SITE_LICENCE]
    return name, url


def language(request: HttpRequest) -> dict[str, str]:
    """Context processor: `site_language`, all that pages of the admin show of the site."""
    return {"site_language": HTML_LANGUAGES[settings.LANGUAGE_CODE]}


def site(request: HttpRequest) -> dict[str, object]:
    """Context processor: the site's name, address, language, feeds and licence, without a query."""
    licence_name, licence_url = licence()
    return {
        "site_name": site_name(),
        "site_description": settings.SITE_DESCRIPTION,
        "site_url": settings.SITE_URL,
        **language(request),
        "language_code": settings.LANGUAGE_CODE,
        "paths": page_paths(),
        "feed_types": list(FEED_TYPES.items()),
        "licence_name": licence_name,
        "licence_url": licence_url,
    }
