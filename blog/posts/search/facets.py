"""What a result is made of: its categories, tags, authors and years, each with its count."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection

from blog.posts.category_tree import Branch
from blog.posts.search.hits import Hit
from blog.posts.search.names import Named
from blog.search.normalising import folded
from blog.search.query import Filter, Query, QueryError, filter_text, parse

MOST_VALUES: Final = 10
"""Values of one facet that are shown, the most frequent ones."""

_TAGS_AND_AUTHORS = """
(SELECT 'tag', t.id, t.name, t.slug, count(*) AS times
    FROM posts_posttag i JOIN posts_tag t ON t.id = i.tag_id
    WHERE i.content_object_id = ANY(%(pks)s)
    GROUP BY t.id ORDER BY times DESC, t.name, t.id LIMIT %(most)s)
UNION ALL
(SELECT 'author', a.id, a.name, a.slug, count(*) AS times
    FROM posts_byline i JOIN authors_author a ON a.id = i.author_id
    WHERE i.post_id = ANY(%(pks)s)
    GROUP BY a.id ORDER BY times DESC, a.name, a.id LIMIT %(most)s)
"""


@dataclass(frozen=True)
class FacetValue:
    """One value, how many of the hits have it, and the query that adds or removes it."""

    name: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One way to narrow a result; `field` as a filter calls it."""

    field: str
    values: list[FacetValue]


def facets(query: Query, named: Named, hits: Iterable[Hit]) -> list[Facet]:
    """Return by what the hits can be narrowed, the most frequent values first; one query.

    What is chosen already is among them, and so can be taken back. A facet with nothing to choose
    is left out.
    """
    hits = list(hits)
    with connection.cursor() as cursor:
        cursor.execute(_TAGS_AND_AUTHORS, {"pks": [hit.pk for hit in hits], "most": MOST_VALUES})
        counted = cursor.fetchall()
    categories = Counter(hit.category for hit in hits)
    years = Counter(hit.year for hit in hits)
    found = {
        "category": list(_categories(named.roots, categories)),
        "tag": [row[1:] for row in counted if row[0] == "tag"],
        "author": [row[1:] for row in counted if row[0] == "author"],
        "year": [(year, str(year), str(year), count) for year, count in years.items()],
    }
    result = [Facet(field, _values(query, named, field, rows)) for field, rows in found.items()]
    return [
        facet
        for facet in result
        if len(facet.values) > 1 or any(one.is_chosen for one in facet.values)
    ]


type _Row = tuple[int, str, str, int]
"""Number, name, slug, count."""


def _categories(branches: Iterable[Branch], own: Counter[int | None]) -> Iterator[_Row]:
    """Yield the categories in or below which there are hits, with the number of those."""
    for branch in branches:
        below = list(_categories(branch.children, own))
        inside = {child.category.pk for child in branch.children}
        count = own[branch.category.pk] + sum(row[3] for row in below if row[0] in inside)
        if count:
            yield (branch.category.pk, branch.category.name, branch.category.slug, count)
        yield from below


def _values(query: Query, named: Named, field: str, rows: list[_Row]) -> list[FacetValue]:
    chosen = {pk: one for one in query.filters if one.field == field for pk in _pks(named, one)}
    called = Counter(folded(name) for _pk, name, _slug, _count in rows)
    values = []
    # The newest year first among equals, else by name.
    rows = sorted(rows, key=lambda row: (-row[3], -row[0] if field == "year" else 0, row[1]))
    for pk, name, slug, count in rows:
        one = chosen.get(pk)
        # By its slug if its name is not its own, or cannot be typed.
        word = name if called[folded(name)] == 1 and _can_be_typed(field, name) else slug
        text = query.without(one) if one else query.with_filter(field, word)
        values.append(FacetValue(name, count, text, one is not None))
    # What is chosen is in every hit, so it is shown among the first.
    return values[:MOST_VALUES]


def _can_be_typed(field: str, name: str) -> bool:
    """Whether a filter with this name is understood as it, and finds it."""
    try:
        parts = parse(filter_text(field, name)).parts
    except QueryError:
        return False
    is_itself = len(parts) == 1 and isinstance(parts[0], Filter) and parts[0].source == name
    return is_itself and folded(name) == name.lower()


def _pks(named: Named, one: Filter) -> list[int]:
    if one.is_excluded:
        return []
    if one.field == "year":
        return [named.years[one]] if one in named.years else []
    return [name.pk for name in named.by_filter[one]]
