"""The page on which links to a draft are made and taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.logged_in import logged_in
from blog.posts import rights
from blog.posts.admin.article_page import PostAdmin, article_page, article_view
from blog.posts.models import DraftLink, Post
from blog.posts.models.draft_link import LIFETIMES
from blog.posts.whole_numbers import whole_number
from blog.site.addresses import absolute

MOST_OPEN = 20
"""Open links of one article: more are never needed, and nobody could keep account of them."""
ENDED_SHOWN = 10


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the address that lists the links, and makes or revokes one when posted to."""
    view = require_http_methods(["GET", "HEAD", "POST"])(article_view(post_admin, draft_links))
    return [path("<int:pk>/draft-links/", view, name="posts_post_draft_links")]


def draft_links(post_admin: PostAdmin, request: HttpRequest, post: Post) -> HttpResponse:
    """List the article's links; a POST with `action` *make* and `days`, or *revoke* and `link`."""
    if not rights.may_change(request.user, post):
        raise PermissionDenied
    now = timezone.now()
    if request.method == "POST":
        action = _ACTIONS.get(request.POST.get("action", ""))
        if action is None:
            messages.error(request, _("Choose what to do: make a link, or revoke one."))
        else:
            action(post_admin, request, post)
        return HttpResponseRedirect(reverse("admin:posts_post_draft_links", args=[post.pk]))
    links = DraftLink.objects.filter(post=post).select_related("created_by")
    made = links.order_by("-created_at", "-pk")
    return article_page(
        post_admin,
        request,
        post,
        "draft_links.html",
        title=_("Draft links"),
        is_visible=post.is_visible(now),
        lifetimes=LIFETIMES.items(),
        usual_lifetime=7,
        open_links=[(link, absolute(link.get_absolute_url())) for link in made.open(now)],
        ended_links=made.exclude(revoked_at=None, expires_at__gt=now)[:ENDED_SHOWN],
    )


def _make(post_admin: PostAdmin, request: HttpRequest, post: Post) -> None:
    now, days = timezone.now(), request.POST.get("days", "")
    if days not in map(str, LIFETIMES):
        messages.error(request, _("Choose how long the link shall last."))
    elif post.is_visible(now):
        messages.error(request, _("Readers see this article already: give them its own address."))
    elif DraftLink.objects.filter(post=post).open(now).count() >= MOST_OPEN:
        messages.error(
            request,
            _("This article has %(most)d links already. Revoke one before you make another.")
            % {"most": MOST_OPEN},
        )
    else:
        link = DraftLink.objects.make(post, by=logged_in(request), days=int(days), now=now)
        ends = formats.date_format(timezone.localtime(link.expires_at), "DATETIME_FORMAT")
        post_admin.log_change(
            request, post, _("Made a draft link, until %(time)s.") % {"time": ends}
        )
        messages.success(
            request,
            _("The link has been made. Whoever has it can read the article until %(time)s.")
            % {"time": ends},
        )


def _revoke(post_admin: PostAdmin, request: HttpRequest, post: Post) -> None:
    now, number = timezone.now(), whole_number(request.POST.get("link", ""))
    link = DraftLink.objects.filter(post=post, pk=number).first() if number is not None else None
    if link is None:
        messages.error(request, _("This article has no such link."))
    elif not link.is_open(now):
        messages.info(request, _("The link had ended already."))
    else:
        link.revoke(now)
        link.save(update_fields=["revoked_at"])
        post_admin.log_change(request, post, _("Revoked a draft link."))
        messages.success(request, _("The link has been revoked: it shows nothing any more."))


_ACTIONS = {"make": _make, "revoke": _revoke}
