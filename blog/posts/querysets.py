"""The questions asked of posts, in the field's words. Time is passed in, never read here."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q

if TYPE_CHECKING:
    from blog.posts.models import Post  # noqa: F401  # ruff does not see it in the base class

# What only search reads, in the database.
_SEARCHED = ("search_text", "search_vector", "subject_vector", "search_digest")
# What neither a card nor a link needs.
_HEAVY = ("body", "body_html", "plain_text", "toc", *_SEARCHED)


def published_through(relation: str, now: datetime) -> Q:
    """Return the condition that a reader may see the post at the end of `relation` at `now`.

    Args:
        relation: as a query spells it, `items__content_object`; `""` for the post itself.
        now: the moment up to which articles have been published.
    """
    prefix = f"{relation}__" if relation else ""
    return Q(**{f"{prefix}status": "published", f"{prefix}published_at__lte": now})


class PostQuerySet(models.QuerySet["Post"]):
    # Which posts

    def published(self, now: datetime) -> Self:
        """What a reader may see at `now`."""
        return self.filter(published_through("", now))

    def dated_ahead(self, now: datetime) -> Self:
        """What a reader sees at `now` already, with a date among the latest updates after that."""
        ahead = self.published(now).filter(updated_at__gt=now)
        return ahead.filter(updated_at__gt=models.F("published_at"))  # as the index has it

    def scheduled(self, now: datetime) -> Self:
        """What a reader will see later than `now`, with nothing more to be done."""
        return self.filter(status="published", published_at__gt=now)

    def drafts(self) -> Self:
        """What its authors are still writing."""
        return self.filter(status="draft")

    def in_review(self) -> Self:
        """What waits for an editor's word."""
        return self.filter(status="in_review")

    def with_problems(self) -> Self:
        """Posts in whose text rendering found something doubtful."""
        return self.filter(problem_count__gt=0)

    def of_user(self, user_id: int | None) -> Self:
        """Posts whose byline names the author whose login this is; none for None."""
        # A login has one author at most, and a byline names an author once: no row comes twice.
        return self.filter(bylines__author__user=user_id) if user_id else self.none()

    # In which order

    def latest_first(self) -> Self:
        """By date in the feed of latest updates, the newest first."""
        return self.order_by("-updated_at", "-pk")

    def newest_first(self) -> Self:
        """By date of publication, the newest first."""
        return self.order_by("-published_at", "-pk")

    def last_saved_first(self) -> Self:
        """By the last save of any kind, the newest first."""
        return self.order_by("-modified_at", "-pk")

    # How much of each

    def for_list(self) -> Self:
        """What a card shows: category, bylines and tags fetched, bodies left behind.

        Costs three queries for any number of posts; reading more than that raises.
        """
        return (
            self.select_related("category")
            .defer(*_HEAVY)
            .prefetch_related(self._bylines(), self._tags())
            .fetch_mode(models.FETCH_RAISE)
        )

    def for_admin(self) -> Self:
        """What the admin's lists show: where a post stands, its category and bylines.

        Costs two queries for any number of posts; reading more than that raises.
        """
        return (
            self.select_related("category")
            .only(
                "title", "slug", "status", "published_at", "updated_at", "modified_at",
                "problem_count", "category__name",
            )
            .prefetch_related(self._bylines())
            .fetch_mode(models.FETCH_RAISE)
        )  # fmt: skip

    def for_feed(self) -> Self:
        """What a feed's entry shows: as `for_list`, with the HTML, cover and avatars."""
        return (
            self.select_related("category", "cover")
            .defer("body", "plain_text", "toc", *_SEARCHED)
            .prefetch_related(self._bylines(pictured=True), self._tags())
            .fetch_mode(models.FETCH_RAISE)
        )

    def _bylines(self, *, pictured: bool = False) -> Prefetch[Any]:
        """Fetch the names, and with them the authors' pictures."""
        # Reached over the relation: the model of bylines is built on that of posts.
        byline = self.model._meta.get_field("bylines").related_model
        bylines = byline._default_manager.select_related("author").order_by("position", "pk")
        if pictured:
            bylines = bylines.select_related("author__avatar")
        return Prefetch("bylines", bylines)

    def _tags(self) -> Prefetch[Any]:
        # Not "tags": the package's own lookup has no order.
        tagged = self.model._meta.get_field("tagged_items").related_model
        return Prefetch(
            "tagged_items",
            tagged._default_manager.select_related("tag").order_by("tag__name", "pk"),
        )
