"""Which articles an article's text links to. Derived from the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post


class PostLink(models.Model):
    """One link of an article to the address of an article of this site, existing or not."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    slug = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("link in a post")
        verbose_name_plural = _("links in posts")
        constraints = [
            models.UniqueConstraint(fields=["post", "slug"], name="post_link_once"),
        ]
        indexes = [models.Index(fields=["slug"], name="post_link_slug")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.slug}"
