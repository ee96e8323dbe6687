"""The list of articles: what it shows, by what it is filtered and searched.

Its queries read a covering index (`post_last_saved`) and not the articles themselves, of which
each fills a quarter of a page; only the articles of the page that is shown are loaded.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from blog.authors.models import Author
from blog.posts import rights
from blog.posts.admin.narrow_list import NarrowChangeList
from blog.posts.finding import find
from blog.posts.models import Post
from blog.posts.querysets import PostQuerySet
from blog.posts.whole_numbers import whole_number

STANDINGS = {
    "draft": _("draft"),
    "in_review": _("in review"),
    "scheduled": _("scheduled"),
    "published": _("published"),
    "archived": _("archived"),
}
"""The statuses as editors see them, in which scheduled is one of its own."""


class StandingFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STANDINGS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        if self.value() == "published":
            return queryset.published(now)
        if self.value() == "scheduled":
            return queryset.scheduled(now)
        return queryset.filter(status=self.value()) if self.value() else queryset


class MineFilter(admin.SimpleListFilter):
    """One's own articles; for editors, who see those of others as well."""

    title = _("author")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("mine"))] if rights.is_editor(request.user) else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.of_user(request.user.pk) if self.value() == "1" else queryset


class AuthorFilter(admin.SimpleListFilter):
    """The articles of one author, whose name was followed in the list.

    There may be thousands of authors, so it offers none by itself: the search finds them.
    """

    title = _("byline")
    parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        number = self.number()
        if number is None:
            return []
        known = Author.objects.filter(pk=number).values_list("name", flat=True).first()
        return [(str(number), known or _("nobody"))]

    def number(self) -> int | None:
        """The number of the author that was asked for; None for what is no number."""
        return whole_number(self.used_parameters.get(self.parameter_name) or "")

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(bylines__author=self.number())


class ProblemsFilter(admin.SimpleListFilter):
    title = _("problems")
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("with problems"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.with_problems() if self.value() == "yes" else queryset


class PostList(admin.ModelAdmin[Post]):
    """The list's half of the articles' admin: seven queries besides the login's."""

    list_display = [
        "title", "standing", "bylines_named", "category_named", "published_at", "modified_at",
        "problems",
    ]  # fmt: skip
    list_filter = [
        StandingFilter, MineFilter, AuthorFilter, ProblemsFilter, "language",
        ("category", admin.RelatedOnlyFieldListFilter),
    ]  # fmt: skip
    list_per_page = 50
    # What is searched is said in `blog.posts.finding`; Django shows the box if this is not empty.
    search_fields = ["title", "slug"]
    search_help_text = _("Title, slug, author or tag")
    date_hierarchy = "published_at"
    ordering = ["-modified_at", "-pk"]
    show_full_result_count = False
    # Counts beside each choice would be a query for each of hundreds of categories.
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css = {"all": ["css/post-list.css"]}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NarrowChangeList

    def rows_shown(self, rows: PostQuerySet) -> PostQuerySet:
        return rows.for_admin()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Post], search_term: str
    ) -> tuple[PostQuerySet, bool]:
        return find(queryset, search_term), False  # type: ignore[arg-type]  # of this model

    @admin.display(description=_("status"), ordering="status")
    def standing(self, post: Post) -> SafeString:
        """The status, or that it is scheduled, as a badge."""
        name = standing_of(post)
        return format_html('<span class="standing standing-{}">{}</span>', name, STANDINGS[name])

    @admin.display(description=_("authors"))
    def bylines_named(self, post: Post) -> SafeString:
        """The authors, each with a link to all that is theirs."""
        authors = [byline.author for byline in post.bylines.all()]
        links = ((author.pk, author.name) for author in authors)
        return format_html_join(
            pgettext("between authors", ", "), '<a href="?author={}">{}</a>', links
        )

    @admin.display(description=_("category"), ordering="category__name")
    def category_named(self, post: Post) -> str:
        return post.category.name if post.category else ""

    @admin.display(description=_("problems"), ordering="problem_count")
    def problems(self, post: Post) -> SafeString | str:
        if not post.problem_count:
            return ""
        return format_html('<span class="problem-count">{}</span>', post.problem_count)


def standing_of(post: Post) -> str:
    """Return the key of `STANDINGS` that the article has now."""
    if post.status == Post.Status.PUBLISHED and not post.is_visible(timezone.now()):
        return "scheduled"
    return post.status
