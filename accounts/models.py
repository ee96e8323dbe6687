"""Who may log in, and as what. Knows nothing of blogging: a byline is `blog.authors.Author`."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# Written together or not at all: the last two follow from the first.
_ROLE_COLUMNS = frozenset({"role", "is_staff", "is_superuser"})


class Role(models.TextChoices):
    """What a login may do; each role may also do all that the ones before it may."""

    CONTRIBUTOR = "contributor", _("Contributor")
    AUTHOR = "author", _("Author")
    EDITOR = "editor", _("Editor")
    ADMINISTRATOR = "administrator", _("Administrator")


class AdminLanguage(models.TextChoices):
    """The languages of the admin, each by its own name; the codes are those of `LANGUAGES`."""

    SIMPLIFIED_CHINESE = "zh-hans", "中文"
    ENGLISH = "en", "English"


class UserManager(DjangoUserManager["User"]):
    """Django's own, for which a superuser is a user with the role of administrator."""

    use_in_migrations = False

    def create_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """Make an administrator; raise ValueError if `extra_fields` names another role."""
        return super().create_superuser(
            username, email, password, **_as_administrator(extra_fields)
        )

    async def acreate_superuser(
        self,
        username: str,
        email: str | None = None,
        password: str | None = None,
        **extra_fields: Any,
    ) -> "User":
        """Do as `create_superuser`."""
        return await super().acreate_superuser(
            username, email, password, **_as_administrator(extra_fields)
        )


def _as_administrator(fields: dict[str, Any]) -> dict[str, Any]:
    if fields.setdefault("role", Role.ADMINISTRATOR) != Role.ADMINISTRATOR:
        raise ValueError("A superuser's role is administrator.")
    return fields


class User(AbstractUser):
    """One person's login.

    `role` alone says what it may do. Django's `is_staff` (may enter the admin) and `is_superuser`
    follow from it, in `save()` and by a constraint; `groups` and `user_permissions` give nothing
    (`accounts.role_permissions`).
    """

    role = models.CharField(
        _("role"),
        max_length=20,
        blank=True,
        default="",
        choices=[("", _("No role")), *Role.choices],
        help_text=_(
            "Contributors write their own drafts and submit them for review; authors also publish "
            "their own; editors look after everybody’s work; administrators also manage users. "
            "Without a role nobody enters the admin."
        ),
    )
    admin_language = models.CharField(
        _("language of the admin"),
        max_length=10,
        blank=True,
        default="",
        choices=[("", _("The site’s language")), *AdminLanguage.choices],
        help_text=_("The buttons at the top of the admin change it as well."),
    )

    objects: ClassVar[UserManager] = UserManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="accounts_user_flags_follow_role",
                condition=Q(role="", is_staff=False, is_superuser=False)
                | Q(
                    role__in=[Role.CONTRIBUTOR, Role.AUTHOR, Role.EDITOR],
                    is_staff=True,
                    is_superuser=False,
                )
                | Q(role=Role.ADMINISTRATOR, is_staff=True, is_superuser=True),
            ),
        ]

    @property
    def display_name(self) -> str:
        """What others see of who this is: the full name, the username of who has given none."""
        return self.get_full_name() or self.get_username()

    def clean(self) -> None:
        super().clean()
        self._set_flags()

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save, with Django's two flags as the role has them; takes Django's arguments."""
        if update_fields is None:
            self._set_flags()
        else:
            update_fields = set(update_fields)
            if update_fields & _ROLE_COLUMNS:
                self._set_flags()
                update_fields |= _ROLE_COLUMNS
        super().save(update_fields=update_fields, **options)

    def _set_flags(self) -> None:
        self.is_staff = bool(self.role)
        self.is_superuser = self.role == Role.ADMINISTRATOR
