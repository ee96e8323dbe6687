from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        # Imports models, which are not loaded when this module is.
        from accounts.role_permissions import check_role_permissions

        register(check_role_permissions)
