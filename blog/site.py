"""The site as templates know it."""

from django.conf import settings
from django.http import HttpRequest

# Django's language code → the `lang` attribute (BCP 47).
HTML_LANGUAGES = {"zh-hans": "zh-Hans", "en": "en"}

# The ending of a feed's address → its media type.
FEED_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "json": "application/feed+json",
}


def site(request: HttpRequest) -> dict[str, object]:
    """Context processor: the site's name, address, language and feeds, without a query."""
    return {
        "site_name": settings.SITE_NAME,
        "site_description": settings.SITE_DESCRIPTION,
        "site_url": settings.SITE_URL,
        "site_language": HTML_LANGUAGES[settings.LANGUAGE_CODE],
        "language_code": settings.LANGUAGE_CODE,
        "feed_types": list(FEED_TYPES.items()),
    }
