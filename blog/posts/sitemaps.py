"""For machines that look for pages: sitemaps (sitemaps.org, protocol 0.9) and robots.txt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max, Model, Q
from django.db.models.functions import Greatest, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.authors.models import Author
from blog.page_cache.declaring import kept
from blog.posts.category_tree import last_changes
from blog.posts.models import Post, Series, Tag
from blog.posts.querysets import PostQuerySet, published_through
from blog.site.addresses import absolute
from blog.site.identity import HTML_LANGUAGES

ADDRESSES_PER_FILE = 50_000  # the protocol's limit
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


@dataclass(frozen=True)
class Address:
    """A page's path, percent-encoded, and the time of its last change, None if not known."""

    path: str
    changed: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()
    """The page in each of its languages: `hreflang` and path."""


@kept()
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with every public page, or beyond 50,000 with an index of the files that do."""
    now = timezone.now()
    posts, pages = _at_home(now), _pages(now)
    # One more than fits tells whether all do, without counting them.
    articles = _articles(posts, 0, ADDRESSES_PER_FILE - len(pages) + 1)
    if len(pages) + len(articles) <= ADDRESSES_PER_FILE:
        return _document("urlset", "url", pages + articles)
    parts = _files(len(pages)) + _files(posts.count())
    paths = [reverse("posts:sitemap_part", args=[number]) for number in range(1, parts + 1)]
    return _document("sitemapindex", "sitemap", map(Address, paths))


@kept()
@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with file `number` (from 1) of the index: first the pages, then the articles."""
    now = timezone.now()
    posts, pages = _at_home(now), _pages(now)
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
        yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACES}>'
        for address in addresses:
            changed = (
                f"<lastmod>{address.changed.isoformat(timespec='seconds')}</lastmod>"
                if address.changed
                else ""
            )
            links = "".join(
                f'<xhtml:link rel="alternate" hreflang="{language}" href="{_location(path)}"/>'
                for language, path in address.alternates
            )
            yield f"<{element}><loc>{_location(address.path)}</loc>{changed}{links}</{element}>"
        yield f"</{root}>\n"

    return HttpResponse("\n".join(lines()), content_type="application/xml")


def _location(path: str) -> str:
    return escape(absolute(path))


def _changed(relation: str = "") -> Greatest:
    """Return when the post at the end of `relation` last changed for its readers."""
    # A scheduled article changes for them when it appears.
    return Greatest(f"{relation}modified_at", f"{relation}published_at")


def _at_home(now: datetime) -> PostQuerySet:
    """Return the articles that are listed: not those whose home is another site."""
    own = Q(canonical_url="") | Q(canonical_url__startswith=f"{settings.SITE_URL}/")
    return Post.objects.published(now).filter(own)


def _articles(posts: PostQuerySet, start: int, stop: int) -> list[Address]:
    """Return the articles of this part of `posts`; two queries."""
    rows = posts.order_by("pk").values_list("slug", _changed())
    alternates = _alternates(posts)
    return [
        Address(_article_path(slug), changed, alternates.get(slug, ()))
        for slug, changed in rows[start : max(start, stop)]
    ]


def _article_path(slug: str) -> str:
    return quote(f"/posts/{slug}/")


def _alternates(posts: PostQuerySet) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by the slug of each article that has translations, its addresses by language."""
    rows = (
        posts.filter(translation_of__in=posts)
        .order_by("language", "pk")
        .values_list("slug", "language", "translation_of__slug", "translation_of__language")
    )
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for slug, language, original_slug, original_language in rows:
        groups[original_slug, original_language].append((slug, language))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for original, translations in groups.items():
        group = [original, *translations]
        links = [(HTML_LANGUAGES[language], _article_path(slug)) for slug, language in group]
        links.append(("x-default", _article_path(original[0])))
        found |= dict.fromkeys((slug for slug, _language in group), tuple(links))
    return found


def _pages(now: datetime) -> list[Address]:
    """Return every public page that is no article; five queries.

    A page that lists posts changed when the last of them did.
    """

    def named(model: type[Model], relation: str) -> Iterator[Address]:
        shown = model._default_manager.filter(published_through(relation, now))
        dated = shown.annotate(changed=Max(_changed(f"{relation}__"))).order_by("pk")
        return (Address(one.get_absolute_url(), one.changed) for one in dated.only("slug"))

    months = (
        Post.objects.published(now)
        .annotate(month=TruncMonth("published_at"))
        .values("month")
        .annotate(changed=Max(_changed()))
        .order_by("-month")
        .values_list("month", "changed")
    )
    by_month = {(month.year, month.month): changed for month, changed in months}
    by_year: dict[int, datetime] = {}
    for (year, _month), changed in by_month.items():
        by_year[year] = max(changed, by_year.get(year, changed))
    latest = max(by_year.values(), default=None)
    names = ("latest", "categories", "tags", "authors", "all_series", "archive")
    return [
        *(Address(reverse(f"posts:{name}"), latest) for name in names),
        *(Address(one.get_absolute_url(), changed) for one, changed in last_changes(now)),
        *named(Tag, "items__content_object"),
        *named(Author, "posts"),
        *named(Series, "posts"),
        *(Address(reverse("posts:year", args=[year]), by_year[year]) for year in by_year),
        *(Address(reverse("posts:month", args=month), by_month[month]) for month in by_month),
    ]


@kept()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer with robots.txt (RFC 9309): what to leave alone, and where the sitemap is.

    Pages of drafts are not named: they tell search engines themselves, if those ask for them.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "Disallow: /accounts/",
        # Every combination of filters is an address.
        f"Disallow: {reverse('posts:search')}?",
        "",
        f"Sitemap: {absolute(reverse('posts:sitemap'))}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
