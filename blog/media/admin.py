"""The media library: every stored file, where it is used, and which are used nowhere."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.exceptions import DisallowedModelAdminToField
from django.contrib.admin.options import IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.logged_in import logged_in
from blog.media import uploading
from blog.media.deleting import delete_unused
from blog.media.limits import upload_limits
from blog.media.models import MediaFile
from blog.media.refusals import RefusedUpload
from blog.media.usage import authors_using, is_used, posts_using

THUMBNAIL = 80  # pixels of the longer side


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("used")), ("no", _("used nowhere"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.filter(is_used())
        return queryset.exclude(is_used()) if self.value() == "no" else queryset


class MediaFileChangeList(ChangeList):
    """Counts what uses the files of one page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        articles, authors = posts_using(self.result_list), authors_using(self.result_list)
        for media_file in self.result_list:
            users = [*articles.get(media_file.pk, ()), *authors.get(media_file.pk, ())]
            media_file.times_used = len(users)


@admin.register(MediaFile)
class MediaFileAdmin(admin.ModelAdmin[MediaFile]):
    # The list
    list_display = [
        "thumbnail", "original_name", "times_used", "kind", "dimensions", "weight", "uploaded_by",
        "created_at",
    ]  # fmt: skip
    list_display_links = ["thumbnail", "original_name"]
    list_filter = ["kind", UsedFilter]
    list_select_related = ["uploaded_by"]
    list_per_page = 50
    search_fields = ["original_name", "alt", "path"]
    search_help_text = _("Name, alternative text or address")
    ordering = ["-created_at", "-pk"]
    show_full_result_count = False

    # The form
    fields = [
        "preview", "original_name", "alt", "used_in", "markdown", "address", "kind", "dimensions",
        "weight", "uploaded_by", "created_at",
    ]  # fmt: skip
    readonly_fields = [
        "preview", "used_in", "markdown", "address", "kind", "dimensions", "weight", "uploaded_by",
        "created_at",
    ]  # fmt: skip

    class Media:
        css = {"all": ["css/admin-media.css"]}

    def get_urls(self) -> list[URLPattern]:
        return [*uploading.urls(self), *super().get_urls()]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return MediaFileChangeList

    @admin.display(description=_("picture"))
    def thumbnail(self, media_file: MediaFile) -> SafeString:
        if not media_file.is_picture:
            ending = media_file.path.rpartition(".")[2].upper()
            return format_html('<span class="media-kind">{}</span>', ending)
        longer = max(media_file.width or 1, media_file.height or 1, THUMBNAIL)
        return format_html(
            '<img class="media-thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            media_file.thumbnail_url,
            max(1, (media_file.width or 1) * THUMBNAIL // longer),
            max(1, (media_file.height or 1) * THUMBNAIL // longer),
            media_file.alt or media_file.original_name,
        )

    @admin.display(description=_("pixels"))
    def dimensions(self, media_file: MediaFile) -> str:
        return f"{media_file.width} × {media_file.height}" if media_file.is_picture else "–"

    @admin.display(description=_("file size"), ordering="size")
    def weight(self, media_file: MediaFile) -> str:
        return filesizeformat(media_file.size)

    @admin.display(description=_("articles"))
    def times_used(self, media_file: Any) -> int:
        return int(media_file.times_used)

    @admin.display(description=_("preview"))
    def preview(self, media_file: MediaFile) -> SafeString:
        if not media_file.is_picture:
            return format_html('<a href="{}">{}</a>', media_file.url, _("Download"))
        sources = media_file.sources()
        return format_html(
            '<a href="{}"><img class="media-preview" src="{}" width="{}" height="{}" alt="{}"></a>',
            media_file.url,
            sources[min(1, len(sources) - 1)][0] if sources else media_file.url,
            media_file.width,
            media_file.height,
            media_file.alt,
        )

    @admin.display(description=_("address"))
    def address(self, media_file: MediaFile) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', media_file.url)

    @admin.display(description=_("Markdown"))
    def markdown(self, media_file: MediaFile) -> SafeString:
        return format_html("<code>{}</code>", uploading.markdown_for(media_file))

    # Uploading

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Take in several files at once, and say of each that was refused why."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        to_field = request.POST.get(TO_FIELD_VAR, request.GET.get(TO_FIELD_VAR))
        if to_field and not self.to_field_allowed(request, to_field):
            raise DisallowedModelAdminToField(to_field)
        stored: list[MediaFile] = []
        refused: list[str] = []
        if request.method == "POST":
            stored, refused = self._take_in(request)
            if stored and not refused:
                return self._after_upload(request, stored)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Upload pictures and files"),
            "opts": self.opts,
            "media": self.media,
            "stored": stored,
            "refused": refused,
            "limits": upload_limits(),
            "is_popup": IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET,
            "is_popup_var": IS_POPUP_VAR,
            "to_field": to_field,
            "to_field_var": TO_FIELD_VAR,
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/media/mediafile/upload.html", context)

    def _take_in(self, request: HttpRequest) -> tuple[list[MediaFile], list[str]]:
        # Read first: receiving the files is what fills the list of those that were dropped.
        files: list[Any] = request.FILES.getlist("files")
        stored: dict[int, MediaFile] = {}
        try:
            refused = [refusal.sentence for refusal in uploading.dropped_files(request)]
        except RefusedUpload as refusal:
            return [], [refusal.sentence]
        for file in files:
            try:
                media_file = uploading.store_upload(file, by=logged_in(request))
            except RefusedUpload as refusal:
                refused.append(refusal.sentence)
                continue
            if media_file.pk not in stored:
                self.log_addition(request, media_file, [{"added": {}}])
            stored[media_file.pk] = media_file
        if not stored and not refused:
            refused = [gettext("No file was chosen.")]
        return list(stored.values()), refused

    def _after_upload(self, request: HttpRequest, stored: list[MediaFile]) -> HttpResponse:
        if IS_POPUP_VAR in request.POST:
            return self.response_add(request, stored[0])
        said = ngettext("%d file is stored.", "%d files are stored.", len(stored)) % len(stored)
        self.message_user(request, said, messages.SUCCESS)
        if not self.has_view_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.admin_site.name))
        if len(stored) == 1:
            address = reverse("admin:media_mediafile_change", args=[stored[0].pk])
        else:
            address = reverse("admin:media_mediafile_changelist")
        return HttpResponseRedirect(address)

    # Where it is used

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> MediaFile | None:
        """Load it with the links to what uses it, which depend on who asks."""
        media_file = super().get_object(request, object_id, from_field)
        if media_file is not None:
            vars(media_file)["links_to_users"] = self._users(request, [media_file])
        return media_file

    @admin.display(description=_("used in"))
    def used_in(self, media_file: Any) -> SafeString | str:
        links = media_file.links_to_users
        if not links:
            return gettext("No article.")
        return format_html(
            "<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((a,) for a in links))
        )

    def _users(
        self, request: HttpRequest, media_files: Iterable[MediaFile]
    ) -> list[SafeString | str]:
        """Return a link to each article and author that use the files.

        Of articles that the user may not see it says how many there are.
        """
        media_files = list(media_files)
        authors: list[SafeString | str] = [
            format_html(
                '<a href="{}">{}</a>',
                reverse(f"{self.admin_site.name}:authors_author_change", args=[pk]),
                name,
            )
            for users in authors_using(media_files).values()
            for pk, name in users
        ]
        used = set().union(*posts_using(media_files).values())
        if not used:
            return authors
        model = MediaFile._meta.get_field("posts").related_model
        # Their own admin knows whose articles the user may see.
        seen = self.admin_site.get_model_admin(model).get_queryset(request)
        titles = list(seen.filter(pk__in=used).order_by("pk").values_list("pk", "title"))
        name = f"{self.admin_site.name}:{model._meta.app_label}_{model._meta.model_name}_change"
        articles: list[SafeString | str] = [
            format_html('<a href="{}">{}</a>', reverse(name, args=[pk]), title)
            for pk, title in titles
        ]
        if others := len(used) - len(titles):
            said = ngettext("%d article of other authors", "%d articles of other authors", others)
            articles.append(said % others)
        return [*articles, *authors]

    # Deleting: only what nothing uses

    def get_deleted_objects(
        self, objs: Iterable[MediaFile], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Return the files themselves, and as protected those that are used."""
        media_files = list(objs)
        counts = {str(self.opts.verbose_name_plural): len(media_files)}
        needed = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        protected: list[Any] = []
        used = posts_using(media_files).keys() | authors_using(media_files).keys()
        for media_file in media_files:
            if media_file.pk in used:
                protected += [str(media_file), self._users(request, [media_file])]
        return [str(media_file) for media_file in media_files], counts, needed, protected

    def delete_model(self, request: HttpRequest, obj: MediaFile) -> None:
        if delete_unused([obj]):
            raise PermissionDenied(gettext("An article has begun to use it; it was not deleted."))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[MediaFile]) -> None:
        for media_file in delete_unused(queryset):
            said = gettext("An article has begun to use %s; it was not deleted.") % media_file
            self.message_user(request, said, messages.WARNING)
