"""Dates as readers' pages show them."""

from datetime import datetime
from functools import lru_cache
from typing import Final

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import get_language

MOST_REMEMBERED: Final = 10_000
"""Days of which the HTML is remembered."""


def day(at: datetime) -> SafeString:
    """Return the day of an instant as a `time` element, in the active language and time zone.

    Args:
        at: with a time zone, whichever.
    """
    return _drawn(at, get_language(), get_current_timezone_name())


@lru_cache(maxsize=MOST_REMEMBERED)
def _drawn(at: datetime, _language: str | None, _time_zone: str) -> SafeString:
    there = localtime(at)
    return format_html(
        '<time datetime="{}">{}</time>', date_format(there, "c"), date_format(there, "DATE_FORMAT")
    )
