"""Who else has an article open for writing, and whether it was saved meanwhile."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.logged_in import logged_in
from blog.posts.admin.article_page import PostAdmin
from blog.posts.admin.composer_requests import check_writer, post_to_change, tab_of
from blog.posts.admin.json_view import BadRequest, json_body, json_view
from blog.posts.admin_log import last_saved_by
from blog.posts.models import OpenForm, Post


def urls(post_admin: PostAdmin) -> list[URLPattern]:
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
        user=logged_in(request),
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
        form.user_id: {"name": form.user.display_name, "own": form.user_id == request.user.pk}
        for form in others
    }
    answer: dict[str, Any] = {"others": list(people.values()), "version": post.version}
    if str(sent.get("version", post.version)) != str(post.version):
        answer |= _last_save(request, post)
    return JsonResponse(answer)


def _last_save(request: HttpRequest, post: Post) -> dict[str, Any]:
    by = last_saved_by(post)
    return {
        "saved_by": by.display_name if by else None,
        "saved_by_you": by is not None and by.pk == request.user.pk,
        "saved_at": post.modified_at.isoformat(),
    }
