"""The tree of categories as readers see it: those with published posts in or below them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from blog.categories.models import Category
from blog.posts.listings.counts import COUNTED, values_for
from blog.posts.models import ListingKind

_VISIBLE = f"""
SELECT c.id, c.name, c.slug, c.parent_id, c.description, counted.number AS post_count
FROM categories_category c JOIN ({COUNTED}) counted ON counted.listing = c.id
"""  # noqa: S608  # a constant


@dataclass
class Branch:
    """A category, the number of published posts in and below it, and the branches below it."""

    category: Category
    count: int
    children: list["Branch"] = field(default_factory=list)


def visible(now: datetime) -> list[Branch]:
    """Return the roots of the tree; one query, as quick for any number of posts."""
    below: dict[int | None, list[Category]] = defaultdict(list)
    categories = Category.objects.raw(_VISIBLE, values_for([ListingKind.CATEGORY], now))
    for category in sorted(categories, key=lambda one: (one.name, one.pk)):
        below[category.parent_id].append(category)

    def branches(parent: int | None) -> list[Branch]:
        return [
            Branch(category, category.post_count, branches(category.pk))  # type: ignore[attr-defined]  # selected above
            for category in below[parent]
        ]

    return branches(None)


def path_to(roots: list[Branch], category: Category) -> list[Branch]:
    """Return the branches from a root down to the category; empty if readers do not see it."""
    for branch in roots:
        if branch.category == category:
            return [branch]
        if below := path_to(branch.children, category):
            return [branch, *below]
    return []
