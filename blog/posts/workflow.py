"""How an article goes from a draft to its readers: which steps there are, and who may take them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from blog.posts import rights
from blog.posts.models import Post, ReviewNote

DRAFT, IN_REVIEW = Post.Status.DRAFT, Post.Status.IN_REVIEW
PUBLISHED, ARCHIVED = Post.Status.PUBLISHED, Post.Status.ARCHIVED


class TransitionRefused(Exception):  # noqa: N818  # a refusal is an answer, not a fault
    """A step that the article's status or the user's rights do not allow; the message says why."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step: its name, what it is called on a button, where it begins and ends."""

    name: str
    label: str | Promise
    sources: frozenset[str]
    target: str
    needs_publishing: bool
    """Whether only who may publish may take it."""

    def is_open_to(self, user: rights.Visitor, post: Post) -> bool:
        """Whether the user may take the step with the article as it stands."""
        return (
            post.status in self.sources
            and (rights.may_publish(user) or not self.needs_publishing)
            and rights.may_change(user, post)
        )


TRANSITIONS = {
    transition.name: transition
    for transition in [
        Transition(
            "submit", gettext_lazy("Submit for review"), frozenset({DRAFT}), IN_REVIEW, False
        ),
        Transition(
            "take_back", gettext_lazy("Take back to a draft"), frozenset({IN_REVIEW}), DRAFT, False
        ),
        Transition(
            "publish",
            gettext_lazy("Publish"),
            frozenset({DRAFT, IN_REVIEW, ARCHIVED}),
            PUBLISHED,
            True,
        ),
        Transition(
            "unpublish", gettext_lazy("Take back to a draft"), frozenset({PUBLISHED}), DRAFT, True
        ),
        Transition(
            "archive",
            gettext_lazy("Archive"),
            frozenset({DRAFT, IN_REVIEW, PUBLISHED}),
            ARCHIVED,
            True,
        ),
        Transition(
            "restore", gettext_lazy("Restore as a draft"), frozenset({ARCHIVED}), DRAFT, True
        ),
    ]
}


def offered(user: rights.Visitor, post: Post) -> list[Transition]:
    """Return the steps that the user may take with the article as it stands."""
    return [step for step in TRANSITIONS.values() if step.is_open_to(user, post)]


def between(source: str, target: str) -> Transition | None:
    """Return the step from one status to another, None if there is none."""
    for step in TRANSITIONS.values():
        if source in step.sources and step.target == target:
            return step
    return None


def require(name: str, post: Post, user: rights.Visitor) -> Transition:
    """Return the step of this name if the user may take it with the article.

    Raises:
        TransitionRefused: there is no such step from the article's status, or not for this user.
    """
    step = TRANSITIONS.get(name)
    if step is not None and step.is_open_to(user, post):
        return step
    if step is not None and post.status in step.sources:
        raise TransitionRefused(
            _("You may not do this with “%(title)s”: %(step)s.")
            % {"title": post.title, "step": step.label}
        )
    raise TransitionRefused(
        _("“%(title)s” is %(status)s, so this cannot be done with it: %(step)s.")
        % {
            "title": post.title,
            "status": post.get_status_display(),
            "step": step.label if step else name,
        }
    )


def perform(name: str, post: Post, *, by: User, now: datetime, at: datetime | None = None) -> None:
    """Take a step with the article. Not saved.

    Args:
        name: a key of `TRANSITIONS`.
        post: the article, as it stands in the database.
        by: who takes the step.
        now: the present moment.
        at: for `publish`, from when on readers see it; its date of publication or `now` if None.

    Raises:
        TransitionRefused: the step is not allowed.
    """
    require(name, post, by)
    _EFFECTS[name](post, now, at)


_EFFECTS: dict[str, Callable[[Post, datetime, datetime | None], None]] = {
    "submit": lambda post, now, at: post.submit(),
    "take_back": lambda post, now, at: post.unpublish(),
    "publish": lambda post, now, at: post.publish(now, at),
    "unpublish": lambda post, now, at: post.unpublish(),
    "archive": lambda post, now, at: post.archive(),
    "restore": lambda post, now, at: post.unpublish(),
}


def remark(post: Post, *, by: User, text: str, before: str, now: datetime) -> ReviewNote | None:
    """Keep what was said with a save, and the step that was taken with it.

    Args:
        post: the article as it has been saved.
        by: who said it.
        text: the remark; may be empty.
        before: the status before the save.
        now: the present moment.

    Returns:
        The stored note, None if nothing was said and no step of the review was taken.
    """
    text = text.strip()
    of_review = IN_REVIEW in {before, post.status} and before != post.status
    if not text and not of_review:
        return None
    return ReviewNote.objects.create(
        post=post, by=by, text=text, status=post.status if of_review else "", created_at=now
    )
