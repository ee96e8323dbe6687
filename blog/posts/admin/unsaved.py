"""What an author has typed and not saved: keeping it, looking at it, taking it up."""

from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from blog.posts import rights
from blog.posts.admin.json_view import BadRequest, json_body, json_view
from blog.posts.differences.source import compare
from blog.posts.forms.shown_values import label_of, shown
from blog.posts.forms.state import TEXT, comparable, state_of, units
from blog.posts.models import Post, Revision, UnsavedCopy
from blog.posts.unsaved.keeping import fields_to_keep, keep
from blog.posts.unsaved.taking_up import all_offers, initial_from, offers

type PostAdmin = admin.ModelAdmin[Post]

MOST_REVISIONS = 10
"""Saves since the copy began that are listed; the history has all."""
MOST_OFFERS = 10
"""Copies that the list of articles names."""

_LARGEST_REVISION = 2**31 - 1
"""What the column of a revision's number holds."""
_LARGEST_NUMBER = 2**53
"""What JavaScript counts to without rounding."""


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


# Keeping


def store(request: HttpRequest) -> JsonResponse:
    """Keep the state of a form as its tab's copy.

    Takes a JSON object: `tab` (a UUID), `post` (a number, null for a new article), `fields` (each
    name of the form with the list of its values), `number` (of the state, larger for later ones),
    `user` (the number of who writes, so that nobody keeps another's text after a change of logins)
    and `taken_up` (the copy that the form began from, or null). Answers with `saved_at`, and with
    the addresses `page`, `take_up` and `discard` of the copy.
    """
    try:
        sent = json_body(request)
    except RequestDataTooBig as error:
        raise BadRequest(
            _("This is more text than the server takes. Make the article shorter."), status=413
        ) from error
    check_writer(request, sent)
    tab, number = tab_of(sent), sent.get("number", 0)
    if not _is_number(number):
        raise BadRequest(_("The number of the form's state is none."))
    fields = sent.get("fields")
    kept = fields_to_keep(fields) if isinstance(fields, dict) else None
    if kept is None:
        raise BadRequest(_("The form's fields are missing."))
    post = post_to_change(request, sent.get("post"))
    taken_up = sent.get("taken_up")
    copy = keep(
        request.user,  # type: ignore[arg-type]  # logged in
        tab,
        post.pk if post else None,
        kept,
        number=number,
        now=timezone.now(),
        taken_up=taken_up if _is_number(taken_up) else None,
    )
    return JsonResponse(
        {
            "saved_at": copy.saved_at.isoformat(),
            "page": reverse("admin:posts_post_unsaved_copy", args=[copy.pk]),
            "take_up": take_up_address(copy, post),
            "discard": reverse("admin:posts_post_unsaved_discard", args=[copy.pk]),
        }
    )


def check_writer(request: HttpRequest, sent: dict[str, Any]) -> None:
    """Refuse what was written under another login than the one the request comes with.

    Raises:
        BadRequest: 401, as for nobody: the writer must log in again.
    """
    if sent.get("user") not in (None, "", request.user.pk, str(request.user.pk)):
        raise BadRequest(
            _("You are logged in as somebody else by now. Log in again as the one who writes."),
            status=401,
        )


def tab_of(sent: dict[str, Any]) -> UUID:
    """Return the browser tab that a request says it comes from.

    Raises:
        BadRequest: it does not say.
    """
    try:
        return UUID(str(sent.get("tab")))
    except ValueError as error:
        raise BadRequest(_("The request does not say which tab it comes from.")) from error


def post_to_change(request: HttpRequest, number: Any) -> Post | None:
    """Return the article of that number, without its text; None for a new one.

    Raises:
        BadRequest: there is none, or the user may not see it (404) or not change it (403).
    """
    if number in (None, ""):
        if not request.user.has_perm("posts.add_post"):
            raise BadRequest(_("You may not write articles here."), status=403)
        return None
    light = ("status", "version", "modified_at", "published_at", "slug", "title")
    seen = rights.posts_seen_by(request.user).only(*light)
    known = _number(str(number))
    post = seen.filter(pk=known).first() if known is not None else None
    if post is None:
        raise BadRequest(_("There is no such article, or it is not yours."), status=404)
    if not rights.may_change(request.user, post):
        raise BadRequest(_("You may not change this article any more."), status=403)
    return post


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 <= value < _LARGEST_NUMBER


# Looking


def copy_page(post_admin: PostAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a copy holds that the stored article has not, and what was saved since.

    `?against=base` compares it with the text that it began from instead. Of an article that is not
    the user's to see any more only what the user typed is shown.
    """
    copy = own_copy(request, pk)
    post = None
    if copy.post_id is not None:
        post = rights.posts_seen_by(request.user).filter(pk=copy.post_id).first()
    began = _revision_begun_from(copy, post)
    newer = _saved_since(copy, post)
    is_against_base = bool(request.GET.get("against") == "base" and began and newer)
    before = began if is_against_base else post
    may_take_up = _may_take_up(request, post)
    request.current_app = post_admin.admin_site.name
    return TemplateResponse(
        request,
        "admin/posts/post/unsaved_copy.html",
        {
            **post_admin.admin_site.each_context(request),
            "opts": post_admin.opts,
            "title": _("Text that was not saved"),
            "subtitle": str(copy),
            "copy": copy,
            "text": copy.value(TEXT),
            "original": post,
            "is_lost": copy.post_id is not None and post is None,
            "began": began,
            "newer": newer,
            "newest": newer[0].number if newer else None,
            "is_against_base": is_against_base,
            "comparison": compare(before.body if before else "", copy.value(TEXT)),
            "values": _changed_values(post_admin, request, copy, post),
            "take_up": take_up_address(copy, post if may_take_up else None),
            "is_new_article": post is None or not may_take_up,
        },
    )


def own_copy(request: HttpRequest, pk: int) -> UnsavedCopy:
    """Return the user's copy of that number; nobody else's exists for them.

    Raises:
        Http404: the user has no such copy.
    """
    copy = UnsavedCopy.objects.filter(pk=pk, user=request.user.pk).first()
    if copy is None:
        raise Http404(_("There is no such unsaved text. It may have been saved or discarded."))
    return copy


def take_up_address(copy: UnsavedCopy, post: Post | None) -> str:
    """Return the form in which a copy is taken up: the article's, or that of a new one."""
    form = (
        reverse("admin:posts_post_change", args=[post.pk])
        if post
        else reverse("admin:posts_post_add")
    )
    return f"{form}?unsaved={copy.pk}"


def _may_take_up(request: HttpRequest, post: Post | None) -> bool:
    return post is None or rights.may_change(request.user, post)


def _revision_begun_from(copy: UnsavedCopy, post: Post | None) -> Revision | None:
    number = _begun_from(copy)
    if post is None or number is None:
        return None
    revision: Revision | None = post.revisions.filter(number=number).first()
    return revision


def _begun_from(copy: UnsavedCopy) -> int | None:
    """Return the number of the revision that a copy says it began from, None if it cannot be."""
    number = _number(copy.value("base_revision"))
    return number if number is not None and number <= _LARGEST_REVISION else None


def _saved_since(copy: UnsavedCopy, post: Post | None) -> list[Revision]:
    """Return the newest revisions made since the copy began, the newest first."""
    if post is None:
        return []
    number = _begun_from(copy)
    since = {"number__gt": number} if number else {"created_at__gt": copy.saved_at}
    revisions = post.revisions.select_related("by").defer("body").filter(**since)
    return list(revisions.order_by("-number")[:MOST_REVISIONS])


def _changed_values(
    post_admin: PostAdmin, request: HttpRequest, copy: UnsavedCopy, post: Post | None
) -> list[tuple[str, str, str]]:
    """Return label, stored and kept value of each small field that differs."""
    form = post_admin.get_form(request, post)(instance=post)
    stored = state_of(form) if post else {}
    changed = []
    for unit, names in units().items():
        if unit not in form.fields or not all(name in copy.fields for name in names):
            continue
        kept = [copy.fields[name] for name in names]
        before = [stored.get(name, []) for name in names]
        if comparable(unit, kept) != comparable(unit, before):
            changed.append(
                (label_of(form, unit), shown(form, unit, before), shown(form, unit, kept))
            )
    return changed


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
        request.user,  # type: ignore[arg-type]  # logged in
        post,
        timezone.now(),
        tab=posted_tab(request),
        taken_up=asked.pk if asked else _number(request.POST.get("unsaved_copy", "")),
    )
    return {
        "offers": found,
        "may_take_up": _may_take_up(request, post),
        "taken_up": asked,
        "is_missing": is_asked and asked is None,
    }


def list_panel(request: HttpRequest) -> dict[str, Any]:
    """Return what `_unsaved.html` shows above the list of articles."""
    found = all_offers(request.user, timezone.now(), MOST_OFFERS)  # type: ignore[arg-type]  # logged in
    return {"offers": found, "is_list": True}


def _asked_for(request: HttpRequest, post: Post | None) -> UnsavedCopy | None:
    number = _number(request.GET.get("unsaved", ""))
    if request.method != "GET" or number is None:
        return None
    own = UnsavedCopy.objects.filter(pk=number, user=request.user.pk)
    return (own.filter(post=post) if post else own).first()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


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
