"""Logins in the admin: who has which role."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as django_delete_selected
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from accounts.administrators import ALL_OF_THEM, LAST_ONE, leaves_none
from accounts.login_form import LoginForm
from accounts.models import Role, User

admin.site.login_form = LoginForm
# Rights come from roles alone (docs/decisions/0011-roles.md).
admin.site.unregister(Group)


class UserForm(UserChangeForm[User]):
    """A user's form, which does not let the last administrator go."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        stays = cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("is_active")
        # The admin handles a form within one transaction, as the lock asks for.
        if self.instance.pk and not self.errors and not stays and leaves_none([self.instance.pk]):
            field = "is_active" if cleaned["role"] == Role.ADMINISTRATOR else "role"
            self.add_error(field, LAST_ONE)
        return cleaned


@admin.register(User)
class UserAdmin(DjangoUserAdmin[User]):
    form = UserForm
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Personal info"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("role", "is_active")}),
        (_("Preferences"), {"fields": ("admin_language",)}),
        (_("Important dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "role", "usable_password", "password1", "password2"),
            },
        ),
    )
    radio_fields = {"role": admin.VERTICAL}
    list_display = ("username", "email", "first_name", "last_name", "role", "is_active")
    list_filter = ("role", "is_active")
    filter_horizontal = ()
    actions = ("delete_selected",)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with transaction.atomic():
            user = self.get_object(request, object_id)
            if user and self.has_delete_permission(request, user) and leaves_none([user.pk]):
                self.message_user(request, LAST_ONE, messages.ERROR)
                return redirect("admin:accounts_user_change", user.pk)
            return super().delete_view(request, object_id, extra_context)

    @admin.action(permissions=["delete"], description=_("Delete selected %(verbose_name_plural)s"))
    def delete_selected(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> HttpResponse | None:
        """Delete users, after a question; all of the chosen or, short of an administrator, none."""
        with transaction.atomic():
            if leaves_none(queryset.values_list("pk", flat=True)):
                self.message_user(request, ALL_OF_THEM, messages.ERROR)
                return None
            return django_delete_selected(self, request, queryset)
