"""The tree of categories as readers see it: those with published posts in or below them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import Greatest

from blog.categories.models import Category
from blog.posts.models import Post
from blog.posts.models.post_rules import EARLIEST
from blog.posts.querysets import published_through


@dataclass
class Branch:
    """A category, its published posts (counted, or 1 for *some*), and the branches below it."""

    category: Category
    count: int
    children: list["Branch"] = field(default_factory=list)


def counted(now: datetime) -> list[Branch]:
    """Return the roots of the tree, each branch with its number of posts; one query."""
    count = Count("posts", filter=published_through("posts", now))
    return _grown(Category.objects.annotate(shown=count))


def visible(now: datetime) -> list[Branch]:
    """Return the roots of the tree without counting; one query, cheap for any number of posts."""
    published = Post.objects.published(now).filter(category=OuterRef("pk"))
    return _grown(Category.objects.annotate(shown=Exists(published)))


def last_changes(now: datetime) -> list[tuple[Category, datetime]]:
    """Return every category that readers see, and when a post in or below it last changed.

    One query. A scheduled post changes for its readers when it appears.
    """
    changed = Max(
        Greatest("posts__modified_at", "posts__published_at"),
        filter=published_through("posts", now),
    )
    categories = {one.pk: one for one in Category.objects.annotate(changed=changed).order_by("pk")}
    latest: dict[int, datetime] = {}
    for category in categories.values():
        changed_at = category.changed  # type: ignore[attr-defined]  # annotated above
        above: Category | None = category
        # Upwards until one that has changed later, which also ends a circle.
        while changed_at and above and latest.get(above.pk, EARLIEST) < changed_at:
            latest[above.pk] = changed_at
            above = categories.get(above.parent_id) if above.parent_id else None
    return [(categories[pk], changed_at) for pk, changed_at in latest.items()]


def path_to(roots: list[Branch], category: Category) -> list[Branch]:
    """Return the branches from a root down to the category; empty if readers do not see it."""
    for branch in roots:
        if branch.category == category:
            return [branch]
        if below := path_to(branch.children, category):
            return [branch, *below]
    return []


def _grown(categories: Iterable[Category]) -> list[Branch]:
    below: dict[int | None, list[Category]] = defaultdict(list)
    for category in sorted(categories, key=lambda one: (one.name, one.pk)):
        below[category.parent_id].append(category)

    def branches(parent: int | None) -> list[Branch]:
        found = []
        for category in below[parent]:
            children = branches(category.pk)
            own = int(category.shown)  # type: ignore[attr-defined]  # annotated above
            count = own + sum(child.count for child in children)
            if count:
                found.append(Branch(category, count, children))
        return found

    return branches(None)
