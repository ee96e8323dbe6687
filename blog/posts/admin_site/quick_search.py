"""One box over everything in the admin: `GET /admin/search/?q=…`.

Each kind is searched as its own list searches it, among what the user may see there, so that a
list never shows more or less than is found here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.db.models import Count, Window
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from blog.posts.finding import LONGEST_TEXT, words_of

AT_ONCE = 8  # of each kind

# The models in the order of the page: what each is called, and what tells those called alike apart.
_KINDS = {
    "posts.Post": ("title", "slug"),
    "categories.Category": ("name", "slug"),
    "posts.Tag": ("name", "slug"),
    "posts.Series": ("title", "slug"),
    "authors.Author": ("name", "slug"),
    "media.MediaFile": ("original_name", "path"),
    "accounts.User": ("username", "email"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One row that was found: its name, what else tells it apart, and its address in the admin."""

    name: str
    detail: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one kind: the first few, how many there are, and where all of them are."""

    name: str
    hits: list[Hit]
    total: int
    address: str


def quick_search(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Show what has every word of `q` in its name, kind by kind."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_TEXT]
    context = {
        **site.each_context(request),
        "title": _("Search"),
        "searched": text,
        "found": list(_found(site, request, text)) if words_of(text) else [],
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/quick_search.html", context)


def _found(site: AdminSite, request: HttpRequest, text: str) -> Iterator[Found]:
    """Search every kind that the user may see; two queries each at most."""
    for label, columns in _KINDS.items():
        model_admin = site.get_model_admin(apps.get_model(label))
        if not model_admin.has_view_permission(request):
            continue
        found = _of_kind(site, model_admin, request, text, columns)
        if found.total:
            yield found


def _of_kind(
    site: AdminSite,
    model_admin: ModelAdmin[Any],
    request: HttpRequest,
    text: str,
    columns: tuple[str, str],
) -> Found:
    """Return what is found of one kind, in the order of its own list."""
    seen = model_admin.get_queryset(request)
    matching, repeats = model_admin.get_search_results(request, seen, text)
    if repeats:
        matching = seen.filter(pk__in=matching.order_by().values("pk"))
    ordered = matching.order_by(*model_admin.get_ordering(request))
    # Numbers first: what a row holds need not be read for the many that are only counted.
    counted = list(
        ordered.annotate(all_found=Window(Count("pk"))).values_list("pk", "all_found")[:AT_ONCE]
    )
    rows = model_admin.model._default_manager.only(*columns).in_bulk([pk for pk, _total in counted])
    opts = model_admin.opts
    name = f"{site.name}:{opts.app_label}_{opts.model_name}"
    change = f"{name}_change"
    called, also = columns
    return Found(
        name=str(opts.verbose_name_plural),
        hits=[
            Hit(
                str(getattr(rows[pk], called)),
                str(getattr(rows[pk], also)),
                reverse(change, args=[pk]),
            )
            for pk, _total in counted
            if pk in rows
        ],
        total=counted[0][1] if counted else 0,
        address=f"{reverse(f'{name}_changelist')}?{urlencode({'q': text})}",
    )
