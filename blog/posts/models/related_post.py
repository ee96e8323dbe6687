"""Which articles an article's page recommends. Derived, ahead of time, by `posts.relating`."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


class RelatedPost(models.Model):
    """One article that readers of another may want next; the higher the score, the closer."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="related")
    other = models.ForeignKey(Post, models.CASCADE, related_name="related_from")
    score = models.FloatField()

    class Meta:
        verbose_name = _("related post")
        verbose_name_plural = _("related posts")
        constraints = [
            models.UniqueConstraint(fields=["post", "other"], name="related_post_once"),
            models.CheckConstraint(
                condition=~models.Q(post=models.F("other")), name="related_post_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.other_id}"
