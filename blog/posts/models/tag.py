"""Tags: free words on articles, by django-taggit with tables of our own."""

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from blog.site.addresses import address_of
from blog.slugs import slugify


class Tag(TagBase):  # type: ignore[misc]  # the package has no types
    """One word that articles carry. Two tags never differ by case alone."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                Upper("name"),  # as `iexact` compares, by which django-taggit looks names up
                name="tag_name_unique_ignoring_case",
                violation_error_message=_("There is a tag of this name."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug="") & ~models.Q(name=""), name="tag_named"
            ),
        ]

    def get_absolute_url(self) -> str:
        return address_of("tag", self.slug)

    def slugify(self, tag: str, i: int | None = None) -> str:
        """Return the slug for a tag's name; `i` is django-taggit's count of tries."""
        slug = slugify(tag)[: 100 - 6] or "tag"
        return slug if i is None else f"{slug}-{i + 1}"


class PostTag(ItemBase):  # type: ignore[misc]  # the package has no types
    """One tag on one post."""

    content_object = models.ForeignKey("posts.Post", models.CASCADE, related_name="tagged_items")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="items")

    class Meta:
        verbose_name = _("tag of a post")
        verbose_name_plural = _("tags of posts")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="post_tag_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.content_object_id}: {self.tag_id}"
