"""Django's permissions by role, as `settings.ROLE_PERMISSIONS` gives them.

`ROLE_PERMISSIONS` maps the value of a `Role` to a list of permissions, each `"app.codename"`. A
role that is absent may do nothing; an administrator may do everything and stands nowhere in it.
The setting, not this app, knows what there is to be allowed.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_permission_codename
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.core.checks import CheckMessage, Error
from django.db.models import Model, Q, QuerySet

from accounts.models import Role, User

if TYPE_CHECKING:
    from django.contrib.auth.models import _AnyUser

# What Django remembers in a session as the way somebody came in.
BACKEND = "accounts.role_permissions.RoleBackend"
# Whoever may change these models could make themselves administrator.
_FOR_ADMINISTRATORS = ("accounts", "auth", "sessions")


class RoleBackend(ModelBackend):
    """Passwords as Django checks them; permissions by role alone, without a query.

    What the tables of groups and of users' permissions hold counts for nothing.
    """

    def get_user_permissions(self, user_obj: "_AnyUser", obj: Model | None = None) -> set[str]:
        """Return `{"app.codename", …}` of an active user's role; of no single object."""
        if not isinstance(user_obj, User) or not user_obj.is_active or obj is not None:
            return set()
        if user_obj.role == Role.ADMINISTRATOR:
            return set(known_permissions())
        return set(settings.ROLE_PERMISSIONS.get(user_obj.role, ()))

    async def aget_user_permissions(
        self, user_obj: "_AnyUser", obj: Model | None = None
    ) -> set[str]:
        """Do as `get_user_permissions`."""
        return self.get_user_permissions(user_obj, obj)

    def get_group_permissions(self, user_obj: "_AnyUser", obj: Model | None = None) -> set[str]:
        """Return nothing: there are no groups."""
        return set()

    async def aget_group_permissions(
        self, user_obj: "_AnyUser", obj: Model | None = None
    ) -> set[str]:
        """Return nothing: there are no groups."""
        return set()

    def with_perm(
        self,
        perm: str | Permission,
        is_active: bool | None = True,
        include_superusers: bool = True,
        obj: Model | None = None,
    ) -> QuerySet[User]:
        """Return the users whose role gives `perm`; see Django's method for the arguments."""
        if obj is not None:
            return User.objects.none()
        name = perm if isinstance(perm, str) else perm.user_perm_str
        roles = [role for role, given in settings.ROLE_PERMISSIONS.items() if name in given]
        allowed = Q(role__in=roles)
        if include_superusers:
            allowed |= Q(role=Role.ADMINISTRATOR)
        if is_active is not None:
            allowed &= Q(is_active=is_active)
        return User.objects.filter(allowed)


def known_permissions() -> frozenset[str]:
    """Return `"app.codename"` of every permission of the registered models, without a query."""
    return frozenset(_permissions_of_models())


def _permissions_of_models() -> Iterator[str]:
    for model in apps.get_models():
        options = model._meta
        for action in options.default_permissions:
            yield f"{options.app_label}.{get_permission_codename(action, options)}"
        for codename, _name in options.permissions:
            yield f"{options.app_label}.{codename}"


def check_role_permissions(**_options: object) -> list[CheckMessage]:
    """System check: `ROLE_PERMISSIONS` names only roles and permissions that there are."""
    mapping: object = settings.ROLE_PERMISSIONS
    if not isinstance(mapping, dict) or not all(
        isinstance(given, list | tuple) and all(isinstance(name, str) for name in given)
        for given in mapping.values()
    ):
        return [
            Error(
                "ROLE_PERMISSIONS must map each role to a list of permissions.",
                hint='For example {"author": ["posts.add_post"]}.',
                id="accounts.E001",
            )
        ]
    known = known_permissions()
    problems: list[CheckMessage] = []
    for role, given in mapping.items():
        if role not in Role.values or role == Role.ADMINISTRATOR:
            problems.append(_unknown_role(role))
        for name in given:
            if name not in known:
                problems.append(_unknown_permission(role, name))
            elif name.startswith(tuple(f"{app}." for app in _FOR_ADMINISTRATORS)):
                problems.append(_too_much(role, name))
    return problems


def _unknown_role(role: object) -> Error:
    roles = ", ".join(value for value in Role.values if value != Role.ADMINISTRATOR)
    return Error(
        f"ROLE_PERMISSIONS names the role {role!r}.",
        hint=f"The roles that can be given permissions are {roles}; administrators have all.",
        id="accounts.E002",
    )


def _unknown_permission(role: object, name: str) -> Error:
    return Error(
        f"ROLE_PERMISSIONS gives the role {role!r} the permission {name!r}, which no model has.",
        hint='Permissions are "app.codename", like "posts.add_post".',
        id="accounts.E003",
    )


def _too_much(role: object, name: str) -> Error:
    return Error(
        f"ROLE_PERMISSIONS gives the role {role!r} the permission {name!r}.",
        hint="Logins and rights are for administrators only; they have all permissions.",
        id="accounts.E004",
    )
