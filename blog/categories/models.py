"""The tree of categories. A post has at most one place in it."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _

from blog.site.addresses import address_of
from blog.slugs import LONGEST_SLUG

# UNION, not UNION ALL: it ends even if a circle got in behind the form's back.
_SUBTREE = """
WITH RECURSIVE subtree(id) AS (
    SELECT id FROM categories_category WHERE id = %s
    UNION
    SELECT child.id FROM categories_category child JOIN subtree ON child.parent_id = subtree.id
)
SELECT id FROM subtree
"""


class CategoryQuerySet(models.QuerySet["Category"]):
    def within(self, category: "Category") -> Self:
        """The category itself and all those below it."""
        return self.filter(pk__in=RawSQL(_SUBTREE, [category.pk]))  # noqa: S611  # a constant


class Category(models.Model):
    """One subject in the tree of subjects.

    Its slug is unique in the whole tree, so that its address survives a move within the tree. A
    category with posts or with categories below it cannot be deleted.
    """

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=LONGEST_SLUG, unique=True, allow_unicode=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("parent"),
        related_name="children",
        null=True,
        blank=True,
    )
    description = models.TextField(_("description"), blank=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="category_name_unique_in_parent",
                nulls_distinct=False,
                violation_error_message=_("There is a category of this name at this place."),
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="category_not_its_own_parent",
                violation_error_message=_("A category cannot lie below itself."),
            ),
            models.CheckConstraint(
                condition=~models.Q(slug="") & ~models.Q(name=""), name="category_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("category", self.slug)

    def clean(self) -> None:
        """Refuse a parent that lies below this category."""
        if self.pk and self.parent_id and (
            Category.objects.within(self).filter(pk=self.parent_id).exists()
        ):  # fmt: skip
            raise ValidationError({"parent": _("A category cannot lie below itself.")})
