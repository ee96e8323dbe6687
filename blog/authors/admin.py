"""Authors in the admin."""

from django.contrib import admin

from blog.authors.models import Author


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin[Author]):
    list_display = ["name", "slug", "user", "website"]
    list_select_related = ["user"]
    search_fields = ["name", "slug", "user__username"]
    autocomplete_fields = ["user"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]
