"""What the composer says with each request: who writes, in which tab, which article."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from blog.posts import rights
from blog.posts.admin.json_view import BadRequest
from blog.posts.models import Post
from blog.posts.whole_numbers import whole_number

_LARGEST_NUMBER = 2**53
"""What JavaScript counts to without rounding."""


def check_writer(request: HttpRequest, sent: dict[str, Any]) -> None:
    """Refuse what was written under another login than the one the request comes with.

    Raises:
        BadRequest: 401, as for nobody: the writer must log in again.
    """
    if sent.get("user") not in (None, "", request.user.pk, str(request.user.pk)):
        raise BadRequest(
            _("You are logged in as somebody else by now. Log in again as the one who writes."),
            status=401,
        )


def tab_of(sent: dict[str, Any]) -> UUID:
    """Return the browser tab that a request says it comes from.

    Raises:
        BadRequest: it does not say.
    """
    try:
        return UUID(str(sent.get("tab")))
    except ValueError as error:
        raise BadRequest(_("The request does not say which tab it comes from.")) from error


def post_to_change(request: HttpRequest, number: Any) -> Post | None:
    """Return the article of that number, without its text; None for a new one.

    Raises:
        BadRequest: there is none, or the user may not see it (404) or not change it (403).
    """
    if number in (None, ""):
        if not request.user.has_perm("posts.add_post"):
            raise BadRequest(_("You may not write articles here."), status=403)
        return None
    light = ("status", "version", "modified_at", "published_at", "slug", "title")
    seen = rights.posts_seen_by(request.user).only(*light)
    known = whole_number(str(number))
    post = seen.filter(pk=known).first() if known is not None else None
    if post is None:
        raise BadRequest(_("There is no such article, or it is not yours."), status=404)
    if not rights.may_change(request.user, post):
        raise BadRequest(_("You may not change this article any more."), status=403)
    return post


def is_number(value: Any) -> bool:
    """Whether a value of a JSON object is a whole number from 0 that a script counts to."""
    return type(value) is int and 0 <= value < _LARGEST_NUMBER
