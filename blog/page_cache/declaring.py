"""How a page says that it may be kept for every reader."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

_ATTRIBUTE = "page_cache_declaration"


@dataclass(frozen=True)
class Declaration:
    """What a page's answer depends on besides its path, the database and the chosen colours.

    Attributes:
        query: the parameters of the query string that it reads; a request's others are not
            passed on to it.
        is_passing: whether anybody can make any number of such pages by asking for them. They
            are kept apart, so that they drive no other out.
    """

    query: tuple[str, ...] = ()
    is_passing: bool = False


def kept[View: Callable[..., Any]](
    *, query: Sequence[str] = (), is_passing: bool = False
) -> Callable[[View], View]:
    """Declare that the answers of a view may be kept and given to every anonymous reader.

    For a class: `@method_decorator(kept(), name="dispatch")`. The answer may depend on nothing but
    the path, the parameters named in `query`, the chosen colours, tables that tell of their
    changes, settings, and the moments that `PAGE_CACHE_NEXT_CHANGE` knows of. An answer with a
    cookie, or one that says it is private, is never kept.
    """
    declaration = Declaration(tuple(query), is_passing)

    def declare(view: View) -> View:
        setattr(view, _ATTRIBUTE, declaration)
        return view

    return declare


FORMER = "blog.page_cache.former_fingerprint"
FINGERPRINT = "blog.page_cache.fingerprint"
IS_AS_BEFORE = "blog.page_cache.is_as_before"
"""In a request's environ: what the kept page was made of, what the present one is made of, and that
both are the same."""


def as_before(request: HttpRequest, made_of: Hashable) -> HttpResponse | None:
    """Return an answer that stands for the one that is kept, if that was made of the same.

    Every change of anything ends what is kept; most pages would be made again as they were. A page
    that can tell what it is made of before it is drawn asks this, and need not be drawn.

    Args:
        request: the one that is being answered.
        made_of: all that the page shows but what depends on the settings and the chosen colours.

    Returns:
        None if it must be drawn. What is kept of it will be known by `made_of`.
    """
    fingerprint = hash(made_of)
    request.META[FINGERPRINT] = fingerprint
    if request.META.get(FORMER) != fingerprint:
        return None
    request.META[IS_AS_BEFORE] = True
    return HttpResponse()


def declaration_of(view: Callable[..., Any]) -> Declaration | None:
    """Return what a view, as the addresses name it, was declared with; None if it was not."""
    found: Declaration | None = getattr(view, _ATTRIBUTE, None)
    return found
