"""What an author has typed and not saved: keeping it, offering it, taking it up, discarding it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.logged_in import logged_in
from blog.posts.admin.article_page import PostAdmin
from blog.posts.admin.composer_requests import check_writer, is_number, post_to_change, tab_of
from blog.posts.admin.json_view import BadRequest, json_body, json_view
from blog.posts.admin.unsaved_copy import copy_page, may_take_up, own_copy, take_up_address
from blog.posts.models import Post, UnsavedCopy
from blog.posts.unsaved.keeping import fields_to_keep, keep
from blog.posts.unsaved.taking_up import all_offers, initial_from, offers
from blog.posts.whole_numbers import whole_number

MOST_OFFERS = 10
"""Copies that the list of articles names."""


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the addresses for keeping a copy, looking at it and discarding it."""

    def page(request: HttpRequest, pk: int) -> HttpResponseBase:
        return copy_page(post_admin, request, pk)

    admin_view = post_admin.admin_site.admin_view
    return [
        path("unsaved/", require_POST(json_view(post_admin)(store)), name="posts_post_unsaved"),
        path(
            "unsaved/<int:pk>/",
            require_safe(admin_view(page)),
            name="posts_post_unsaved_copy",
        ),
        path(
            "unsaved/<int:pk>/discard/",
            require_POST(_discarding(post_admin)),
            name="posts_post_unsaved_discard",
        ),
    ]


def store(request: HttpRequest) -> JsonResponse:
    """Keep the state of a form as its tab's copy.

    Takes a JSON object: `tab` (a UUID), `post` (a number, null for a new article), `fields` (each
    name of the form with the list of its values), `number` (of the state, larger for later ones),
    `user` (the number of who writes, so that nobody keeps another's text after a change of logins)
    and `taken_up` (the copy that the form began from, or null). Answers with `saved_at`, and with
    the addresses `page`, `take_up` and `discard` of the copy.
    """
    sent = json_body(request)
    check_writer(request, sent)
    tab, number = tab_of(sent), sent.get("number", 0)
    if not is_number(number):
        raise BadRequest(_("The number of the form's state is none."))
    fields = sent.get("fields")
    kept = fields_to_keep(fields) if isinstance(fields, dict) else None
    if kept is None:
        raise BadRequest(_("The form's fields are missing."))
    post = post_to_change(request, sent.get("post"))
    taken_up = sent.get("taken_up")
    copy = keep(
        logged_in(request),
        tab,
        post.pk if post else None,
        kept,
        number=number,
        now=timezone.now(),
        taken_up=taken_up if is_number(taken_up) else None,
    )
    return JsonResponse(
        {
            "saved_at": copy.saved_at.isoformat(),
            "page": reverse("admin:posts_post_unsaved_copy", args=[copy.pk]),
            "take_up": take_up_address(copy, post),
            "discard": reverse("admin:posts_post_unsaved_discard", args=[copy.pk]),
        }
    )


# Taking up, offering


def copy_initial(request: HttpRequest, post: Post | None) -> dict[str, Any] | None:
    """Return the initial values of a form that is asked to go on with a copy (`?unsaved=`).

    None if it is not, or if the copy is not the user's or of another article. On the form of a new
    article any copy can be taken up.
    """
    copy = _asked_for(request, post)
    return initial_from(copy, as_new=post is None) if copy else None


def posted_tab(request: HttpRequest) -> UUID | None:
    """Return the tab of a form that comes back from a refused save; None for a form just opened.

    What is typed on in it is kept as the copy that it was before.
    """
    try:
        return UUID(request.POST.get("tab", ""))
    except ValueError:
        return None


def panel(request: HttpRequest, post: Post | None) -> dict[str, Any]:
    """Return what `_unsaved.html` shows above an article's form (None: a new article's)."""
    asked = _asked_for(request, post)
    is_asked = request.method == "GET" and "unsaved" in request.GET
    found = offers(
        logged_in(request),
        post,
        timezone.now(),
        tab=posted_tab(request),
        taken_up=asked.pk if asked else whole_number(request.POST.get("unsaved_copy", "")),
    )
    return {
        "offers": found,
        "may_take_up": may_take_up(request, post),
        "taken_up": asked,
        "is_missing": is_asked and asked is None,
    }


def list_panel(request: HttpRequest) -> dict[str, Any]:
    """Return what `_unsaved.html` shows above the list of articles."""
    found = all_offers(logged_in(request), timezone.now(), MOST_OFFERS)
    return {"offers": found, "is_list": True}


def _asked_for(request: HttpRequest, post: Post | None) -> UnsavedCopy | None:
    number = whole_number(request.GET.get("unsaved", ""))
    if request.method != "GET" or number is None:
        return None
    own = UnsavedCopy.objects.filter(pk=number, user=request.user.pk)
    return (own.filter(post=post) if post else own).first()


# Discarding


def _discarding(post_admin: PostAdmin) -> Any:
    """Return the view that discards a copy: JSON for the composer, a page for a form."""

    def by_script(request: HttpRequest, pk: int) -> HttpResponseBase:
        try:
            own_copy(request, pk).delete()
        except Http404 as absent:
            raise BadRequest(str(absent), status=404) from absent
        return JsonResponse({"discarded": pk})

    def by_form(request: HttpRequest, pk: int) -> HttpResponseBase:
        own_copy(request, pk).delete()
        messages.success(request, _("The unsaved text has been discarded."))
        return HttpResponseRedirect(reverse("admin:posts_post_changelist"))

    for_script, for_form = (
        json_view(post_admin)(by_script),
        post_admin.admin_site.admin_view(by_form),
    )

    def discard(request: HttpRequest, pk: int) -> HttpResponseBase:
        is_script = request.accepts("application/json") and not request.accepts("text/html")
        return (for_script if is_script else for_form)(request, pk)

    return discard
