"""For machines that look for pages: sitemaps (sitemaps.org, protocol 0.9) and robots.txt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models.functions import Greatest, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.authors.models import Author
from blog.posts.category_tree import flattened, visible
from blog.posts.models import Post, Series, Tag
from blog.posts.querysets import PostQuerySet

ADDRESSES_PER_FILE = 50_000  # the protocol's limit
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True)
class Address:
    """A page's path, percent-encoded, and the time of its last change, None if not known."""

    path: str
    changed: datetime | None = None


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with every public page, or beyond 50,000 with an index of the files that do."""
    now = timezone.now()
    posts, pages = Post.objects.published(now), _pages(now)
    # One more than fits tells whether all do, without counting them.
    articles = _articles(posts, 0, ADDRESSES_PER_FILE - len(pages) + 1)
    if len(pages) + len(articles) <= ADDRESSES_PER_FILE:
        return _document("urlset", "url", pages + articles)
    parts = _files(len(pages)) + _files(posts.count())
    paths = [reverse("posts:sitemap_part", args=[number]) for number in range(1, parts + 1)]
    return _document("sitemapindex", "sitemap", map(Address, paths))


@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with file `number` (from 1) of the index: first the pages, then the articles."""
    now = timezone.now()
    posts, pages = Post.objects.published(now), _pages(now)
    count = posts.count()
    if len(pages) + count <= ADDRESSES_PER_FILE:
        raise Http404
    start = (number - 1) * ADDRESSES_PER_FILE
    if 1 <= number <= _files(len(pages)):
        return _document("urlset", "url", pages[start : start + ADDRESSES_PER_FILE])
    start -= _files(len(pages)) * ADDRESSES_PER_FILE
    if not 0 <= start < count:
        raise Http404
    return _document("urlset", "url", _articles(posts, start, start + ADDRESSES_PER_FILE))


def _files(addresses: int) -> int:
    return -(-addresses // ADDRESSES_PER_FILE)


def _document(root: str, element: str, addresses: Iterable[Address]) -> HttpResponse:
    def lines() -> Iterator[str]:
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">'
        for address in addresses:
            changed = (
                f"<lastmod>{address.changed.isoformat(timespec='seconds')}</lastmod>"
                if address.changed
                else ""
            )
            location = escape(settings.SITE_URL + address.path)
            yield f"<{element}><loc>{location}</loc>{changed}</{element}>"
        yield f"</{root}>\n"

    return HttpResponse("\n".join(lines()), content_type="application/xml")


def _articles(posts: PostQuerySet, start: int, stop: int) -> list[Address]:
    # A scheduled article changes for its readers when it appears.
    rows = posts.order_by("pk").values_list("slug", Greatest("modified_at", "published_at"))
    return [
        Address(quote(f"/posts/{slug}/"), changed)
        for slug, changed in rows[start : max(start, stop)]
    ]


def _pages(now: datetime) -> list[Address]:
    """Every public page that is no article; five queries."""
    posts = Post.objects.published(now)
    months = posts.annotate(month=TruncMonth("published_at")).order_by("-month")
    dates = list(months.values_list("month", flat=True).distinct())
    named = [
        *flattened(visible(now)),
        *Tag.objects.filter(items__content_object__in=posts).distinct().order_by("pk"),
        *Author.objects.filter(posts__in=posts).distinct().order_by("pk"),
        *Series.objects.filter(posts__in=posts).distinct().order_by("pk"),
    ]
    names = ("latest", "categories", "tags", "authors", "archive")
    paths = [
        *(reverse(f"posts:{name}") for name in names),
        *(one.get_absolute_url() for one in named),
        *(reverse("posts:year", args=[year]) for year in dict.fromkeys(d.year for d in dates)),
        *(reverse("posts:month", args=[date.year, date.month]) for date in dates),
    ]
    return [Address(path) for path in paths]


@require_safe
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
