"""What an author has typed and not saved yet."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post

KEPT_FOR = timedelta(days=90)
"""How long a copy that nobody takes up is kept."""


class UnsavedCopyQuerySet(models.QuerySet["UnsavedCopy"]):
    def of(self, user_id: int, post_id: int | None) -> Self:
        """A user's copies of one article (None: of articles not stored yet), the newest first."""
        return self.filter(user=user_id, post=post_id).order_by("-saved_at", "-pk")

    def outdated(self, now: datetime) -> Self:
        """Copies that have not been touched for `KEPT_FOR`."""
        return self.filter(saved_at__lt=now - KEPT_FOR)


class UnsavedCopy(models.Model):
    """The article's form as one browser tab of one user last held it.

    Nobody else sees it, and neither the article nor its revisions know of it. Saving the form
    deletes it. `fields` maps each name of the form to the list of its values, as a browser posts
    them; what the form began from is among them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="unsaved_copies"
    )
    post = models.ForeignKey(
        Post, models.SET_NULL, related_name="unsaved_copies", null=True, blank=True
    )
    tab = models.UUIDField()
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("kept"))

    objects = UnsavedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("unsaved copy")
        verbose_name_plural = _("unsaved copies")
        constraints = [
            models.UniqueConstraint(fields=["user", "tab"], name="unsaved_copy_once_a_tab"),
        ]
        indexes = [
            # A user's copies of an article, and those too old
            models.Index(fields=["user", "post", "-saved_at"], name="unsaved_copy_of_user"),
            models.Index(fields=["saved_at"], name="unsaved_copy_oldest"),
        ]

    def __str__(self) -> str:
        return self.value("title")

    def value(self, name: str) -> str:
        """Return what the form's field `name` held; its first value if it held several."""
        values: list[Any] = self.fields.get(name) or [""]
        return str(values[0])
