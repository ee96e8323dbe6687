"""The page on which an earlier revision of an article is brought back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.logged_in import logged_in
from blog.posts import restoring, rights
from blog.posts.admin.article_page import PostAdmin, article_page, article_view
from blog.posts.admin.comparison import NoSuchRevision, number_in, runs_between
from blog.posts.differences.source import compare
from blog.posts.models import Post, Revision
from blog.posts.whole_numbers import whole_number


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the address that shows what restoring would change, and does it when posted to."""
    view = require_http_methods(["GET", "HEAD", "POST"])(article_view(post_admin, restore))
    return [path("<int:pk>/restore/", view, name="posts_post_restore")]


def restore(post_admin: PostAdmin, request: HttpRequest, post: Post) -> HttpResponse:
    """Ask whether to restore `revision`; a POST with the `version` that was shown does it."""
    if not rights.may_change(request.user, post):
        raise PermissionDenied
    try:
        number = number_in(request.POST or request.GET, "revision") or 0
        if request.method == "POST":
            return _restored(post_admin, request, post, number)
        return _asked(post_admin, request, post, number)
    except (NoSuchRevision, restoring.RestoringRefused) as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:posts_post_history", args=[post.pk]))


def _restored(post_admin: PostAdmin, request: HttpRequest, post: Post, number: int) -> HttpResponse:
    seen = whole_number(request.POST.get("version", ""))
    try:
        made = restoring.restore(post.pk, number, by=logged_in(request), seen_version=seen)
    except restoring.TextHasChanged as refusal:
        messages.warning(request, str(refusal))
        return _asked(post_admin, request, post, number)
    post_admin.log_change(request, post, made.note)
    messages.success(
        request,
        _("Revision %(old)d has been restored as revision %(new)d.")
        % {"old": number, "new": made.number},
    )
    return HttpResponseRedirect(reverse("admin:posts_post_history", args=[post.pk]))


def _asked(post_admin: PostAdmin, request: HttpRequest, post: Post, number: int) -> HttpResponse:
    """Show what would change.

    Raises:
        blog.posts.restoring.RestoringRefused: there is no such revision, or nothing would change.
    """
    revision: Revision | None = post.revisions.select_related("by").filter(number=number).first()
    if revision is None:
        raise restoring.RestoringRefused(restoring.no_such_revision(number))
    # Text and version by one query: what is shown is what the version stands for.
    now = Post.objects.only("title", "body", "version", "slug").get(pk=post.pk)
    comparison = compare(now.body, revision.body)
    if comparison.is_unchanged and now.title == revision.title:
        raise restoring.RestoringRefused(restoring.nothing_to_restore(number))
    return article_page(
        post_admin,
        request,
        post,
        "restore.html",
        title=_("Restore revision %(number)d") % {"number": number},
        revision=revision,
        version=now.version,
        title_runs=runs_between(now.title, revision.title),
        comparison=comparison,
    )
