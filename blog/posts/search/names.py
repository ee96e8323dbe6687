"""What a query names: the values of its filters; tags, authors, categories, series beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length
from django.utils import timezone

from blog.authors.models import Author
from blog.posts.category_tree import Branch, visible
from blog.posts.models import ListingKind, Post, Series, Tag
from blog.posts.models.post_rules import EARLIEST, LATEST
from blog.posts.search.clauses import Clause, sql, value
from blog.posts.search.listed import InYear, Listed, Narrowing, with_articles
from blog.posts.whole_numbers import whole_number
from blog.search.normalising import folded
from blog.search.query import Filter, Query

MOST_NAMED: Final = 40
"""Names of one kind that are looked at for one query."""
SHORTEST_PART: Final = 2
"""Characters that lead to the names they are a part of."""


@dataclass(frozen=True)
class Name:
    """A category, tag, author or series that readers see.

    Attributes:
        kind: what a filter calls it.
        below: numbers of the categories below it.
    """

    kind: str
    pk: int
    name: str
    slug: str
    path: str
    below: frozenset[int] = frozenset()

    def is_called(self, folded_name: str) -> bool:
        """Whether somebody who types this means it."""
        return folded_name in {folded(self.name), folded(self.slug)}


@dataclass(frozen=True)
class Named:
    """What a query names.

    Attributes:
        by_filter: what each filter means; several for authors of one name, none for an unknown one.
        beside: what is called by the query's words.
        tags: numbers of the tags that are called exactly so.
        roots: the tree of categories.
    """

    by_filter: dict[Filter, list[Name]] = field(default_factory=dict)
    years: dict[Filter, int] = field(default_factory=dict)
    beside: list[Name] = field(default_factory=list)
    tags: list[int] = field(default_factory=list)
    roots: list[Branch] = field(default_factory=list)

    @property
    def categories(self) -> list[Name]:
        """Every category that readers see."""
        return list(_categories(self.roots))

    @property
    def unknown(self) -> list[Filter]:
        """Filters whose value nothing is called."""
        return [one for one, names in self.by_filter.items() if not names]

    def condition(self, one: Filter) -> Clause:
        """Return what a filter asks of an article `p`; an unknown value is nobody's."""
        to: Listed | InYear | None = None
        if one.field == "year":
            asked = Clause("FALSE")
            if one in self.years:
                to = _in_year(self.years[one])
                asked = sql(
                    "(p.published_at >= {} AND p.published_at < {})",
                    value(to.begins), value(to.ends),
                )  # fmt: skip
        else:
            names = self.by_filter[one]
            pks = [pk for name in names for pk in (name.pk, *name.below)]
            asked = sql(_CONDITIONS[one.field], value(pks))
            if len(names) == 1 and one.field in _LISTINGS:
                to = Listed(_LISTINGS[one.field], names[0].pk)
        if one.is_excluded:
            return sql("NOT coalesce({}, FALSE)", asked)
        return Narrowing(asked.sql, asked.values, to) if to else asked


_CONDITIONS = {
    "category": "p.category_id = ANY({})",
    "series": "p.series_id = ANY({})",
    "tag": "EXISTS (SELECT FROM posts_posttag t"
    " WHERE t.content_object_id = p.id AND t.tag_id = ANY({}))",
    "author": "EXISTS (SELECT FROM posts_byline t"
    " WHERE t.post_id = p.id AND t.author_id = ANY({}))",
}
_LISTINGS = {
    "category": ListingKind.CATEGORY,
    "tag": ListingKind.TAG,
    "author": ListingKind.AUTHOR,
}


def named(query: Query, now: datetime) -> Named:
    """Look up what a query names, among what readers see at `now`; two queries."""
    roots = visible(now)
    words = list(dict.fromkeys(_words(query)))
    names = [*_categories(roots), *_others(query, words, now)]
    by_filter = {
        one: [name for name in names if name.kind == one.field and name.is_called(one.value)]
        for one in query.filters
        if one.field != "year"
    }
    years = {one: whole_number(one.value, 9999) for one in query.filters if one.field == "year"}
    known = {one: year for one, year in years.items() if year and _is_year(year)}
    called = [name for name in names if any(map(name.is_called, words))]
    whole = words[0] if words else ""
    near = [
        name
        for name in names
        if name not in called and len(whole) >= SHORTEST_PART and whole in folded(name.name)
    ]
    return Named(
        by_filter | {one: [] for one in years if one not in known},
        known,
        called + near,
        [name.pk for name in called if name.kind == "tag"],
        roots,
    )


def _words(query: Query) -> Iterator[str]:
    """Yield what could be a name: all that is looked for, then each term."""
    yield from filter(None, [" ".join(folded(term.source) for term in query.wanted)])
    for term in query.wanted:
        yield folded(term.source)


def _as_typed(words: list[str], query: Query) -> list[str]:
    """Return the words and what was typed for them: names are stored as they were written."""
    return [*words, *(term.source for term in query.wanted)]


def _categories(roots: Iterable[Branch]) -> Iterator[Name]:
    for branch in roots:
        category = branch.category
        below = list(_categories(branch.children))
        pks = frozenset(name.pk for name in below)
        path = category.get_absolute_url()
        yield Name("category", category.pk, category.name, category.slug, path, pks)
        yield from below


def _others(query: Query, words: list[str], now: datetime) -> list[Name]:
    """Return the tags, authors and series that are called or filtered by; one query."""
    in_series = Q(Exists(Post.objects.published(now).filter(series=OuterRef("pk"))))
    shown: list[tuple[type[Model], str, Q]] = [
        (Tag, "name", with_articles(ListingKind.TAG, now)),
        (Author, "name", with_articles(ListingKind.AUTHOR, now)),
        (Series, "title", in_series),
    ]
    parts: list[QuerySet[Any, Any]] = []
    for model, column, is_shown in shown:
        kind = str(model._meta.model_name)
        filters = [one for one in query.filters if one.field == kind]
        asked = [
            *_as_typed(words, query),
            *(text for one in filters for text in (one.value, one.source)),
        ]
        matching = Q(pk__in=[])
        for text in dict.fromkeys(asked):
            matching |= Q(**{f"{column}__iexact": text}) | Q(slug__iexact=text)
        if words and len(words[0]) >= SHORTEST_PART:
            matching |= Q(**{f"{column}__icontains": words[0]})
        parts.append(
            model._default_manager.filter(matching)
            .filter(is_shown)
            .annotate(kind=Value(kind), called=F(column))
            .order_by(Length(column), "pk")
            .values_list("kind", "pk", "called", "slug")[:MOST_NAMED]
        )
    models = {str(model._meta.model_name): model for model, _column, _shown in shown}
    rows = parts[0].union(*parts[1:], all=True) if words or query.filters else []
    return [
        Name(kind, pk, name, slug, models[kind](pk=pk, slug=slug).get_absolute_url())  # type: ignore[attr-defined]  # each of the three has one
        for kind, pk, name, slug in rows
    ]


def _is_year(year: int) -> bool:
    return EARLIEST.year <= year < LATEST.year


def _in_year(year: int) -> InYear:
    zone = timezone.get_default_timezone()
    return InYear(year, datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone))
