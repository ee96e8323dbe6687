"""Who is named above an article, in which order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.authors.models import Author
from blog.posts.models.post import Post


class Byline(models.Model):
    """One author of one post; positions count from 1 and give the order of the names."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="bylines")
    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("author"), related_name="bylines"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "author"],
                name="byline_author_once",
                violation_error_message=_("This author is named already."),
            ),
            # Deferred, so that two names can change places in one transaction.
            models.UniqueConstraint(
                fields=["post", "position"],
                name="byline_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.author}"
