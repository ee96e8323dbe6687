"""The history of an article: its revisions, what was said in review, and the admin's own log."""

from operator import attrgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.posts.admin.article_page import PostAdmin, article_page, article_view
from blog.posts.admin.comparison import newest_number
from blog.posts.admin.frames import with_frame
from blog.posts.admin_log import log_of
from blog.posts.models import Post, ReviewNote, Revision
from blog.posts.restoring import no_such_revision

PER_PAGE = 50


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the addresses of the history and of one revision."""
    return [
        path(
            "<int:pk>/history/",
            require_safe(article_view(post_admin, history)),
            name="posts_post_history",
        ),
        path(
            "<int:pk>/revisions/<int:number>/",
            with_frame(require_safe(article_view(post_admin, revision))),
            name="posts_post_revision",
        ),
    ]


def history(post_admin: PostAdmin, request: HttpRequest, post: Post) -> HttpResponse:
    """List the revisions, newest first, with the remarks made in between.

    Costs five queries besides the login's and the article's, whatever it shows; no text is loaded.
    """
    revisions = post.revisions.select_related("by").defer("body").order_by("-number")
    pages = Paginator(revisions, PER_PAGE)
    page = pages.get_page(request.GET.get("p"))
    first = (page.number - 1) * PER_PAGE
    shown = list(revisions[max(first - 1, 0) : first + PER_PAGE])
    newer = shown.pop(0) if first else None

    remarks = post.review_notes.select_related("by")
    if newer:
        remarks = remarks.filter(created_at__lt=newer.created_at)
    if page.has_next():
        remarks = remarks.filter(created_at__gte=shown[-1].created_at)
    entries: list[Revision | ReviewNote] = [*shown, *remarks]
    entries.sort(key=attrgetter("created_at"), reverse=True)

    log = Paginator(log_of(post).order_by("-action_time", "-pk"), PER_PAGE)
    log_page = log.get_page(request.GET.get("log"))
    return article_page(
        post_admin,
        request,
        post,
        "history.html",
        title=_("History"),
        entries=entries,
        newest=0 if newer or not shown else shown[0].number,
        chosen=[one.number for one in shown[:2]],
        page=page,
        page_numbers=list(pages.get_elided_page_range(page.number)),
        log_page=log_page,
        log_page_numbers=list(log.get_elided_page_range(log_page.number)),
    )


def revision(post_admin: PostAdmin, request: HttpRequest, post: Post, number: int) -> HttpResponse:
    """Show one revision: its source, or the page made from it."""
    shown = post.revisions.select_related("by").filter(number=number).first()
    if shown is None:
        messages.error(request, no_such_revision(number))
        return HttpResponseRedirect(reverse("admin:posts_post_history", args=[post.pk]))
    newest = newest_number(post)
    return article_page(
        post_admin,
        request,
        post,
        "revision.html",
        title=_("Revision %(number)d") % {"number": number},
        revision=shown,
        newest=newest,
        earlier=number - 1,
        later=number + 1 if number < newest else 0,
        is_rendered=request.GET.get("as") == "rendered",
    )
