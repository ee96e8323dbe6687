"""The pages that list what posts are sorted by: categories, tags, authors, series, months."""

from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Count, Max
from django.http import Http404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from blog.authors.models import Author
from blog.page_cache.declaring import kept
from blog.posts.category_tree import visible
from blog.posts.initials import by_initial
from blog.posts.listings.counts import months, used
from blog.posts.metadata.listings import for_index
from blog.posts.models import ListingKind, Series
from blog.posts.querysets import published_through
from blog.posts.shortening import first_sentence
from blog.posts.tag_use import tags_by_use

LONGEST_INTRODUCTION = 200  # characters


class VocabularyView(TemplateView):
    """A page of names with the number of published posts behind each.

    Each page says itself what of it is `kept`: a subclass could not say otherwise than its base.
    """

    def shown(self, **context: Any) -> dict[str, Any]:
        """Return the context of a page with this `heading` and what it lists."""
        return super().get_context_data(
            metadata=for_index(context["heading"], self.request.path), **context
        )


@method_decorator(kept(), name="dispatch")
class CategoriesView(VocabularyView):
    """The tree of categories that have published posts in or below them; one query."""

    template_name = "posts/category_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return self.shown(heading=_("Categories"), branches=visible(timezone.now()))


@method_decorator(kept(query=["order"]), name="dispatch")
class TagsView(VocabularyView):
    """Every tag that published posts carry; one query.

    The most used come first, or with `?order=name` those of one initial stand together.
    """

    template_name = "posts/tag_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        order = self.request.GET.get("order", "count")
        # The order by count has one address: the one without a query.
        if order not in {"count", "name"} or (order == "count" and "order" in self.request.GET):
            raise Http404
        names = tags_by_use(timezone.now())
        groups = by_initial(names, lambda tag: tag.name) if order == "name" else []
        return self.shown(
            heading=_("Tags"),
            names=names,
            order=order,
            groups=[{"initial": initial, "names": tags} for initial, tags in groups],
        )


@method_decorator(kept(), name="dispatch")
class AuthorsView(VocabularyView):
    """Every author with published posts, by name, with what introduces them; two queries."""

    template_name = "posts/author_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        uses = used(ListingKind.AUTHOR, timezone.now())
        authors = Author.objects.select_related("avatar").filter(pk__in=uses)
        names = list(authors.order_by("name", "pk"))
        for author in names:
            author.post_count, author.latest_at = uses[author.pk]  # type: ignore[attr-defined]  # the template reads them there
            introduction = first_sentence(author.biography, LONGEST_INTRODUCTION)
            author.introduction = introduction  # type: ignore[attr-defined]  # for the template
        return self.shown(heading=_("Authors"), names=names)


@method_decorator(kept(), name="dispatch")
class AllSeriesView(VocabularyView):
    """Every series with published parts, the one with the latest update first; one query."""

    template_name = "posts/series_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = published_through("posts", timezone.now())
        series = Series.objects.annotate(
            post_count=Count("posts", filter=published),
            latest_at=Max("posts__updated_at", filter=published),
        )
        names = list(series.filter(post_count__gt=0).order_by("-latest_at", "pk"))
        return self.shown(heading=_("Series"), names=names)


@method_decorator(kept(), name="dispatch")
class ArchiveView(VocabularyView):
    """Every year and month with its number of posts, the newest first; one query."""

    template_name = "posts/archive.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counted = months(timezone.now())
        years = []
        for year, group in groupby(counted, key=lambda row: row[0]):
            rows = [(date(year, month, 1), count) for _year, month, count in group]
            years.append(
                {
                    "year": year,
                    "months": [{"month": month, "count": count} for month, count in rows],
                    "count": sum(count for _month, count in rows),
                }
            )
        return self.shown(
            heading=_("Archive"),
            years=years,
            highest_count=max((count for _year, _month, count in counted), default=0),
        )
