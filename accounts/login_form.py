"""The one way in by password, for the admin's login page and for `accounts.session`."""

import logging
from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from accounts import login_attempts

logger = logging.getLogger(__name__)


class LoginForm(AdminAuthenticationForm):
    """Username and password of an active user with a role; refuses when guessed too often.

    Whoever is refused learns nothing of whether the name exists, is switched off or has a role.
    The error's code is `too_many_attempts` or `invalid_login`.
    """

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "too_many_attempts": _(
            "There were too many attempts to log in under this name. Wait 15 minutes, or ask for a "
            "login link."
        ),
    }

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        username = self.cleaned_data.get("username")
        password = self.cleaned_data.get("password")
        if username is None or not password:
            return self.cleaned_data
        if not login_attempts.admit(username):
            logger.warning("too many attempts to log in as %r; not tried", username)
            raise ValidationError(
                self.error_messages["too_many_attempts"], code="too_many_attempts"
            )
        user = authenticate(self.request, username=username, password=password)
        if user is None or not user.is_staff:
            logger.warning("failed to log in as %r", username)
            raise self.get_invalid_login_error()
        login_attempts.forget(username)
        self.user_cache = user
        return self.cleaned_data
