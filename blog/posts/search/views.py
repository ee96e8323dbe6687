"""The search page, what it suggests to browsers, and what tells them of it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.paginator import EmptyPage, Page, Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from blog.page_cache.declaring import kept
from blog.posts.listings.cards import shown_of
from blog.posts.metadata.listings import for_search
from blog.posts.models import Post, Tag
from blog.posts.paging import asked_page, paging
from blog.posts.search.execution import SearchTimeoutError
from blog.posts.search.facets import facets
from blog.posts.search.hits import Hits, find
from blog.posts.search.messages import filter_labels, notes, query_problem
from blog.posts.search.names import Named, named
from blog.posts.search.suggestions import did_you_mean, suggested
from blog.posts.tag_use import tags_by_use
from blog.search.query import Query, QueryError, parse
from blog.search.snippets import Piece, marked, snippet
from blog.site.addresses import absolute

FEW_HITS = 2
"""With so many or fewer, other spellings are proposed."""
POPULAR_TAGS = 30
ENOUGH_TAGS = 6
"""With so many tags that several articles carry, those of a single article are not proposed."""
MOST_NAMES = 8


@method_decorator(kept(query=["q", "order", "page"], is_passing=True), name="dispatch")
class SearchView(TemplateView):
    """What a query finds, a page at a time; without a query, the form and what it understands.

    Costs six queries: categories, other names, hits, facets, a page of posts and their texts; two
    more where there are very many hits, or so few that other spellings
    are looked for.
    """

    template_name = "posts/search.html"
    status = HTTPStatus.OK

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.now = timezone.now()
        self.text = request.GET.get("q", "").replace("\0", "").strip()
        self.order = "date" if request.GET.get("order") == "date" else ""
        self.number = asked_page(request)
        if self.number == 1 and "page" in request.GET:
            return HttpResponsePermanentRedirect(self.address(self.text))
        return super().get(request, *args, **kwargs)

    def address(self, text: str, *, order: str | None = None, page: int = 1) -> str:
        """Return the path of the results of a query, in this order unless another is given."""
        asked = {
            "q": text,
            "order": self.order if order is None else order,
            "page": page if page > 1 else "",
        }
        asked = {name: value for name, value in asked.items() if value}
        return reverse("posts:search") + (f"?{urlencode(asked)}" if asked else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            heading=_("Search"),
            metadata=for_search(_("Search"), self.text),
            query_text=self.text,
            order=self.order,
            problem="",
            query=None,
            **kwargs,
        )
        try:
            query = parse(self.text)
        except QueryError as error:
            return context | {"problem": query_problem(error)}
        if not query.wanted and not query.filters:
            return context | {
                "problem": query_problem(query) if self.text else "",
                "popular_tags": [] if self.text else self.popular_tags(),
            }
        try:
            return context | self.results(query)
        except SearchTimeoutError as error:
            self.status = HTTPStatus.SERVICE_UNAVAILABLE
            return context | {"problem": query_problem(error)}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=self.status, **kwargs)

    def popular_tags(self) -> list[Tag]:
        """Return the tags to begin with, the most used first; one query."""
        tags = list(tags_by_use(self.now, most=POPULAR_TAGS))
        shared = [tag for tag in tags if tag.post_count > 1]
        return shared if len(shared) >= ENOUGH_TAGS else tags

    def results(self, query: Query) -> dict[str, Any]:
        """Return what the page shows of the hits of a query."""
        what = named(query, self.now)
        conditions = [what.condition(one) for one in query.filters]
        by_date = bool(self.order) or not query.wanted
        hits = find(query, conditions, self.now, by_date=by_date, tags=what.tags)
        page = self.page([hit.pk for hit in hits.rows])
        mended = None
        if len(hits.rows) <= FEW_HITS:
            mended = did_you_mean(query, self.now, [name.name for name in what.categories])
        return {
            "query": query,
            "total": len(hits.rows),
            "hits": hits,
            "notes": notes(query, what, hits),
            "paging": paging(page, lambda number: self.address(self.text, page=number)),
            "shown": self.posts(list(page.object_list), query),
            "facets": self.facets(query, what, hits),
            "chosen": [
                (filter_labels()[one.field], one.source, self.address(query.without(one)))
                for one in query.filters
            ],
            "names": what.beside[:MOST_NAMES],
            "labels": filter_labels(),
            "orders": [
                (_("by relevance"), self.address(self.text, order=""), not by_date),
                (_("by date"), self.address(self.text, order="date"), by_date),
            ]
            if query.wanted
            else [],
            "did_you_mean": (mended, self.address(mended)) if mended else None,
            "fewer": [] if hits.rows else self.fewer(query),
        }

    def page(self, pks: Sequence[int]) -> Page[int]:
        """Return the page that is asked for; one past the end does not exist."""
        try:
            return Paginator(pks, settings.POSTS_PER_PAGE).page(self.number)
        except EmptyPage as error:
            raise Http404 from error

    def posts(self, pks: Sequence[int], query: Query) -> list[dict[str, Any]]:
        """Return `post`, marked `title` and `snippet` of each, in this order; two queries."""
        found = shown_of(pks, self.now)
        texts = dict(Post.objects.filter(pk__in=pks).values_list("pk", "plain_text"))
        return [
            {
                "post": found[pk],
                "title": _html(marked(found[pk].title, query.wanted)),
                "snippet": _html(snippet(texts.get(pk, ""), query.wanted))
                if query.wanted
                else found[pk].excerpt,
            }
            for pk in pks
            if pk in found
        ]

    def facets(self, query: Query, what: Named, hits: Hits) -> list[dict[str, Any]]:
        """Return the facets with their headings and addresses."""
        labels = filter_labels()
        return [
            {
                "heading": labels[facet.field],
                "field": facet.field,
                "values": [(one, self.address(one.query)) for one in facet.values],
            }
            for facet in (facets(query, what, hits.rows) if hits.rows else [])
        ]

    def fewer(self, query: Query) -> list[tuple[str, str]]:
        """Return the parts of a query that could be left out, and the address without each."""
        if len(query.parts) < 2:
            return []
        return [(part.typed, self.address(query.without(part))) for part in query.parts]


def _html(pieces: Sequence[Piece]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece.text) if piece.is_match else piece.text,)
            for piece in pieces
        ),
    )


@kept(query=["q"], is_passing=True)
@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer a browser's address bar: what `q` may be the beginning of (OpenSearch Suggestions)."""
    text = request.GET.get("q", "").replace("\0", "")
    found = suggested(text, timezone.now())
    return JsonResponse(
        [
            text,
            [one.text for one in found],
            [],
            [absolute(one.path) for one in found],
        ],
        safe=False,
        content_type="application/x-suggestions+json",
        json_dumps_params={"ensure_ascii": False},
    )


@kept()
@require_safe
def opensearch_description(request: HttpRequest) -> HttpResponse:
    """Tell browsers how to search here (OpenSearch 1.1)."""
    return render(
        request,
        "opensearch.xml",
        {
            "search_url": absolute(reverse("posts:search")),
            "suggestions_url": absolute(reverse("posts:suggestions")),
        },
        content_type="application/opensearchdescription+xml",
    )
