"""The history of all articles in the admin: one list, which leads to each article's own."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog.posts import rights
from blog.posts.admin.article_page import absent, goes_with_its_article
from blog.posts.admin.narrow_list import NarrowChangeList
from blog.posts.finding import find
from blog.posts.models import Revision


@admin.register(Revision)
class RevisionAdmin(admin.ModelAdmin[Revision]):
    """The history: to be read, never to be changed."""

    class Media:
        css = {"all": ["css/authoring.css"]}

    list_display = ["title", "number", "article", "by", "note", "change", "created_at"]
    list_display_links = ["title"]
    search_fields = ["post__title"]
    search_help_text = _("The article’s title, slug, author or tag")
    list_filter = [("by", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "created_at"
    ordering = ["-created_at", "-pk"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Revision]:
        revisions = super().get_queryset(request)
        if not rights.is_editor(request.user):
            revisions = revisions.filter(post__in=rights.posts_seen_by(request.user))
        return revisions

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return NarrowChangeList

    def rows_shown(self, rows: models.QuerySet[Revision]) -> models.QuerySet[Revision]:
        return rows.select_related("post", "by").defer(
            "body", "post__body", "post__body_html", "post__plain_text", "post__toc"
        )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Revision], search_term: str
    ) -> tuple[models.QuerySet[Revision], bool]:
        if not search_term:
            return queryset, False
        found: Any = find(rights.posts_seen_by(request.user), search_term).values("pk")
        if not rights.is_editor(request.user):
            # Few, so told by number: the database guesses two conditions on articles too rare.
            found = list(found.values_list("pk", flat=True))
        return queryset.filter(post__in=found), False

    @admin.display(description=_("post"), ordering="post__title")
    def article(self, revision: Revision) -> SafeString:
        address = reverse("admin:posts_post_change", args=[revision.post_id])
        return format_html('<a href="{}">{}</a>', address, revision.post.title)

    @admin.display(description=_("change"))
    def change(self, revision: Revision) -> SafeString:
        """Characters added and removed, leading to what they were."""
        size: Any = _("what changed")
        if revision.added is not None and revision.removed is not None:
            size = format_html(
                '<span class="change-size"><ins>+{}</ins> <del>−{}</del></span>',
                revision.added,
                revision.removed,
            )
        address = reverse(
            "admin:posts_post_compare", args=[revision.post_id], query={"to": revision.number}
        )
        return format_html('<a href="{}">{}</a>', address, size)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Lead to the revision's page in the history of its article."""
        revision = self.get_object(request, object_id)
        if revision is None:
            return absent(self, request, object_id)
        return HttpResponseRedirect(
            reverse("admin:posts_post_revision", args=[revision.post_id, revision.number])
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Revision | None = None) -> bool:
        return goes_with_its_article(request)
