"""`/accounts/session/`: who is logged in, and logging in again without leaving the page.

For a form that somebody has been writing in for longer than their session lasted. Answers are JSON;
an error is `{"error": sentence}`.
"""

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils import translation
from django.utils.decorators import decorator_from_middleware
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.login_attempts import WINDOW
from accounts.login_form import LoginForm
from accounts.models import User


class _CsrfCheck(CsrfViewMiddleware):
    """Django's own, but who is refused gets JSON, not a page."""

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., HttpResponseBase],
        callback_args: tuple[Any, ...],
        callback_kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        refused = super().process_view(request, callback, callback_args, callback_kwargs)
        if refused is None:
            return None
        with translation.override(_language(request)):
            sentence = _(
                "The form’s security token is out of date. Try once more, or reload the page."
            )
        return HttpResponseForbidden(
            json.dumps({"error": sentence}), content_type="application/json"
        )


# The exemption is from the check of all requests, whose refusal is a page; the same check follows.
@csrf_exempt
@never_cache
@decorator_from_middleware(_CsrfCheck)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Say who is logged in (GET), or log somebody in (POST).

    Both answer 200 with `{"user": username|null, "id": int|null, "csrf": token}`; nobody who may
    not enter the admin counts as logged in. The token is the one to send with the next POST:
    logging in changes it. No other site can read it: a browser gives the answers of one origin to
    scripts of another only where headers allow it.

    POST takes form fields: `username`, `password`; `user`, the id of who must be the one that logs
    in; `language`, a code of `LANGUAGES` for the sentences. Refused: 403 (wrong password, somebody
    else, bad token), 429 (too many attempts).
    """
    if request.method == "GET":
        return _state(request)
    with translation.override(_language(request)):
        return _log_in(request)


def _log_in(request: HttpRequest) -> HttpResponse:
    form = LoginForm(request, request.POST)
    if not form.is_valid():
        if form.has_error("__all__", "too_many_attempts"):
            answer = _error(
                str(form.error_messages["too_many_attempts"]), HTTPStatus.TOO_MANY_REQUESTS
            )
            answer["Retry-After"] = str(int(WINDOW.total_seconds()))
            return answer
        return _error(
            _(
                "This username and password do not open the admin. If you enter by login links: "
                "make one (make login), open it in another tab, then continue here."
            ),
            HTTPStatus.FORBIDDEN,
        )
    user = form.get_user()
    expected = request.POST.get("user", "")
    if expected and expected != str(user.pk):
        return _error(
            _(
                "What is written here belongs to another user. Log in as the one who opened this "
                "page, or copy the text and open the page anew."
            ),
            HTTPStatus.FORBIDDEN,
        )
    login(request, user)
    return _state(request)


def _state(request: HttpRequest) -> JsonResponse:
    user = request.user
    entered = user if isinstance(user, User) and user.is_active and user.is_staff else None
    return JsonResponse(
        {
            "user": entered.get_username() if entered else None,
            "id": entered.pk if entered else None,
            "csrf": get_token(request),
        }
    )


def _error(sentence: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": sentence}, status=status)


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
