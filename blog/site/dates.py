"""Dates as readers' pages show them."""

from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import get_language

MOST_REMEMBERED: Final = 10_000
"""Instants of which the day is remembered; an article's page shows some twice."""


def day(at: datetime) -> SafeString:
    """Return the day of an instant as a `time` element.

    In the active language and the site's time zone.

    Args:
        at: with a time zone, whichever.
    """
    return _drawn(at, get_language(), get_default_timezone())


def day_in_words(at: datetime) -> str:
    """Return what `day` shows, as plain text."""
    return _in_words(at, get_language(), get_default_timezone())


@lru_cache(maxsize=MOST_REMEMBERED)
def _drawn(at: datetime, language: str | None, time_zone: tzinfo) -> SafeString:
    machines = localtime(at, time_zone).isoformat()
    words = _in_words(at, language, time_zone)
    return format_html('<time datetime="{}">{}</time>', machines, words)


@lru_cache(maxsize=MOST_REMEMBERED)
def _in_words(at: datetime, _language: str | None, time_zone: tzinfo) -> str:
    return date_format(localtime(at, time_zone), "DATE_FORMAT")
