"""Authors in the admin."""

from django.contrib import admin
from django.http import HttpRequest

from blog.authors.models import Author


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin[Author]):
    list_display = ["name", "slug", "user", "website"]
    list_select_related = ["user"]
    search_fields = ["name", "slug", "user__username"]
    autocomplete_fields = ["user"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]

    def get_readonly_fields(self, request: HttpRequest, obj: Author | None = None) -> list[str]:
        # Whose login a byline belongs to decides whose articles they are.
        return [] if request.user.has_perm("accounts.view_user") else ["user"]
