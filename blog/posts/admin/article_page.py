"""Pages of the admin that are about one stored article, beside its form."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse

from blog.posts import rights
from blog.posts.models import Post

type PostAdmin = admin.ModelAdmin[Post]


def goes_with_its_article(request: HttpRequest) -> bool:
    """Whether a request is to delete articles.

    Whoever may do that deletes what belongs to them as well, whatever their right to the parts by
    themselves. On all other pages that right counts: the menu is made by it.
    """
    match = request.resolver_match
    name = match.url_name if match else None
    return name == "posts_post_delete" or (
        name == "posts_post_changelist" and request.method == "POST"
    )


def absent(model_admin: admin.ModelAdmin[Any], request: HttpRequest, number: str) -> HttpResponse:
    """Return Django's own answer to the number of a row that is not there, or not to be seen."""
    answer: HttpResponse = model_admin._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]  # the stubs lack it
        request, model_admin.opts, number
    )
    return answer


def article_view(
    post_admin: PostAdmin, view: Callable[..., HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    """Make a view of the admin from one that takes `(post_admin, request, post, …)`.

    Who may not see the article is told that it does not exist, as Django's own pages do. The
    article comes without its texts; reading those raises.
    """

    def answer(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponseBase:
        seen = rights.posts_seen_by(request.user).fetch_mode(models.FETCH_RAISE)
        post = (
            seen.filter(pk=pk)
            .only("title", "slug", "status", "language", "published_at", "version")
            .first()
        )
        if post is None:
            return absent(post_admin, request, str(pk))
        return view(post_admin, request, post, **kwargs)

    return post_admin.admin_site.admin_view(answer)


def article_page(
    post_admin: PostAdmin, request: HttpRequest, post: Post, template: str, **context: Any
) -> HttpResponse:
    """Return a page of the admin from a template below `admin/posts/post/`.

    The template gets `original`, `opts` and `may_change` besides `context`, which has a `title`.
    """
    request.current_app = post_admin.admin_site.name
    return TemplateResponse(
        request,
        f"admin/posts/post/{template}",
        {
            **post_admin.admin_site.each_context(request),
            "opts": post_admin.opts,
            "original": post,
            "subtitle": post.title,
            "may_change": rights.may_change(request.user, post),
            **context,
        },
    )
