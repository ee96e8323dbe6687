"""The feeds: twenty latest updates in full, of the whole site, a category, a tag, an author."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.encoding import escape_uri_path
from django.views.generic import View

from blog.authors.models import Author
from blog.categories.models import Category
from blog.markup.syndication import for_feed
from blog.page_cache.declaring import kept
from blog.posts.feeds.entries import Entry, Feed, Person
from blog.posts.feeds.formats import FORMATS
from blog.posts.feeds.formula_pictures import picture_url
from blog.posts.listings.listing import PostListing
from blog.posts.listings.slices import slice_of
from blog.posts.models import Post, Tag
from blog.site.addresses import absolute
from blog.site.icons import LARGEST
from blog.site.identity import FEED_TYPES, HTML_LANGUAGES, site_name

NOTHING_YET = datetime(1970, 1, 1, tzinfo=timezone.get_fixed_timezone(0))

SERVED_TYPES = FEED_TYPES | {"atom": "application/xml", "rss": "application/xml"}
"""The media type of an answer. By the exact types, which links to feeds name, Chromium shows a feed
as plain text and Firefox stores it as a file; feed readers go by the document's root element."""


@method_decorator(kept(), name="dispatch")
class LatestFeed(View):
    """The latest updates of the whole site; four queries."""

    may_be_empty = True

    def get(self, request: HttpRequest, format: str, slug: str = "") -> HttpResponse:
        now = timezone.now()
        newest = slice_of(self.chosen(slug), 0, settings.POSTS_PER_FEED, now).pks
        posts = list(Post.objects.published(now).filter(pk__in=newest).latest_first().for_feed())
        if not posts and not self.may_be_empty:
            raise Http404
        feed = Feed(
            title=self.title(),
            description=str(settings.SITE_DESCRIPTION),
            language=HTML_LANGUAGES[settings.LANGUAGE_CODE],
            page_url=absolute(self.page_path()),
            feed_url=absolute(escape_uri_path(request.path)),
            icon=absolute(LARGEST.url),
            updated=max((_dates(post)[1] for post in posts), default=NOTHING_YET),
            entries=[_entry(post) for post in posts],
        )
        content_type = f"{SERVED_TYPES[format]}; charset=utf-8"
        response = HttpResponse(FORMATS[format](feed), content_type=content_type)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    def chosen(self, slug: str) -> PostListing:
        """The listing whose newest posts these are."""
        return PostListing.latest()

    def title(self) -> str:
        """The feed's title."""
        return site_name()

    def page_path(self) -> str:
        """The path of the page that this is the feed of."""
        return "/"


class CategoryFeed(LatestFeed):
    """The latest updates of a category and of those below it; one query more."""

    may_be_empty = False

    def chosen(self, slug: str) -> PostListing:
        self.about: Category | Tag | Author = get_object_or_404(Category, slug=slug)
        return PostListing.of_category(self.about)

    def title(self) -> str:
        return f"{self.about} · {site_name()}"

    def page_path(self) -> str:
        return self.about.get_absolute_url()


class TagFeed(CategoryFeed):
    """The latest updates that carry a tag; one query more."""

    def chosen(self, slug: str) -> PostListing:
        self.about = get_object_or_404(Tag, slug=slug)
        return PostListing.of_tag(self.about)


class AuthorFeed(CategoryFeed):
    """The latest updates with an author in their byline; one query more."""

    def chosen(self, slug: str) -> PostListing:
        self.about = get_object_or_404(Author, slug=slug)
        return PostListing.of_author(self.about)


def _dates(post: Post) -> tuple[datetime, datetime]:
    published, updated = post.published_at, post.updated_at
    if published is None or updated is None:  # the database's constraint forbids it
        raise ValueError(f"post {post.pk} is published without dates")
    return published, updated


def _entry(post: Post) -> Entry:
    url = absolute(post.get_absolute_url())
    published, updated = _dates(post)
    return Entry(
        id=f"urn:uuid:{post.uid}",
        url=url,
        title=post.title,
        summary=post.excerpt,
        content_html=for_feed(
            post.body_html, page_url=url, picture_url=partial(picture_url, post.uid)
        ),
        language=post.html_language,
        published=published,
        updated=updated,
        authors=_people([byline.author for byline in post.bylines.all()]),
        labels=[
            *([post.category.name] if post.category else []),
            *(item.tag.name for item in post.tagged_items.all()),
        ],
        image=absolute(post.cover.url) if post.cover else "",
    )


def _people(authors: Sequence[Author]) -> list[Person]:
    return [
        Person(
            author.name,
            absolute(author.get_absolute_url()),
            absolute(author.avatar.thumbnail_url) if author.avatar else "",
        )
        for author in authors
    ]
