"""The history of an article's title and body."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


class Revision(models.Model):
    """The title and body of a post as one save left them. Never changed, never pruned.

    Numbers count from 1 within a post; the newest equals the post. `added` and `removed` are the
    characters by which the body differs from the revision before; None where that was not counted.
    """

    post = models.ForeignKey(Post, models.CASCADE, verbose_name=_("post"), related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)
    body = models.TextField(_("body"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("saved by"),
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    added = models.PositiveIntegerField(_("added"), null=True, editable=False)
    removed = models.PositiveIntegerField(_("removed"), null=True, editable=False)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        indexes = [models.Index(fields=["-created_at", "-id"], name="revision_newest")]
        constraints = [
            models.UniqueConstraint(fields=["post", "number"], name="revision_number_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"
