"""What the search page says about a query, in the site's language."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blog.posts.search.execution import SearchTimeoutError
from blog.posts.search.hits import Hits
from blog.posts.search.names import Named
from blog.posts.search.statements import MOST_HITS
from blog.search.query import LONGEST_QUERY, MOST_PARTS, Filter, Query, QueryError


def query_problem(of: Query | QueryError | SearchTimeoutError) -> str:
    """Return why nothing can be looked for, and what to do; empty for a query without anything."""
    if isinstance(of, QueryError):
        if of.kind == "too_long":
            return _(
                "This is longer than %(most)d characters. Search for a few words of it."
            ) % {"most": LONGEST_QUERY}  # fmt: skip
        return _("These are more than %(most)d words and filters. Leave some out.") % {
            "most": MOST_PARTS
        }
    if isinstance(of, SearchTimeoutError):
        return _(
            "This took too long to find. Search for fewer or rarer words, or try again in a minute."
        )
    if of.unwanted:
        return _("A minus takes away from what is found: add a word to look for.")
    if of.ignored:
        return _("There is no letter or digit in this to search for.")
    return ""


def notes(query: Query, named: Named, hits: Hits) -> list[str]:
    """Return what readers should know about how a query was understood and answered."""
    found = [_unknown(one) for one in named.unknown]
    if query.ignored:
        found.append(
            ngettext(
                "Left out, having no letter or digit: %(parts)s.",
                "Left out, having no letters or digits: %(parts)s.",
                len(query.ignored),
            )
            % {"parts": " ".join(query.ignored)}
        )
    if hits.since:
        found.append(
            _(
                "Very many articles match, so only those updated since %(date)s are listed and"
                " counted, and those with the words in their titles."
            )
            % {"date": date_format(timezone.localtime(hits.since), "DATE_FORMAT")}
        )
    elif not hits.are_all:
        found.append(
            _("Very many articles match; only the latest %(most)d are listed and counted.")
            % {"most": MOST_HITS}
        )
    if not hits.are_indexed:
        found.append(_("Some articles are being made searchable just now and may be missing here."))
    return found


def filter_labels() -> dict[str, str]:
    """Return what each kind of filter is called."""
    return {
        "category": _("Category"),
        "tag": _("Tag"),
        "author": _("Author"),
        "series": _("Series"),
        "year": _("Year"),
    }


def _unknown(one: Filter) -> str:
    sentence = {
        "category": _("There is no category “%(value)s”."),
        "tag": _("There is no tag “%(value)s”."),
        "author": _("There is no author “%(value)s”."),
        "series": _("There is no series “%(value)s”."),
        "year": _("“%(value)s” is no year of four digits."),
    }[one.field]
    return sentence % {"value": one.source}
