"""Series: articles that are the parts of one longer text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.site.addresses import address_of
from blog.slugs import LONGEST_SLUG


class Series(models.Model):
    """A longer text whose parts are posts, in the order of their `series_position`."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=LONGEST_SLUG, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug="") & ~models.Q(title=""), name="series_named"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("series", self.slug)
