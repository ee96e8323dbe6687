"""The articles that are written to and read: each kind of write has some of its own."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.models import Post, Tag
from tests.bench.soak.history import mark

EDITED, TOGGLED, RETAGGED, SLOTS = 4, 3, 3, 2
"""So few that the first page of the latest updates shows them all."""


def new(subject: str, number: int, now: datetime, **fields: object) -> Post:
    """Return an article whose title says the state of a subject. Not saved."""
    post = Post(
        title=f"Soak {mark(subject, number)}", slug=f"soak-{subject}", language="en",
        body="A text that is read while it changes.", **fields,
    )  # fmt: skip
    post.publish(now)
    return post


@dataclass(frozen=True)
class Articles:
    """What there is to write to, by number of the row.

    Attributes:
        edited, toggled, retagged: articles, by subject.
        category, author: the subjects `c0` and `b0`; of all articles in `edited`.
        tag: articles in `retagged` carry it, or not.
    """

    edited: dict[str, int]
    toggled: dict[str, int]
    retagged: dict[str, int]
    category: int
    author: int
    tag: int

    @classmethod
    def made(cls, now: datetime) -> "Articles":
        """Store them all in their first state, number 0."""
        Post.objects.filter(slug__startswith="soak-").delete()
        category, _ = Category.objects.update_or_create(
            slug="soak", defaults={"name": mark("c0", 0)}
        )
        author, _ = Author.objects.update_or_create(slug="soak", defaults={"name": mark("b0", 0)})
        tag, _ = Tag.objects.update_or_create(slug="soak", defaults={"name": "soak"})
        groups: list[dict[str, int]] = []
        for letter, count in (("e", EDITED), ("v", TOGGLED), ("g", RETAGGED)):
            group: dict[str, int] = {}
            for number in range(count):
                subject = f"{letter}{number}"
                post = new(subject, 0, now, category=category if letter == "e" else None)
                post.save()
                post.set_bylines([author] if letter == "e" else [])
                group[subject] = post.pk
            groups.append(group)
        edited, toggled, retagged = groups
        return cls(edited, toggled, retagged, category.pk, author.pk, tag.pk)

    def subjects(self) -> list[str]:
        """Return all subjects that are shown at the beginning."""
        return [*self.edited, *self.toggled, *self.retagged, "c0", "b0"]


def page_of(subject: str) -> str:
    """Return the path of the article of a subject."""
    return quote(f"/posts/soak-{subject}/")


def of_tag(subject: str) -> str:
    """Return the subject that says whether an article carries the tag."""
    return subject.replace("g", "t")
