"""Finding or making the rows that posts share: categories, tags, authors, series."""

from collections.abc import Sequence

from blog.authors.models import Author
from blog.categories.models import Category
from blog.importers.imported import ImportedAuthor
from blog.posts.models import Series, Tag
from blog.slugs import slugify, unique_slug

LONGEST_SERIES_TITLE = 200


class SharedRows:
    """Looks rows up once a run. Names match whatever their case; the first spelling stays."""

    def __init__(self) -> None:
        """Start without any row; a dry run's rows must not outlive its transaction."""
        self._categories: dict[tuple[str, ...], Category] = {}
        self._authors: dict[ImportedAuthor, Author] = {}
        self._tags: dict[str, str] = {}

    def category(self, path: Sequence[str]) -> Category | None:
        """Return the category at a path from the root, making what is missing of it."""
        parent: Category | None = None
        key: tuple[str, ...] = ()
        for name in path:
            key = (*key, name.casefold())
            if key not in self._categories:
                self._categories[key] = self._category(name, parent)
            parent = self._categories[key]
        return parent

    def _category(self, name: str, parent: Category | None) -> Category:
        found = Category.objects.filter(parent=parent, name__iexact=name).order_by("pk").first()
        return found or Category.objects.create(
            name=name, parent=parent, slug=unique_slug(name, model=Category)
        )

    def authors(self, imported: Sequence[ImportedAuthor]) -> list[Author]:
        """Return the authors of a post's bylines in their order, each once."""
        rows = [self._author(one) for one in imported]
        return list({row.pk: row for row in rows}.values())

    def _author(self, imported: ImportedAuthor) -> Author:
        if imported not in self._authors:
            self._authors[imported] = self._find_author(imported) or Author.objects.create(
                name=imported.name,
                slug=unique_slug(imported.slug or imported.name, model=Author),
                website=imported.website,
                biography=imported.biography,
            )
        return self._authors[imported]

    def _find_author(self, imported: ImportedAuthor) -> Author | None:
        """Return the author known by this slug or name; what is blank there is filled in."""
        slug = slugify(imported.slug or imported.name)
        found = Author.objects.filter(slug=slug).first() if slug else None
        found = found or Author.objects.filter(name__iexact=imported.name).order_by("pk").first()
        if found is None:
            return None
        website, biography = (
            found.website or imported.website,
            found.biography or imported.biography,
        )
        if (website, biography) != (found.website, found.biography):
            found.website, found.biography = website, biography
            found.save(update_fields=["website", "biography"])
        return found

    def tag_names(self, names: Sequence[str]) -> list[str]:
        """Return tags in the spelling that the site has already, if it has them."""
        unknown = [name for name in names if name.casefold() not in self._tags]
        for name in unknown:
            known = Tag.objects.filter(name__iexact=name).values_list("name", flat=True).first()
            self._tags[name.casefold()] = known or name
        return [self._tags[name.casefold()] for name in names]

    def series(self, title: str) -> Series:
        """Return the series of a title."""
        title = title[:LONGEST_SERIES_TITLE]
        found = Series.objects.filter(title__iexact=title).order_by("pk").first()
        return found or Series.objects.create(title=title, slug=unique_slug(title, model=Series))
