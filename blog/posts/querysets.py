"""The questions asked of posts, in the field's words. Time is passed in, never read here."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q

from blog.authors.models import AuthorLink

if TYPE_CHECKING:
    from blog.authors.models import Author
    from blog.categories.models import Category
    from blog.posts.models import Post, Tag  # noqa: F401  # ruff does not see Post in the base class

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

    def in_category(self, category: "Category") -> Self:
        """Posts of the category and of those below it."""
        return self.filter(category__in=type(category)._default_manager.within(category))

    def tagged(self, tag: "Tag") -> Self:
        """Posts that carry the tag."""
        return self.filter(tagged_items__tag=tag)

    def by_author(self, author: "Author") -> Self:
        """Posts whose byline names the author, in whatever place."""
        return self.filter(bylines__author=author)

    def in_year(self, year: int) -> Self:
        """Posts published in the year, in the site's time zone."""
        return self.filter(published_at__year=year)

    def in_month(self, year: int, month: int) -> Self:
        """Posts published in the month (1 to 12), in the site's time zone."""
        return self.filter(published_at__year=year, published_at__month=month)

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

    def for_detail(self) -> Self:
        """What an article's page shows: everything but the source; four queries."""
        return (
            self.select_related("category", "series", "cover")
            .defer("body", "plain_text", *_SEARCHED)
            .prefetch_related(self._bylines(pictured=True, linked=True), self._tags())
            .fetch_mode(models.FETCH_RAISE)
        )

    def _bylines(self, *, pictured: bool = False, linked: bool = False) -> Prefetch[Any]:
        """Fetch the names; with the authors' pictures, and with their links by a query more."""
        # Reached over the relation: the model of bylines is built on that of posts.
        byline = self.model._meta.get_field("bylines").related_model
        bylines = byline._default_manager.select_related("author").order_by("position", "pk")
        if pictured:
            bylines = bylines.select_related("author__avatar")
        if linked:
            links = Prefetch("author__links", AuthorLink.objects.order_by("pk"))
            bylines = bylines.prefetch_related(links)
        return Prefetch("bylines", bylines)

    def _tags(self) -> Prefetch[Any]:
        # Not "tags": the package's own lookup has no order.
        tagged = self.model._meta.get_field("tagged_items").related_model
        return Prefetch(
            "tagged_items",
            tagged._default_manager.select_related("tag").order_by("tag__name", "pk"),
        )
