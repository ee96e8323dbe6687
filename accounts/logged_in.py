"""Who sends a request that only those who have logged in may send, and what others are told."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from accounts.models import User


def logged_in(request: HttpRequest) -> User:
    """Return who is logged in.

    Raises:
        PermissionDenied: nobody is.
    """
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def asks_for_login() -> JsonResponse:
    """Return the answer to a script whose user is logged in no more: 401, a sentence, `login`."""
    sentence = _("You are not logged in any more. Log in again to go on.")
    return JsonResponse({"error": sentence, "login": True}, status=401)
