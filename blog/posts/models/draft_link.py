"""Links that show a draft to people without a login."""

import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.posts.models.post import Post

if TYPE_CHECKING:
    from accounts.models import User

LIFETIMES = {1: _("1 day"), 7: _("1 week"), 30: _("30 days")}
"""Days after which a link can be made to expire."""


class DraftLinkQuerySet(models.QuerySet["DraftLink"]):
    def open(self, now: datetime) -> Self:
        """The links that still show their article."""
        return self.filter(revoked_at=None, expires_at__gt=now)

    def make(self, post: Post, *, by: "User", days: int, now: datetime) -> "DraftLink":
        """Store a new link to `post` that expires after `days`; its token has 256 random bits."""
        return self.create(
            post=post,
            token=secrets.token_urlsafe(32),
            created_by=by,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )


class DraftLink(models.Model):
    """An unguessable address of one draft, until it expires or is revoked.

    The token is kept as it is, so that the author can copy the link again: whoever reads the
    database reads the drafts as well.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="draft_links")
    token = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = DraftLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft link")
        verbose_name_plural = _("draft links")
        indexes = [models.Index(fields=["post", "-created_at"], name="draft_link_of_post")]

    def __str__(self) -> str:
        return f"{self.post_id}: {self.expires_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("posts:draft", args=[self.token])

    def is_open(self, now: datetime) -> bool:
        """Whether it still shows its article."""
        return self.revoked_at is None and self.expires_at > now

    def revoke(self, now: datetime) -> None:
        """End it now, for good. Not saved."""
        self.revoked_at = self.revoked_at or now
