"""For machines that look for pages: sitemaps (sitemaps.org, protocol 0.9) and robots.txt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from blog.page_cache.declaring import kept
from blog.posts.listings.counts import Counted, Named, all_counted, all_named
from blog.posts.listings.listing import PostListing
from blog.posts.listings.slices import STATEMENT, values_for
from blog.posts.models import ListingKind, Post
from blog.site.addresses import absolute, address_of
from blog.site.identity import HTML_LANGUAGES

ADDRESSES_PER_FILE = 10_000
"""A fifth of the protocol's limit, so that a file is made in a moment and can be kept in memory."""
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
    """Answer with every public page, or beyond 10,000 with an index of the files that do."""
    now = timezone.now()
    counted = all_counted(now)
    pages, posts = _Pages(counted, now), _Articles(counted, now)
    if len(pages) + len(posts) <= ADDRESSES_PER_FILE:
        return _document("urlset", "url", pages.all() + posts.part(0, len(posts)))
    parts = _files(len(pages)) + _files(len(posts))
    paths = [reverse("posts:sitemap_part", args=[number]) for number in range(1, parts + 1)]
    return _document("sitemapindex", "sitemap", map(Address, paths))


@kept()
@require_safe
def sitemap_part(request: HttpRequest, number: int) -> HttpResponse:
    """Answer with file `number` (from 1) of the index: first the pages, then the articles."""
    now = timezone.now()
    counted = all_counted(now)
    pages, posts = _Pages(counted, now), _Articles(counted, now)
    if len(pages) + len(posts) <= ADDRESSES_PER_FILE:
        raise Http404
    start = (number - 1) * ADDRESSES_PER_FILE
    if 1 <= number <= _files(len(pages)):
        return _document("urlset", "url", pages.all()[start : start + ADDRESSES_PER_FILE])
    start -= _files(len(pages)) * ADDRESSES_PER_FILE
    if not 0 <= start < len(posts):
        raise Http404
    return _document("urlset", "url", posts.part(start, start + ADDRESSES_PER_FILE))


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


class _Articles:
    """Every article that readers see, the first published first, so that files stay as they are."""

    def __init__(self, counted: Iterable[Counted], now: datetime) -> None:
        months = [one for one in counted if one.kind == ListingKind.MONTH]
        self._listing = PostListing(ListingKind.MONTH, tuple(one.listing for one in months))
        self._total = sum(one.number for one in months)
        self._now = now

    def __len__(self) -> int:
        return self._total

    def part(self, start: int, stop: int) -> list[Address]:
        """Return those of the articles from `start` up to before `stop` that are at home here.

        Two queries; none if there is no article at all.
        """
        if not self._total:
            return []
        # A listing begins with the newest.
        values = values_for(
            self._listing, max(self._total - stop, 0), self._total - start, self._now
        )
        values["own"] = f"{settings.SITE_URL}/"
        with connection.cursor() as cursor:
            cursor.execute(_TRANSLATIONS, values)
            alternates = _alternates(cursor.fetchall())
            cursor.execute(_ARTICLES, values)
            return [
                Address(address_of("detail", slug), changed, alternates.get(slug, ()))
                for slug, changed in cursor.fetchall()
            ]


# An article whose home is another site is not listed. A scheduled one changes when it appears.
_AT_HOME = """{0}.status = 'published' AND {0}.published_at <= %(now)s
    AND ({0}.canonical_url = '' OR starts_with({0}.canonical_url, %(own)s))"""
_ARTICLES = f"""
SELECT p.slug, greatest(p.modified_at, p.published_at)
FROM ({STATEMENT}) part(total, pks)
CROSS JOIN unnest(pks) WITH ORDINALITY AS listed(pk, place)
JOIN posts_post p ON p.id = listed.pk
WHERE {_AT_HOME.format("p")}
ORDER BY listed.place DESC
"""  # noqa: S608  # constants
_TRANSLATIONS = f"""
SELECT DISTINCT t.language, t.id, t.slug, o.slug, o.language
FROM ({STATEMENT}) part(total, pks)
CROSS JOIN unnest(pks) AS listed(pk)
JOIN posts_post p ON p.id = listed.pk
JOIN posts_post t ON t.translation_of_id = coalesce(p.translation_of_id, p.id)
JOIN posts_post o ON o.id = t.translation_of_id
WHERE {_AT_HOME.format("t")} AND {_AT_HOME.format("o")}
ORDER BY t.language, t.id
"""  # noqa: S608  # constants


def _alternates(
    translations: Iterable[tuple[str, int, str, str, str]],
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return, by the slug of each article that has translations, its addresses by language."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for language, _pk, slug, original_slug, original_language in translations:
        groups[original_slug, original_language].append((slug, language))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for original, others in groups.items():
        group = [original, *others]
        links = [(HTML_LANGUAGES[language], address_of("detail", slug)) for slug, language in group]
        links.append(("x-default", address_of("detail", original[0])))
        found |= dict.fromkeys((slug for slug, _language in group), tuple(links))
    return found


class _Pages:
    """Every public page that is no article.

    A page that lists posts changed when the last of them did.
    """

    _LISTS = ("latest", "categories", "tags", "authors", "all_series", "archive")

    def __init__(self, counted: Iterable[Counted], now: datetime) -> None:
        """Take what is counted, and one query more."""
        listings = [one for one in counted if one.kind != ListingKind.LATEST]
        years = {one.listing // 100 for one in listings if one.kind == ListingKind.MONTH}
        in_series = Post.objects.published(now).filter(series__isnull=False)
        self._series = list(
            in_series.order_by("series_id")
            .values_list("series__slug")
            .annotate(changed=Max(Greatest("modified_at", "published_at")))
        )
        self._number = len(self._LISTS) + len(listings) + len(years) + len(self._series)
        self._now = now

    def __len__(self) -> int:
        return self._number

    def all(self) -> list[Address]:
        """Return the pages, those of a kind together; one query."""
        lists: dict[int, list[Named]] = defaultdict(list)
        for one in all_named(self._now):
            lists[one.kind].append(one)

        def named(name: str, kind: ListingKind) -> Iterator[Address]:
            for one in lists[kind]:
                yield Address(address_of(name, one.slug), one.changed_at)

        months = [
            (divmod(one.listing, 100), one.changed_at) for one in reversed(lists[ListingKind.MONTH])
        ]
        years: dict[int, list[datetime]] = defaultdict(list)
        for (year, _month), changed_at in months:
            years[year] += [changed_at] if changed_at else []
        latest = next((one.changed_at for one in lists[ListingKind.LATEST]), None)
        return [
            *(Address(reverse(f"posts:{name}"), latest) for name in self._LISTS),
            *named("category", ListingKind.CATEGORY),
            *named("tag", ListingKind.TAG),
            *named("author", ListingKind.AUTHOR),
            *(Address(address_of("series", slug), changed) for slug, changed in self._series),
            *(
                Address(reverse("posts:year", args=[year]), max(changes, default=None))
                for year, changes in years.items()
            ),
            *(Address(reverse("posts:month", args=month), changed) for month, changed in months),
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
