"""Stored pictures in the admin; they come in with imported articles."""

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from blog.media.models import MediaFile


@admin.register(MediaFile)
class MediaFileAdmin(admin.ModelAdmin[MediaFile]):
    list_display = ["original_name", "address", "width", "height", "size", "created_at"]
    search_fields = ["original_name", "path"]
    date_hierarchy = "created_at"
    readonly_fields = ["address", "sha256", "width", "height", "size", "created_at"]
    fields = ["original_name", *readonly_fields]
    ordering = ["-created_at", "-pk"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("address"))
    def address(self, media_file: MediaFile) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', media_file.url)
