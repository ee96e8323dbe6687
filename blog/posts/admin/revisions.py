"""The history of all articles in the admin."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog.posts import rights
from blog.posts.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin[Revision]):
    """The history: to be read, never to be changed."""

    class Media:
        css = {"all": ["css/admin.css"]}

    list_display = ["title", "number", "article", "by", "note", "created_at"]
    list_display_links = ["title"]
    search_fields = ["title", "note", "post__title"]
    list_filter = [("by", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    show_full_result_count = False
    readonly_fields = ["article", "number", "by", "created_at", "note", "title", "source"]
    fields = ["article", "number", "by", "created_at", "note", "title", "source"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Revision]:
        seen = rights.posts_seen_by(request.user)
        return (
            super()
            .get_queryset(request)
            .filter(post__in=seen)
            .select_related("post", "by")
            .defer("body", "post__body", "post__body_html", "post__plain_text", "post__toc")
        )

    @admin.display(description=_("post"), ordering="post__title")
    def article(self, revision: Revision) -> SafeString:
        address = reverse("admin:posts_post_change", args=[revision.post_id])
        return format_html('<a href="{}">{}</a>', address, revision.post.title)

    @admin.display(description=_("body"))
    def source(self, revision: Revision) -> SafeString:
        return format_html('<pre class="source">{}</pre>', revision.body)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        # With its post, or not at all.
        return bool(request.resolver_match and "post_" in (request.resolver_match.url_name or ""))
