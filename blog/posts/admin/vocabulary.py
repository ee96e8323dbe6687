"""What articles are sorted by, and their former addresses, in the admin."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as PackagedTag

from blog.posts.admin.article_page import goes_with_its_article
from blog.posts.models import Redirect, Series, Tag

# Its table stays empty: our tags have one of their own.
admin.site.unregister(PackagedTag)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin[Tag]):
    list_display = ["name", "slug", "uses"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    ordering = ["name", "pk"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Tag]:
        tags: models.QuerySet[Tag] = Tag.objects.annotate(uses=models.Count("items"))
        return tags

    @admin.display(description=_("posts"), ordering="uses")
    def uses(self, tag: Any) -> int:
        return int(tag.uses)


@admin.register(Series)
class SeriesAdmin(admin.ModelAdmin[Series]):
    list_display = ["title", "slug", "parts"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    ordering = ["title", "pk"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Series]:
        return super().get_queryset(request).annotate(parts=models.Count("posts"))

    @admin.display(description=_("parts"), ordering="parts")
    def parts(self, series: Any) -> int:
        return int(series.parts)


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin[Redirect]):
    list_display = ["path", "post"]
    list_select_related = ["post"]
    search_fields = ["path", "post__title"]
    autocomplete_fields = ["post"]
    ordering = ["path"]

    def has_delete_permission(self, request: HttpRequest, obj: Redirect | None = None) -> bool:
        return goes_with_its_article(request) or super().has_delete_permission(request, obj)
