"""Which lists of posts there are."""

from dataclasses import dataclass
from typing import Self

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.models import ListingKind, Tag


@dataclass(frozen=True)
class PostListing:
    """A list of published posts, the newest first.

    Attributes:
        kind: by what posts come into it.
        numbers: of its parts, from the oldest on: a year has twelve months, all else is one.
    """

    kind: ListingKind
    numbers: tuple[int, ...]

    @classmethod
    def latest(cls) -> Self:
        """All posts, by the date of the last update."""
        return cls(ListingKind.LATEST, (0,))

    @classmethod
    def of_category(cls, category: Category) -> Self:
        """The posts of a category and of those below it, by the date of the last update."""
        return cls(ListingKind.CATEGORY, (category.pk,))

    @classmethod
    def of_tag(cls, tag: Tag) -> Self:
        """The posts that carry a tag, by the date of the last update."""
        return cls(ListingKind.TAG, (tag.pk,))

    @classmethod
    def of_author(cls, author: Author) -> Self:
        """The posts with an author in their byline, by the date of the last update."""
        return cls(ListingKind.AUTHOR, (author.pk,))

    @classmethod
    def of_month(cls, year: int, month: int) -> Self:
        """The posts of a month (1 to 12) in the site's time zone, by date of publication."""
        return cls(ListingKind.MONTH, (year * 100 + month,))

    @classmethod
    def of_year(cls, year: int) -> Self:
        """The posts of a year in the site's time zone, by date of publication."""
        return cls(ListingKind.MONTH, tuple(year * 100 + month for month in range(1, 13)))
