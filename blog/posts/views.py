"""The pages that show posts: listings, and the article."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.db.models import Prefetch
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import escape_uri_path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from blog.authors.models import Author, AuthorLink
from blog.categories.models import Category
from blog.posts import rights
from blog.posts.category_tree import path_to, visible
from blog.posts.metadata.articles import for_article, for_preview
from blog.posts.metadata.listings import (
    Listing,
    for_author,
    for_category,
    for_home,
    for_listing,
)
from blog.posts.metadata.page import PageMetadata
from blog.posts.models import DraftLink, Post, Series, Tag
from blog.posts.querysets import PostQuerySet
from blog.posts.surroundings import Surroundings, surroundings_of

_LINKS = Prefetch("links", AuthorLink.objects.order_by("pk"))


class PostListView(ListView[Post]):
    """Published posts a page at a time; subclasses choose which, and the heading.

    Costs four queries (count, posts with category, bylines, tags) besides what the subclass
    looks up.
    """

    template_name = "posts/post_list.html"
    paginate_by = settings.POSTS_PER_PAGE
    may_be_empty = False

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = request.GET.get("page")
        if page == "1":
            return HttpResponsePermanentRedirect(escape_uri_path(request.path))
        if page is not None and not (page.isascii() and page.isdecimal() and page[0] != "0"):
            raise Http404
        self.now = timezone.now()
        return super().get(request, *args, **kwargs)

    def chosen(self) -> PostQuerySet:
        """Which posts, in which order."""
        return Post.objects.published(self.now).latest_first()

    def get_queryset(self) -> PostQuerySet:
        return self.chosen().for_list()

    def heading(self) -> str:
        """The page's heading, and with the site's name its title."""
        return str(settings.FEED_HEADING)

    def feed_base(self) -> str | None:
        """The address below which this listing's feeds lie, None if it has none."""
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page: Page[Post] = context["page_obj"]
        if page.paginator.count == 0 and not self.may_be_empty:
            # A name that only hidden posts carry is hidden with them.
            raise Http404
        context["posts"] = list(page.object_list)
        # Around the second page on the first, so that three numbers are always near.
        middle = min(max(page.number, 2), max(page.paginator.num_pages - 1, 1))
        context["page_range"] = list(
            page.paginator.get_elided_page_range(middle, on_each_side=1, on_ends=1)
        )
        context["heading"] = self.heading()
        path = context["page_path"] = escape_uri_path(self.request.path)
        context["metadata"] = self.metadata(
            Listing(
                context["heading"],
                path,
                page,
                self.feed_base() or "/",
                context.get("description", ""),
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


class CategoryView(PostListView):
    """The updates of a category and of those below it; two queries more."""

    def chosen(self) -> PostQuerySet:
        self.category = get_object_or_404(Category, slug=self.kwargs["slug"])
        return super().chosen().in_category(self.category)

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

    def chosen(self) -> PostQuerySet:
        self.tag = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return super().chosen().tagged(self.tag)

    def heading(self) -> str:
        return _("Tag: %(name)s") % {"name": self.tag.name}

    def feed_base(self) -> str:
        return self.tag.get_absolute_url()


class AuthorView(PostListView):
    """The updates with an author in their byline; two queries more."""

    def chosen(self) -> PostQuerySet:
        authors = Author.objects.select_related("avatar").prefetch_related(_LINKS)
        self.author = get_object_or_404(authors, slug=self.kwargs["slug"])
        return super().chosen().by_author(self.author)

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
    """The parts of a series, in order; one query more."""

    def chosen(self) -> PostQuerySet:
        self.series = get_object_or_404(Series, slug=self.kwargs["slug"])
        posts = Post.objects.published(self.now).filter(series=self.series)
        return posts.order_by("series_position", "pk")

    def heading(self) -> str:
        return self.series.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(description=self.series.description, **kwargs)


class YearView(PostListView):
    """What was published in a year."""

    def chosen(self) -> PostQuerySet:
        return Post.objects.published(self.now).in_year(self.kwargs["year"]).newest_first()

    def heading(self) -> str:
        return date_format(date(self.kwargs["year"], 1, 1), _("Y"))


class MonthView(PostListView):
    """What was published in a month."""

    def chosen(self) -> PostQuerySet:
        year, month = self.kwargs["year"], self.kwargs["month"]
        return Post.objects.published(self.now).in_month(year, month).newest_first()

    def heading(self) -> str:
        return date_format(date(self.kwargs["year"], self.kwargs["month"], 1), "YEAR_MONTH_FORMAT")


class PostDetailView(DetailView[Post]):
    """An article; six queries, whatever hangs on it."""

    template_name = "posts/post_detail.html"
    context_object_name = "post"

    def get_queryset(self) -> PostQuerySet:
        self.now = timezone.now()
        return Post.objects.published(self.now).for_detail()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        around = surroundings_of(self.object, self.now)
        return super().get_context_data(
            metadata=self.metadata(around),
            updates=list(self.object.significant_updates.order_by("-at", "-pk")),
            edit_url=self.edit_url(),
            **vars(around),
            **kwargs,
        )

    def metadata(self, around: Surroundings) -> PageMetadata:
        """What the page's head says to machines."""
        return for_article(self.object, translations=around.translations)

    def edit_url(self) -> str:
        """The address of the article's form for those who may change it, else `""`.

        Costs no query for a visitor without a login.
        """
        if not rights.may_change(self.request.user, self.object):
            return ""
        return reverse("admin:posts_post_change", args=[self.object.pk])


def never_kept(response: HttpResponseBase) -> HttpResponseBase:
    """Keep a page of a draft out of caches and search engines, and its address to itself."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


class PostPreviewView(PostDetailView):
    """An article as its readers will see it, for those who may see it before them."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        return never_kept(response)

    def get_queryset(self) -> PostQuerySet:
        self.now = timezone.now()
        # To everybody else the article does not exist.
        return rights.posts_seen_by(self.request.user).for_detail()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            is_preview=True, is_hidden=not self.object.is_visible(self.now), **kwargs
        )

    def metadata(self, around: Surroundings) -> PageMetadata:
        return for_preview(self.object)


class DraftView(PostDetailView):
    """A draft as its readers will see it, for whoever holds its unguessable link.

    Once the article is published the link leads to it; one that has ended says so (410).
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.kwargs["token"].isprintable():
            raise Http404  # PostgreSQL would refuse to look for it
        now = timezone.now()
        link = get_object_or_404(
            DraftLink.objects.select_related("post").only(
                "token", "expires_at", "revoked_at", "post__slug", "post__status",
                "post__published_at",
            ),
            token=self.kwargs["token"],
        )  # fmt: skip
        if link.post.is_visible(now):
            return never_kept(HttpResponseRedirect(link.post.get_absolute_url()))
        if not link.is_open(now):
            return never_kept(render(request, "posts/draft_ended.html", status=410))
        self.kwargs["slug"] = link.post.slug
        return never_kept(super().dispatch(request, *args, **kwargs))

    def get_queryset(self) -> PostQuerySet:
        self.now = timezone.now()
        return Post.objects.all().for_detail()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_preview=True, is_hidden=True, **kwargs)

    def metadata(self, around: Surroundings) -> PageMetadata:
        return for_preview(self.object)
