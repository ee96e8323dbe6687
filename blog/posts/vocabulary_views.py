"""The pages that list what posts are sorted by: categories, tags, authors, months."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from blog.authors.models import Author
from blog.posts.category_tree import counted
from blog.posts.models import Post, Tag


class VocabularyView(TemplateView):
    """A page of names with the number of published posts behind each."""

    heading: str

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            canonical_url=settings.SITE_URL + escape_uri_path(self.request.path),
            feed_base="/",
            **kwargs,
        )


class CategoriesView(VocabularyView):
    """The tree of categories that have published posts in or below them; one query."""

    template_name = "posts/category_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            heading=_("Categories"), branches=counted(timezone.now()), **kwargs
        )


class TagsView(VocabularyView):
    """Every tag that published posts carry, the most used first; one query."""

    template_name = "posts/tag_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = Q(
            items__content_object__status=Post.Status.PUBLISHED,
            items__content_object__published_at__lte=timezone.now(),
        )
        tags = Tag.objects.annotate(post_count=Count("items", filter=published))
        return super().get_context_data(
            heading=_("Tags"),
            names=list(tags.filter(post_count__gt=0).order_by("-post_count", "name", "pk")),
            **kwargs,
        )


class AuthorsView(VocabularyView):
    """Every author with published posts, by name; one query."""

    template_name = "posts/author_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = Q(
            bylines__post__status=Post.Status.PUBLISHED,
            bylines__post__published_at__lte=timezone.now(),
        )
        authors = Author.objects.annotate(post_count=Count("bylines", filter=published))
        return super().get_context_data(
            heading=_("Authors"),
            names=list(authors.filter(post_count__gt=0).order_by("name", "pk")),
            **kwargs,
        )


class ArchiveView(VocabularyView):
    """Every year and month with its number of posts, the newest first; one query."""

    template_name = "posts/archive.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        months = list(
            Post.objects.published(timezone.now())
            .annotate(month=TruncMonth("published_at"))
            .values("month")
            .annotate(count=Count("pk"))
            .order_by("-month")
        )
        years = [
            {"year": year, "months": list(group)}
            for year, group in groupby(months, key=lambda row: row["month"].year)
        ]
        for entry in years:
            entry["count"] = sum(row["count"] for row in entry["months"])
        return super().get_context_data(heading=_("Archive"), years=years, **kwargs)
