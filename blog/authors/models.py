"""Bylines: the people named above an article, whether or not they can log in."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.media.models import MediaFile
from blog.site.addresses import address_of
from blog.slugs import LONGEST_SLUG, unique_slug

if TYPE_CHECKING:
    from accounts.models import User


class AuthorQuerySet(models.QuerySet["Author"]):
    def named_for(self, user: "User") -> "Author":
        """Return the byline of `user`; a user without one gets one of their own name."""
        known = self.filter(user=user).first()
        if known is not None:
            return known
        name = user.display_name
        return self.create(user=user, name=name[:100], slug=unique_slug(name, model=Author))


class Author(models.Model):
    """A public byline. It outlives the login of the person behind it, if there ever was one."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=LONGEST_SLUG, unique=True, allow_unicode=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("login"),
        related_name="author",
        null=True,
        blank=True,
        help_text=_("Who writes under this name, if they may log in."),
    )
    biography = models.TextField(_("biography"), blank=True)
    website = models.URLField(_("website"), max_length=500, blank=True)
    avatar = models.ForeignKey(
        MediaFile,
        models.SET_NULL,
        verbose_name=_("picture"),
        related_name="pictured_authors",
        limit_choices_to={"kind": "picture"},
        null=True,
        blank=True,
        help_text=_("Shown round, beside the name; a square shows whole."),
    )

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(slug="") & ~models.Q(name=""), name="author_named"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("author", self.slug)


class AuthorLink(models.Model):
    """Where else an author is at home: one address, under a word for it."""

    author = models.ForeignKey(Author, models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=50, help_text=_("Such as GitHub or 知乎."))
    address = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name = _("link of an author")
        verbose_name_plural = _("links of authors")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(label="")
                & (
                    models.Q(address__startswith="https://")
                    | models.Q(address__startswith="http://")
                ),
                name="author_link_of_the_web",
                violation_error_message=_("A link leads to an address of the web."),
            ),
        ]

    def __str__(self) -> str:
        return self.label
