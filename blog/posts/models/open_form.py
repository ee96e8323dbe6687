"""Who has an article open for writing."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post

SILENT_AFTER = timedelta(seconds=90)
"""A tab not heard of for so long is taken for closed; an open one reports every 15
seconds, a hidden one once a minute."""


class OpenFormQuerySet(models.QuerySet["OpenForm"]):
    def alive(self, now: datetime) -> Self:
        """The forms that have been heard of lately."""
        return self.filter(seen_at__gte=now - SILENT_AFTER)

    def silent(self, now: datetime) -> Self:
        """The forms that must have been closed without a word."""
        return self.filter(seen_at__lt=now - SILENT_AFTER)


class OpenForm(models.Model):
    """One browser tab in which a user has the form of an article open."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="open_forms")
    tab = models.UUIDField()
    seen_at = models.DateTimeField()

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("open form")
        verbose_name_plural = _("open forms")
        constraints = [
            models.UniqueConstraint(fields=["user", "tab"], name="open_form_once_a_tab"),
        ]
        indexes = [models.Index(fields=["seen_at"], name="open_form_oldest")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.post_id}"
