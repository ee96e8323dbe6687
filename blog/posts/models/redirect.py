"""Old addresses of articles: former slugs, and addresses on the site they came from."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


def spellings(path: str) -> set[str]:
    """Return the ways of writing `path` that a redirect does not tell apart."""
    stem = path.removesuffix("index.html").rstrip("/")
    return {path, stem, f"{stem}/"}


class RedirectQuerySet(models.QuerySet["Redirect"]):
    def for_path(self, path: str) -> Self:
        """The redirects of an address, whether or not it was written with a last slash.

        Args:
            path: a percent-decoded path beginning with `/`.
        """
        return self.filter(path__in=spellings(path))


class Redirect(models.Model):
    """An address that an article had before, answered by a permanent redirect to it.

    `path` is percent-decoded, begins with `/` and has no query; the article's present address
    always wins over it.
    """

    path = models.CharField(_("old path"), max_length=1000, unique=True)
    post = models.ForeignKey(Post, models.CASCADE, verbose_name=_("post"), related_name="redirects")

    objects = RedirectQuerySet.as_manager()

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__startswith="/"), name="redirect_path_absolute"
            ),
        ]

    def __str__(self) -> str:
        return self.path
