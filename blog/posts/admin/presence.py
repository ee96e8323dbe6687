"""Who else has an article open for writing, and whether it was saved meanwhile."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from blog.posts.admin.json_view import BadRequest, json_body, json_view
from blog.posts.admin.unsaved import check_writer, post_to_change, tab_of
from blog.posts.models import OpenForm, Post


def urls(post_admin: "admin.ModelAdmin[Post]") -> list[URLPattern]:
    """Return the address that open forms report to."""
    view = require_POST(json_view(post_admin)(report))
    return [path("presence/", view, name="posts_post_presence")]


def report(request: HttpRequest) -> JsonResponse:
    """Note that a tab has an article open, or, with `left`, that it has not any more.

    Takes `tab`, `post`, `user` and the `version` that the form knows, as a JSON object, or as a
    form's fields: a page that is being closed can send nothing else (`navigator.sendBeacon`).

    Answers with `others` (the open forms of the same article besides this: `name`, and `own` if it
    is the user's), `version` (the article's now), and, if that is not the one the form knows, with
    `saved_by` (a name, null if no person is known), `saved_by_you` and `saved_at`.
    """
    is_json = request.content_type == "application/json"
    sent: dict[str, Any] = json_body(request) if is_json else request.POST.dict()
    check_writer(request, sent)
    tab, now = tab_of(sent), timezone.now()
    OpenForm.objects.silent(now).delete()
    if sent.get("left"):
        OpenForm.objects.filter(user=request.user.pk, tab=tab).delete()
        return JsonResponse({})
    post = post_to_change(request, sent.get("post"))
    if post is None:
        raise BadRequest(_("An article that is not stored yet is open in no other tab."))
    OpenForm.objects.update_or_create(
        user=request.user,  # type: ignore[misc]  # logged in
        tab=tab,
        defaults={"post": post, "seen_at": now},
    )
    others = (
        OpenForm.objects.alive(now)
        .filter(post=post)
        .exclude(user=request.user.pk, tab=tab)
        .select_related("user")
        .order_by("user__username", "tab")
    )
    people = {
        form.user_id: {"name": _name(form.user), "own": form.user_id == request.user.pk}
        for form in others
    }
    answer: dict[str, Any] = {"others": list(people.values()), "version": post.version}
    if str(sent.get("version", post.version)) != str(post.version):
        answer |= _last_save(request, post)
    return JsonResponse(answer)


def _last_save(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Return who saved the article last, as far as the admin's log knows."""
    entry = (
        LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Post),
            object_id=str(post.pk),
            action_time__gte=post.modified_at,
        )
        .select_related("user")
        .order_by("action_time", "pk")
        .first()
    )
    return {
        "saved_by": _name(entry.user) if entry else None,
        "saved_by_you": entry is not None and entry.user_id == request.user.pk,
        "saved_at": post.modified_at.isoformat(),
    }


def _name(user: User) -> str:
    return user.get_full_name() or user.get_username()
