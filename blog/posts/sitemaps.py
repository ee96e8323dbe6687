"""For machines that look for pages: sitemaps (sitemaps.org, protocol 0.9) and robots.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.models import Post, Tag
from blog.posts.querysets import PostQuerySet

ADDRESSES_PER_FILE = 50_000  # the protocol's limit


@dataclass(frozen=True)
class Address:
    """One page in a sitemap; `lastmod` is the time of its last change, None if not known."""

    location: str
    lastmod: datetime | None = None


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with every public page, or beyond 50,000 with an index of the files that do."""
    posts = Post.objects.published(timezone.now())
    pages, count = list(_pages(posts)), posts.count()
    if len(pages) + count <= ADDRESSES_PER_FILE:
        return _urlset(request, pages + list(_articles(posts, 0, count)))
    # Pages first, so that where a post stands does not move with the vocabulary's size alone.
    parts = -(-len(pages) // ADDRESSES_PER_FILE) + -(-count // ADDRESSES_PER_FILE)
    locations = [
        Address(settings.SITE_URL + reverse("posts:sitemap_part", args=[number]))
        for number in range(1, parts + 1)
    ]
    return TemplateResponse(
        request, "sitemap_index.xml", {"sitemaps": locations}, content_type="application/xml"
    )


def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with file `number` (from 1) of the index."""
    posts = Post.objects.published(timezone.now())
    pages, count = list(_pages(posts)), posts.count()
    if len(pages) + count <= ADDRESSES_PER_FILE:
        raise Http404
    page_files = -(-len(pages) // ADDRESSES_PER_FILE)
    start = (number - 1) * ADDRESSES_PER_FILE
    if 1 <= number <= page_files:
        return _urlset(request, pages[start : start + ADDRESSES_PER_FILE])
    start -= page_files * ADDRESSES_PER_FILE
    if not 0 <= start < count:
        raise Http404
    return _urlset(request, list(_articles(posts, start, start + ADDRESSES_PER_FILE)))


def _urlset(request: HttpRequest, addresses: list[Address]) -> HttpResponse:
    return TemplateResponse(
        request, "sitemap.xml", {"urlset": addresses}, content_type="application/xml"
    )


def _articles(posts: PostQuerySet, start: int, stop: int) -> Iterator[Address]:
    # A scheduled article changes for its readers when it appears.
    rows = posts.order_by("pk").values_list("slug", Greatest("modified_at", "published_at"))
    for slug, changed in rows[start:stop]:
        yield Address(settings.SITE_URL + quote(f"/posts/{slug}/"), changed)


def _pages(posts: PostQuerySet) -> Iterator[Address]:
    for name in ("latest", "categories", "tags", "authors", "archive"):
        yield Address(settings.SITE_URL + reverse(f"posts:{name}"))
    for category in Category.objects.filter(posts__in=posts).distinct().order_by("pk"):
        yield Address(settings.SITE_URL + category.get_absolute_url())
    for tag in Tag.objects.filter(items__content_object__in=posts).distinct().order_by("pk"):
        yield Address(settings.SITE_URL + tag.get_absolute_url())
    for author in Author.objects.filter(posts__in=posts).distinct().order_by("pk"):
        yield Address(settings.SITE_URL + author.get_absolute_url())


def robots(request: HttpRequest) -> HttpResponse:
    """Answer with robots.txt (RFC 9309): everything but the admin, and where the sitemap is."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('posts:sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
