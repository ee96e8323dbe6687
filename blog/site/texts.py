"""Translated texts as templates print them: markup, with values that are escaped.

What translators write may hold markup; a value never becomes any. Values come by name, and where
there are some, a `%` that is no placeholder's is doubled, as `trans` doubles it.
"""

from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext, npgettext, pgettext
from markupsafe import Markup


def text(message: str, /, **values: object) -> Markup:
    """Return a text in the active language."""
    found = _remembered(message, get_language())
    return found % values if values else found


# An article's page has thirty, and looking one up takes several steps.
@lru_cache(maxsize=2_000)
def _remembered(message: str, _language: str | None) -> Markup:
    return _markup(gettext(message))


def counted_text(singular: str, plural: str, number: int, /, **values: object) -> Markup:
    """Return the text for so many, in the active language."""
    return _markup(ngettext(singular, plural, number)) % values


def text_in_context(context: str, message: str, /, **values: object) -> Markup:
    """Return a text that stands in a context, in the active language."""
    found = _markup(pgettext(context, message))
    return found % values if values else found


def counted_text_in_context(
    context: str, singular: str, plural: str, number: int, /, **values: object
) -> Markup:
    """Return the text for so many that stands in a context, in the active language."""
    return _markup(npgettext(context, singular, plural, number)) % values


def _markup(translated: str) -> Markup:
    return Markup(translated)  # noqa: S704  # from the catalogue; values are put in, and escaped, later
