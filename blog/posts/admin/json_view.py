"""Endpoints of the editor: JSON in every case, never a redirect to a login page."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.logged_in import asks_for_login
from blog.posts.admin.article_page import PostAdmin


class BadRequest(Exception):  # noqa: N818  # an answer, not a fault
    """What was sent cannot be used; the message says why, for people."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


def json_view[**P](
    post_admin: PostAdmin,
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponseBase]],
    Callable[Concatenate[HttpRequest, P], HttpResponseBase],
]:
    """Let only who writes articles in, and answer everybody else with a sentence.

    401 with `login` for nobody, 403 for a login without the right, the status of a `BadRequest`
    for what cannot be used. Rights to one article are the view's to check.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return asks_for_login()
            writes = post_admin.has_change_permission(request) or post_admin.has_add_permission(
                request
            )
            if not (post_admin.admin_site.has_permission(request) and writes):
                return JsonResponse({"error": _("You may not write articles here.")}, status=403)
            try:
                return view(request, *args, **kwargs)
            except BadRequest as refusal:
                return JsonResponse({"error": str(refusal)}, status=refusal.status)
            except IntegrityError:
                # The article was there when it was asked for, and has been deleted since.
                sentence = _("There is no such article, or it is not yours.")
                return JsonResponse({"error": sentence}, status=404)

        return never_cache(wraps(view)(answer))  # type: ignore[return-value]  # the same signature

    return decorate


def json_body(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON object that the request carries.

    Raises:
        BadRequest: it carries no JSON object in UTF-8, or more than the server takes (413).
    """
    try:
        sent = json.loads(request.body)
    except RequestDataTooBig as error:
        raise BadRequest(
            _("This is more text than the server takes. Make the article shorter."), status=413
        ) from error
    except (ValueError, RecursionError) as error:
        raise BadRequest(_("What was sent is not JSON in UTF-8.")) from error
    if not isinstance(sent, dict):
        raise BadRequest(_("What was sent is no JSON object."))
    return sent
