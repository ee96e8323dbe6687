"""The slugs of all posts of a run, decided before any is written, so that links can be."""

from blog.importers.imported import ImportedPost
from blog.posts.models import Post, Redirect
from blog.slugs import slugify, unique_slug


class SlugPlan:
    """Gives each post its slug: the one that it has, else the one it wishes, if free."""

    def __init__(self) -> None:
        """Start with no slug promised."""
        self._promised: set[str] = set()

    def keep(self, slug: str) -> str:
        """Promise a post the slug that it has already."""
        self._promised.add(slug)
        return slug

    def for_new(self, imported: ImportedPost) -> str:
        """Return a free slug for a post that is not on the site yet.

        A translation whose wish is taken gets its language behind it, anything else a number.
        """
        wish = self.wished(imported)
        if imported.slug_qualifier and not self._is_free(wish):
            wish = f"{wish}-{imported.slug_qualifier}"
        return self.keep(self._free(wish))

    def for_known(self, imported: ImportedPost, pk: int, slug: str) -> str:
        """Return the slug for a post that is on the site: its own, unless the author changed it.

        The author's wish is not followed again once somebody has moved the post away from it
        on the site, which its redirect shows.
        """
        wish = self.wished(imported)
        if not imported.slug_is_explicit or slug == wish or slug.startswith(f"{wish}-"):
            return self.keep(slug)
        if Redirect.objects.filter(path=post_address(wish), post=pk).exists():
            return self.keep(slug)
        return self.keep(self._free(wish, exclude_pk=pk))

    def wished(self, imported: ImportedPost) -> str:
        """Return the slug that a post would have if it were alone."""
        return slugify(imported.slug) or slugify(imported.title) or "post"

    def _is_free(self, slug: str) -> bool:
        return slug not in self._promised and not Post.objects.filter(slug=slug).exists()

    def _free(self, wish: str, exclude_pk: int | None = None) -> str:
        slug = unique_slug(wish, model=Post, exclude_pk=exclude_pk)
        number = 2
        while slug in self._promised:
            slug = unique_slug(f"{wish}-{number}", model=Post, exclude_pk=exclude_pk)
            number += 1
        return slug


def post_address(slug: str) -> str:
    """Return a post's address on this site as a reader sees it, letters undisguised."""
    return f"/posts/{slug}/"
