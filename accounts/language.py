"""The admin in the language its user chose; readers' pages stay in the site's.

A reader's page is shared between all readers, so it never depends on who asks. A page of the
admin is one person's own.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation

from accounts.models import User


class AdminLanguageMiddleware:
    """Answer below the admin's address in the user's language, else in the site's.

    Must stand below Django's AuthenticationMiddleware. Pages for errors (not found, refused) are
    readers' pages, wherever they happen: they stay in the site's language.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # For readers as well: to ask five times which one is active costs more than to set it.
        with translation.override(settings.LANGUAGE_CODE):
            response = self.get_response(request)
            if _is_in_admin(request):
                response.headers.setdefault("Content-Language", translation.get_language())
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: object,
        options: object,
    ) -> None:
        if _is_in_admin(request) and isinstance(request.user, User):
            translation.activate(request.user.admin_language or settings.LANGUAGE_CODE)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        if _is_in_admin(request):
            translation.activate(settings.LANGUAGE_CODE)


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("admin:index"))
