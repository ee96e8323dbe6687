"""Steps of the workflow on many articles at once, each by the article's own method."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.logged_in import logged_in
from blog.markup import MarkupError
from blog.posts import rights, workflow
from blog.posts.made_ahead import make_ahead
from blog.posts.models import Post
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet
from blog.posts.workflow import TransitionRefused


@admin.action(description=_("Submit the chosen posts for review"), permissions=["change"])
def submit(post_admin: Any, request: HttpRequest, chosen: PostQuerySet) -> None:
    """Hand each chosen draft to the editors."""
    _take(post_admin, request, chosen, lambda post: "submit")


@admin.action(description=_("Publish the chosen posts"), permissions=["publish"])
def publish(post_admin: Any, request: HttpRequest, chosen: PostQuerySet) -> None:
    """Publish each, at its date of publication if it has one, else now."""
    _take(post_admin, request, chosen, _publishing)


@admin.action(description=_("Take the chosen posts back to drafts"), permissions=["change"])
def take_back(post_admin: Any, request: HttpRequest, chosen: PostQuerySet) -> None:
    """Make each a draft again, wherever it stands."""

    def step(post: Post) -> str:
        found = workflow.between(post.status, Post.Status.DRAFT)
        return found.name if found else "unpublish"

    _take(post_admin, request, chosen, step)


@admin.action(description=_("Archive the chosen posts"), permissions=["publish"])
def archive(post_admin: Any, request: HttpRequest, chosen: PostQuerySet) -> None:
    """Hide each from readers without calling it a draft."""
    _take(post_admin, request, chosen, lambda post: "archive")


def _publishing(post: Post) -> str:
    """Return the step, unless a new article would appear among the old ones without a question."""
    at = post.published_at
    if at is not None and at <= timezone.now() and not post.seen_by_readers:
        raise TransitionRefused(
            _("The publication date of “%(title)s” has passed. Open it to choose another.")
            % {"title": post.title}
        )
    return "publish"


ACTIONS = [submit, publish, take_back, archive]


def _take(
    post_admin: Any, request: HttpRequest, chosen: PostQuerySet, step: Callable[[Post], str]
) -> None:
    """Take a step with each chosen post in a transaction of its own; say what was refused."""
    changed, user = 0, logged_in(request)
    for pk in list(chosen.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # Locked, so that a save that comes in between is neither lost nor undone.
            post = rights.posts_seen_by(user).filter(pk=pk).select_for_update().first()
            if post is None:
                continue
            before, now = post.status, timezone.now()
            try:
                workflow.perform(step(post), post, by=user, now=now)
                post.save()
                make_ahead(post, with_card=False)
            except TransitionRefused as refusal:
                post_admin.message_user(request, str(refusal), messages.ERROR)
                continue
            except MarkupError as error:
                sentence = f"{post.title}: {translated(error.message)}"
                post_admin.message_user(request, sentence, messages.ERROR)
                continue
            workflow.remark(post, by=user, text="", before=before, now=now)
            post_admin.log_change(request, post, str(_("Status: %s") % post.get_status_display()))
            changed += 1
    post_admin.message_user(
        request,
        ngettext("%d post changed.", "%d posts changed.", changed) % changed,
        messages.SUCCESS if changed else messages.WARNING,
    )
