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
        if "\0" in request.path_info:  # PostgreSQL's text holds no NUL
            return response
        post = (
            Post.objects.published(timezone.now())
            .filter(redirects__in=Redirect.objects.for_path(request.path_info))
            .only("slug")
            .first()
        )
        if post is None:
            return response
        return HttpResponsePermanentRedirect(post.get_absolute_url())
