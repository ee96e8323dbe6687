"""Authors in the admin."""

from django.contrib import admin
from django.http import HttpRequest

from blog.authors.models import Author, AuthorLink


class AuthorLinkInline(admin.TabularInline[AuthorLink, Author]):
    model = AuthorLink
    extra = 1
    ordering = ["pk"]

    # Who may change an author may change the links: they are part of it.
    def has_add_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return self._may_change_author(request)

    def has_change_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return self._may_change_author(request)

    def has_delete_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return self._may_change_author(request)

    def has_view_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        return request.user.has_perm("authors.view_author")

    def _may_change_author(self, request: HttpRequest) -> bool:
        return request.user.has_perm("authors.change_author")


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin[Author]):
    list_display = ["name", "slug", "user", "website"]
    list_select_related = ["user"]
    search_fields = ["name", "slug", "user__username"]
    autocomplete_fields = ["user", "avatar"]
    inlines = [AuthorLinkInline]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        # Whose login a byline belongs to decides whose articles they are.
        return [] if request.user.has_perm("accounts.view_user") else ["user"]
