"""The updates of an article that its readers are told of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


class SignificantUpdate(models.Model):
    """One update that its author marked as significant, and what readers are told of it."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="significant_updates")
    at = models.DateTimeField(_("at"))
    note = models.CharField(_("what is new"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("significant update")
        verbose_name_plural = _("significant updates")
        constraints = [
            models.UniqueConstraint(fields=["post", "at"], name="significant_update_once"),
        ]
        indexes = [models.Index(fields=["at"], name="significant_update_at")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.at:%Y-%m-%d}"
