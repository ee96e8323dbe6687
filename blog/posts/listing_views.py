"""The pages that list posts: the latest, of a category, a tag, an author, a series, a date."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.encoding import escape_uri_path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import ListView

from blog.authors.models import Author, AuthorLink
from blog.categories.models import Category
from blog.page_cache.declaring import as_before, kept
from blog.posts.category_tree import path_to, visible
from blog.posts.listings.cards import cards_of
from blog.posts.listings.listing import PostListing
from blog.posts.listings.paginating import ListedPosts
from blog.posts.metadata.listings import (
    Listing,
    for_author,
    for_category,
    for_home,
    for_listing,
)
from blog.posts.metadata.page import PageMetadata
from blog.posts.models import Post, Series, Tag
from blog.posts.paging import asked_page, paging

# What only some of the pages show.
_ABSENT: Final[dict[str, Any]] = {
    "is_home": False,
    "author": None,
    "trail": [],
    "description": "",
    "below": [],
}
_LINKS = Prefetch("links", AuthorLink.objects.order_by("pk"))


@method_decorator(kept(query=["page"]), name="dispatch")
class PostListView(ListView[Post]):
    """Published posts a page at a time; subclasses choose which, and the heading.

    Costs two queries (the page's place, its cards) besides what the subclass looks up: the first
    page the same as the last, of a short list as of a long one.
    """

    template_name = "posts/post_list.html"
    paginate_by = settings.POSTS_PER_PAGE
    may_be_empty = False
    dated_by_publication = False
    """Whether cards show when an article was published before when it was updated."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.number = asked_page(request)
        if self.number == 1 and "page" in request.GET:
            return HttpResponsePermanentRedirect(self.address(1))
        self.now = timezone.now()
        return super().get(request, *args, **kwargs)

    def address(self, page: int) -> str:
        """The path of one of the listing's pages."""
        path = escape_uri_path(self.request.path)
        return f"{path}?page={page}" if page > 1 else path

    def chosen(self) -> PostListing:
        """Which posts, in which order."""
        return PostListing.latest()

    def get_queryset(self) -> Sequence[int]:  # type: ignore[override]  # all that a paginator asks for
        return ListedPosts(self.chosen(), self.number, self.paginate_by, self.now)

    def heading(self) -> str:
        """The page's heading, and with the site's name its title."""
        return str(settings.FEED_HEADING)

    def feed_base(self) -> str:
        """The path below which the feeds lie that carry what is listed: the site's by default."""
        return "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = _ABSENT | super().get_context_data(**kwargs)
        page: Page[int] = context["page_obj"]
        if page.paginator.count == 0 and not self.may_be_empty:
            # A name that only hidden posts carry is hidden with them.
            raise Http404
        context["cards"] = cards_of(
            list(page.object_list), self.now, dated_by_publication=self.dated_by_publication
        )
        context["paging"] = paging(page, self.address)
        context["heading"] = self.heading()
        context["metadata"] = self.metadata(
            Listing(
                context["heading"],
                self.address(1),
                page,
                self.feed_base(),
                context["description"],
            )
        )
        return context

    def metadata(self, listing: Listing) -> PageMetadata:
        """What the page's head says to machines."""
        return for_listing(listing)


class LatestView(PostListView):
    """The feed of latest updates."""

    may_be_empty = True

    def metadata(self, listing: Listing) -> PageMetadata:
        return for_home(listing)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_home=True, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        shown = (*context["cards"], context["paginator"].count)
        return as_before(self.request, shown) or super().render_to_response(context, **kwargs)


class CategoryView(PostListView):
    """The updates of a category and of those below it; two queries more."""

    def chosen(self) -> PostListing:
        self.category = get_object_or_404(Category, slug=self.kwargs["slug"])
        return PostListing.of_category(self.category)

    def heading(self) -> str:
        return self.category.name

    def feed_base(self) -> str:
        return self.category.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = path_to(visible(self.now), self.category)
        self.trail = [branch.category for branch in path] or [self.category]
        return super().get_context_data(
            description=self.category.description,
            trail=self.trail[:-1],
            below=[branch.category for branch in path[-1].children] if path else [],
            **kwargs,
        )

    def metadata(self, listing: Listing) -> PageMetadata:
        return for_category(listing, self.trail)


class TagView(PostListView):
    """The updates that carry a tag; one query more."""

    def chosen(self) -> PostListing:
        self.tag = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return PostListing.of_tag(self.tag)

    def heading(self) -> str:
        return _("Tag: %(name)s") % {"name": self.tag.name}

    def feed_base(self) -> str:
        return self.tag.get_absolute_url()


class AuthorView(PostListView):
    """The updates with an author in their byline; two queries more."""

    def chosen(self) -> PostListing:
        authors = Author.objects.select_related("avatar").prefetch_related(_LINKS)
        self.author = get_object_or_404(authors, slug=self.kwargs["slug"])
        return PostListing.of_author(self.author)

    def heading(self) -> str:
        return self.author.name

    def feed_base(self) -> str:
        return self.author.get_absolute_url()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            author=self.author,
            description=self.author.biography,
            **kwargs,
        )

    def metadata(self, listing: Listing) -> PageMetadata:
        return for_author(listing, self.author)


class SeriesView(PostListView):
    """The parts of a series, in order; two queries more."""

    def get_queryset(self) -> QuerySet[Post, int]:  # type: ignore[override]  # all that a paginator asks for
        self.series = get_object_or_404(Series, slug=self.kwargs["slug"])
        posts = Post.objects.published(self.now).filter(series=self.series)
        return posts.order_by("series_position", "pk").values_list("pk", flat=True)

    def heading(self) -> str:
        return self.series.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(description=self.series.description, **kwargs)


class YearView(PostListView):
    """What was published in a year."""

    dated_by_publication = True

    def chosen(self) -> PostListing:
        return PostListing.of_year(self.kwargs["year"])

    def heading(self) -> str:
        return date_format(date(self.kwargs["year"], 1, 1), _("Y"))


class MonthView(PostListView):
    """What was published in a month."""

    dated_by_publication = True

    def chosen(self) -> PostListing:
        return PostListing.of_month(self.kwargs["year"], self.kwargs["month"])

    def heading(self) -> str:
        return date_format(date(self.kwargs["year"], self.kwargs["month"], 1), "YEAR_MONTH_FORMAT")
