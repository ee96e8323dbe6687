"""What authors and editors tell each other about an article before it is published."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


class ReviewNote(models.Model):
    """One remark, and to which status the article was brought with it, if to another."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="review_notes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True, blank=True
    )
    text = models.TextField(_("note"), blank=True, max_length=5000)
    status = models.CharField(_("status"), max_length=10, choices=Post.Status, blank=True)
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("review note")
        verbose_name_plural = _("review notes")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text="") | ~models.Q(status=""),
                name="review_note_says_something",
            ),
        ]
        indexes = [models.Index(fields=["post", "created_at"], name="review_note_of_post")]

    def __str__(self) -> str:
        return self.text[:80]
