"""What the templates of readers' pages are drawn with (Jinja2): what they may call, and how.

All that is printed is escaped unless it is markup already, and a name that nobody gives is an error
instead of nothing. What a template needs besides a page's own context stands here.
"""

from collections import ChainMap
from collections.abc import MutableMapping
from typing import Any

from django.conf import settings
from django.template.defaultfilters import linebreaks_filter, truncatechars
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import get_language_info
from jinja2 import Environment, StrictUndefined

from blog.site.compiling import Compiler
from blog.site.dates import day
from blog.site.identity import HTML_LANGUAGES, site_name
from blog.site.static_addresses import static_address
from blog.site.texts import (
    counted_text,
    counted_text_in_context,
    text,
    text_in_context,
)


class _Environment(Environment):
    code_generator_class = Compiler

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template may call besides its context; no template has names of its own.

        Jinja2's own answer, a mapping over two, is read in Python for each template that is drawn
        and each that macros are imported from: two to four hundredths of a page's time.
        """
        return ChainMap(d, self.globals) if d else self.globals


def environment(**options: Any) -> Environment:
    """Return the environment of the templates; `TEMPLATES` in the settings names it.

    Args:
        options: those of `jinja2.Environment`, as Django's backend has them.
    """
    # Django's own defaults for what is not given are lenient while developing.
    made = _Environment(
        **{
            **options,
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": ["jinja2.ext.i18n"],
        }
    )
    # How `trans` passes values on: by name, to functions that put them in.
    made.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's
    made.globals.update(
        _=text,
        gettext=text,
        ngettext=counted_text,
        pgettext=text_in_context,
        npgettext=counted_text_in_context,
        day=day,
        language_info=get_language_info,
        # For pages that are drawn without a request, because something failed.
        site_name=lazy(site_name, str)(),
        site_language=lazy(_site_language, str)(),
        static=static_address,
        url=_url,
    )
    made.filters.update(
        date=date_format,
        linebreaks=linebreaks_filter,
        truncatechars=truncatechars,
    )
    return made


def _site_language() -> str:
    return HTML_LANGUAGES[settings.LANGUAGE_CODE]


def _url(name: str, *values: object) -> str:
    """Return the path of the page of that name, with the values of its parts in their order."""
    return reverse(name, args=values)
