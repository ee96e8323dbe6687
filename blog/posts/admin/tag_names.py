"""Names of tags, completed while typing."""

from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path

from blog.posts.admin.article_page import PostAdmin
from blog.posts.admin.json_view import json_view
from blog.posts.models import Tag

AT_ONCE = 20


def urls(post_admin: PostAdmin) -> list[URLPattern]:
    """Return the address of the completion."""
    view = json_view(post_admin)(tag_names)
    return [path("tag-names/", view, name="posts_post_tag_names")]


def tag_names(request: HttpRequest) -> JsonResponse:
    """Answer with the tags whose names contain `term`, in the form that Select2 reads."""
    term = request.GET.get("term", "").replace("\0", "")
    names = (
        Tag.objects.filter(name__icontains=term)
        .annotate(uses=models.Count("items"))
        .order_by("-uses", "name")
        .values_list("name", flat=True)[:AT_ONCE]
    )
    return JsonResponse(
        {
            "results": [{"id": name, "text": name} for name in names],
            "pagination": {"more": False},
        }
    )
