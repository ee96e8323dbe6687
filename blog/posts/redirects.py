"""Former addresses of articles lead to where they are now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

from blog.posts.models import Post, Redirect


class RedirectMiddleware:
    """Answer 301 instead of 404 for a former address of a published article.

    One query, and only for what would be a 404: a present address always wins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        path = request.path_info
        if "\0" in path:  # PostgreSQL's text holds no NUL
            return response
        found = (
            Redirect.objects.for_path(path)
            .filter(post__in=Post.objects.published(timezone.now()))
            .select_related("post")
            .only("path", "post__slug")
        )
        # Of two that differ by the last slash, the one that was asked for.
        former = min(found, key=lambda one: one.path != path, default=None)
        if former is None:
            return response
        redirect = HttpResponsePermanentRedirect(former.post.get_absolute_url())
        # A slug may change back, and a browser that kept both redirects would go in circles.
        redirect["Cache-Control"] = "no-cache"
        return redirect
