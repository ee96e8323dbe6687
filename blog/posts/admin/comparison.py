"""What changed between two revisions of an article: in its source, and on its page."""

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render as render_template
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from blog.markup import MarkupError
from blog.posts.admin.article_page import PostAdmin, article_page, article_view
from blog.posts.admin.frames import in_frame, with_frame
from blog.posts.differences.rendered import compare_html
from blog.posts.differences.source import Run, compare
from blog.posts.models import Post, Revision
from blog.posts.problem_messages import translated
from blog.posts.rendering import render_for_site
from blog.posts.restoring import no_such_revision
from blog.posts.whole_numbers import LARGEST_COUNT, whole_number


class NoSuchRevision(Exception):  # noqa: N818  # an answer, not a fault
    """A number that is none, or of no revision of the article; the message says so to people."""


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the addresses of the comparison, and of the page that stands in its frame."""
    return [
        path(
            "<int:pk>/compare/",
            with_frame(require_safe(article_view(post_admin, comparison))),
            name="posts_post_compare",
        ),
        path(
            "<int:pk>/rendered/",
            in_frame(require_safe(article_view(post_admin, rendered))),
            name="posts_post_rendered",
        ),
    ]


def newest_number(post: Post) -> int:
    """Return the number of the article's newest revision, 0 if it has none."""
    return post.revisions.aggregate(newest=models.Max("number"))["newest"] or 0


def number_in(sent: QueryDict, name: str) -> int | None:
    """Return the number of a revision that a request names; None if it names none.

    Raises:
        NoSuchRevision: what it sends there is no number of a revision.
    """
    value = sent.get(name, "")
    if not value:
        return None
    number = whole_number(value, LARGEST_COUNT)
    if number is None:
        raise NoSuchRevision(no_such_revision(value))
    return number


def comparison(post_admin: PostAdmin, request: HttpRequest, post: Post) -> HttpResponse:
    """Compare revision `from` with revision `to`; by default the newest with the one before it.

    0 as `from` is the empty article before the first. `as` is *source* or *rendered*.
    """
    newest = newest_number(post)
    try:
        later = number_in(request.GET, "to")
        later = newest if later is None else later
        earlier = number_in(request.GET, "from")
        earlier = max(later - 1, 0) if earlier is None else earlier
        before, after = _both(post, earlier, later)
    except NoSuchRevision as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:posts_post_history", args=[post.pk]))
    is_rendered = request.GET.get("as") == "rendered"
    return article_page(
        post_admin,
        request,
        post,
        "compare.html",
        title=_("Changes from revision %(from)d to revision %(to)d")
        % {"from": earlier, "to": later},
        before=before,
        after=after,
        earlier=earlier,
        later=later,
        newest=newest,
        step_back=(later - 2, later - 1) if later > 1 else None,
        step_on=(later, later + 1) if later < newest else None,
        is_rendered=is_rendered,
        title_runs=runs_between(before.title, after.title) if before else (),
        comparison=None if is_rendered else compare(before.body if before else "", after.body),
    )


def runs_between(before: str, after: str) -> tuple[Run, ...]:
    """Return what changed between two titles, as runs of one line; nothing if they are equal."""
    if before == after:
        return ()
    runs: list[Run] = []
    for piece in compare(before, after).pieces:
        runs.extend(getattr(piece, "runs", ()))
    return tuple(runs)


def _both(post: Post, earlier: int, later: int) -> tuple[Revision | None, Revision]:
    """Return two revisions with their texts; None for number 0 as the earlier one.

    Raises:
        NoSuchRevision: the article has none of that number.
    """
    found = {
        revision.number: revision
        for revision in post.revisions.select_related("by").filter(number__in={earlier, later})
    }
    if later not in found or (earlier and earlier not in found):
        raise NoSuchRevision(no_such_revision(earlier if later in found else later))
    return found.get(earlier), found[later]


def rendered(post_admin: PostAdmin, request: HttpRequest, post: Post) -> HttpResponse:
    """The article's body as revision `to` has it, in the site's look.

    With `from`, what has changed since that revision is marked; 0 is the empty article.
    """
    html = problem = ""
    is_same = False
    try:
        later = number_in(request.GET, "to") or 0
        earlier = number_in(request.GET, "from")
        before, after = _both(post, later if earlier is None else earlier, later)
        html = render_for_site(after.body, language=post.language).html
        if earlier is not None:
            old = render_for_site(before.body if before else "", language=post.language).html
            is_same = old == html
            html = compare_html(old, html)
    except MarkupError as error:
        problem = translated(error.message)
    except NoSuchRevision as refusal:
        problem = str(refusal)
    return render_template(
        request,
        "admin/posts/post/compare_frame.html",
        {"post": post, "html": html, "problem": problem, "is_same": is_same},
    )
