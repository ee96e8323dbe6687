"""The page of one unsaved copy: what it holds that the stored article has not."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from blog.markup.limits import MAX_SOURCE_CHARACTERS
from blog.posts import rights
from blog.posts.admin.article_page import PostAdmin
from blog.posts.differences.source import Comparison, compare
from blog.posts.forms.shown_values import label_of, shown
from blog.posts.forms.state import TEXT, comparable, state_of, units
from blog.posts.models import Post, Revision, UnsavedCopy
from blog.posts.whole_numbers import LARGEST_COUNT, whole_number

MOST_REVISIONS = 10
"""Saves since the copy began that are listed; the history has all."""


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
    is_writable = may_take_up(request, post)
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
            "comparison": _compared(before, copy.value(TEXT)),
            "values": _changed_values(post_admin, request, copy, post),
            "take_up": take_up_address(copy, post if is_writable else None),
            "is_new_article": post is None or not is_writable,
        },
    )


def _compared(before: Post | Revision | None, text: str) -> Comparison | None:
    """Return what the text changes; None if no article can be that long: it would take minutes."""
    if len(text) > MAX_SOURCE_CHARACTERS:
        return None
    return compare(before.body if before else "", text)


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


def may_take_up(request: HttpRequest, post: Post | None) -> bool:
    """Whether the user may go on with a copy in the article's form, or (None) in a new one's."""
    return post is None or rights.may_change(request.user, post)


def _revision_begun_from(copy: UnsavedCopy, post: Post | None) -> Revision | None:
    number = _begun_from(copy)
    if post is None or number is None:
        return None
    revision: Revision | None = post.revisions.filter(number=number).first()
    return revision


def _begun_from(copy: UnsavedCopy) -> int | None:
    """Return the number of the revision that a copy says it began from, None if it cannot be."""
    return whole_number(copy.value("base_revision"), LARGEST_COUNT)


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
