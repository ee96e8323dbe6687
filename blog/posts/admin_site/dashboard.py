"""The front page of the admin: what waits for the one who opens it.

Nine queries, however much there is: five for articles, one each for their authors, their last
notes, dead links and unsaved copies. Django's own for the login and recent actions come on top.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from blog.posts import rights
from blog.posts.dead_links import dead_links
from blog.posts.models import Byline, Post, ReviewNote
from blog.posts.querysets import PostQuerySet
from blog.posts.unsaved.taking_up import all_offers

AT_ONCE = 8  # rows of each panel


@dataclass(slots=True)
class Panel:
    """One short list: its heading, its rows, what it says without any, and where all of them are.

    `kind` names the template of a row.
    """

    kind: str
    heading: str
    empty: str
    rows: list[Any]
    address: str = ""
    more: bool = field(init=False)

    def __post_init__(self) -> None:
        self.more = len(self.rows) > AT_ONCE
        self.rows = self.rows[:AT_ONCE]

    @property
    def template(self) -> str:
        """The name of the template of one row."""
        return f"admin/dashboard/_{self.kind}.html"


def panels_for(user: User, now: datetime) -> list[Panel]:
    """Return what the user should see first, by their rights; nothing for who does not write."""
    if not user.has_perm("posts.change_post"):
        return []
    is_editor = rights.is_editor(user)
    seen = rights.posts_seen_by(user)
    own = rights.posts_seen_by(user).of_user(user.pk)
    panels = [
        Panel(
            "draft",
            _("My drafts"),
            _("You have no drafts. Begin one with “New article”."),
            _first(own.drafts().last_saved_first()),
            _list_of(standing="draft", mine="1"),
        ),
        Panel(
            "review",
            _("Waiting for review") if is_editor else _("My articles in review"),
            _("Nothing waits for review.")
            if is_editor
            else _("None of your articles is in review. Submit a draft when it is ready."),
            _first(seen.in_review().last_saved_first()),
            _list_of(standing="in_review"),
        ),
        Panel(
            "scheduled",
            _("Scheduled next"),
            _("Nothing is scheduled. Publish with a date in the future, and it appears by itself."),
            _first(seen.scheduled(now).order_by("published_at", "pk")),
            _list_of(standing="scheduled", o="5"),
        ),
        Panel(
            "published",
            _("Recently published") if is_editor else _("My last published articles"),
            _("Nothing is published yet."),
            _first(seen.published(now).newest_first()),
            _list_of(standing="published", o="-5"),
        ),
        Panel(
            "problems",
            _("Problems in published articles"),
            _("No problems were found in published articles."),
            _first(seen.published(now).with_problems().latest_first()),
            _list_of(standing="published", problems="yes"),
        ),
        Panel(
            "dead_link",
            _("Links that lead nowhere"),
            _("The links of the latest articles lead to articles that readers see."),
            list(dead_links(seen, now, AT_ONCE)),
        ),
        Panel(
            "unsaved",
            _("My unsaved text"),
            _("Everything that you typed is saved."),
            all_offers(user, now, AT_ONCE + 1),
        ),
    ]
    _fetch(row for panel in panels for row in panel.rows if isinstance(row, Post))
    return panels


def _first(posts: PostQuerySet) -> list[Post]:
    """Return what a panel shows of the posts, and one more to know whether there are more."""
    return list(
        posts.only(
            "title", "slug", "status", "published_at", "updated_at", "modified_at", "problem_count"
        )[: AT_ONCE + 1]
    )


def _list_of(**filters: str) -> str:
    return reverse("admin:posts_post_changelist", query=filters)


def _fetch(posts: Iterable[Post]) -> None:
    """Fetch the authors and the last note of all panels' posts at once: two queries."""
    last_notes = (
        ReviewNote.objects.exclude(text="")
        .select_related("by")
        .order_by("post_id", "-created_at", "-pk")
        .distinct("post_id")
    )
    prefetch_related_objects(
        list(posts),
        Prefetch("bylines", Byline.objects.select_related("author").order_by("position", "pk")),
        Prefetch("review_notes", last_notes, to_attr="last_notes"),
    )
