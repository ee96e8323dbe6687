"""Writing and managing articles in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from taggit.models import Tag as PackagedTag

from blog.markup import MarkupError
from blog.posts.checking import problems_of
from blog.posts.forms import BylineForm, BylineFormSet, PostForm
from blog.posts.models import Byline, Post, Redirect, Revision, Series, Tag
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet

# Its table stays empty: our tags have one of their own.
admin.site.unregister(PackagedTag)

TAG_NAMES_AT_ONCE = 20


class BylineInline(admin.TabularInline[Byline, Post]):
    model = Byline
    form = BylineForm
    formset = BylineFormSet  # type: ignore[assignment]  # the stubs know no form but their own
    autocomplete_fields = ["author"]
    extra = 1
    ordering = ["position", "pk"]


class StandingFilter(admin.SimpleListFilter):
    """The status as editors see it, in which scheduled is one of its own."""

    title = _("status")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("draft", _("draft")),
            ("in_review", _("in review")),
            ("scheduled", _("scheduled")),
            ("published", _("published")),
            ("archived", _("archived")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        if self.value() == "published":
            return queryset.published(now)
        if self.value() == "scheduled":
            return queryset.scheduled(now)
        return queryset.filter(status=self.value()) if self.value() else queryset


@admin.register(Post)
class PostAdmin(admin.ModelAdmin[Post]):
    form = PostForm
    inlines = [BylineInline]

    # The list: five queries besides the login's, whatever it shows
    list_display = [
        "title", "standing", "bylines_named", "category", "published_at", "modified_at",
    ]  # fmt: skip
    list_filter = [StandingFilter, "language", ("category", admin.RelatedOnlyFieldListFilter)]
    list_per_page = 50
    search_fields = ["title", "slug", "authors__name", "tagged_items__tag__name"]
    search_help_text = _("Title, slug, author or tag")
    date_hierarchy = "published_at"
    ordering = ["-modified_at", "-pk"]
    show_full_result_count = False
    actions = ["publish_now", "take_back", "put_into_archive"]

    # The form
    autocomplete_fields = ["category", "series", "cover"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["updated_at", "modified_at", "uid", "source_path"]
    fieldsets = [
        (None, {"fields": ["title", "slug", "body", "summary"]}),
        (_("Place"), {"fields": ["category", "tags", ("series", "series_position"), "cover"]}),
        (
            _("Publication"),
            {"fields": [("status", "published_at"), "significant", "language", "canonical_url"]},
        ),
        (_("This save"), {"fields": ["revision_note", "base_version"]}),
        (
            _("Record"),
            {
                "fields": ["updated_at", "modified_at", "uid", "source_path"],
                "classes": ["collapse"],
            },
        ),
    ]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_queryset(self, request: HttpRequest) -> PostQuerySet:
        posts = Post.objects.all()
        if request.resolver_match and request.resolver_match.url_name == "posts_post_changelist":
            posts = posts.for_list()
        return posts

    @admin.display(description=_("status"), ordering="status")
    def standing(self, post: Post) -> str:
        """The status, or that it is scheduled."""
        if post.status == Post.Status.PUBLISHED and not post.is_visible(timezone.now()):
            return str(_("scheduled"))
        return post.get_status_display()

    @admin.display(description=_("authors"))
    def bylines_named(self, post: Post) -> str:
        return ", ".join(byline.author.name for byline in post.bylines.all())

    def view_on_site(self, post: Post) -> str:
        """The article's address, or its preview's while readers do not see it."""
        if post.is_visible(timezone.now()):
            return post.get_absolute_url()
        return reverse("posts:preview", args=[post.slug])

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show the problems of the text above the form that it stands in."""
        post = context["original"]
        if post is not None:
            context["problems"] = [
                (problem, translated(problem.wording)) for problem in problems_of(post)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    # Saving

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Another request was faster, as after a double click. Nothing has been stored; the
            # form, asked again, finds what is taken and says so.
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        form.instance.record_revision(
            by=request.user,
            note=form.cleaned_data.get("revision_note", ""),
        )

    def response_add(self, request: HttpRequest, obj: Post, *args: Any) -> HttpResponse:
        response = super().response_add(request, obj, *args)
        self._say_how_many_problems(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        response = super().response_change(request, obj)
        self._say_how_many_problems(request, obj)
        return response

    def _say_how_many_problems(self, request: HttpRequest, post: Post) -> None:
        found = len(problems_of(post))
        if not found:
            return
        said = ngettext(
            "Its text has %d problem, listed above its form.",
            "Its text has %d problems, listed above its form.",
            found,
        )
        address = reverse("admin:posts_post_change", args=[post.pk])
        warning = format_html('<a href="{}">{}</a>: {}', address, post.title, said % found)
        self.message_user(request, warning, messages.WARNING)

    # Actions: each post by its own method, so that no rule is skipped

    @admin.action(description=_("Publish the chosen posts"), permissions=["change"])
    def publish_now(self, request: HttpRequest, chosen: PostQuerySet) -> None:
        now = timezone.now()
        self._each(request, chosen, lambda post: post.publish(now))

    @admin.action(description=_("Take the chosen posts back to drafts"), permissions=["change"])
    def take_back(self, request: HttpRequest, chosen: PostQuerySet) -> None:
        self._each(request, chosen, Post.unpublish)

    @admin.action(description=_("Archive the chosen posts"), permissions=["change"])
    def put_into_archive(self, request: HttpRequest, chosen: PostQuerySet) -> None:
        self._each(request, chosen, Post.archive)

    def _each(self, request: HttpRequest, chosen: PostQuerySet, change: Any) -> None:
        changed = 0
        for pk in list(chosen.order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                # Locked, so that a save that comes in between is neither lost nor undone.
                post = Post.objects.select_for_update().filter(pk=pk).first()
                if post is None:
                    continue
                change(post)
                try:
                    post.save()
                except MarkupError as error:
                    self.message_user(
                        request, f"{post.title}: {translated(error.message)}", messages.ERROR
                    )
                    continue
                self.log_change(request, post, str(_("Status: %s") % post.get_status_display()))
                changed += 1
        self.message_user(
            request,
            ngettext("%d post changed.", "%d posts changed.", changed) % changed,
            messages.SUCCESS if changed else messages.WARNING,
        )

    # Names of tags, completed while typing

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "tag-names/",
            self.admin_site.admin_view(self.tag_names),
            name="posts_post_tag_names",
        )
        return [own, *super().get_urls()]

    def tag_names(self, request: HttpRequest) -> JsonResponse:
        """Answer with the tags whose names contain `term`, in the form that Select2 reads."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            return JsonResponse({"error": "403 Forbidden"}, status=403)
        term = request.GET.get("term", "").replace("\0", "")
        names = (
            Tag.objects.filter(name__icontains=term)
            .annotate(uses=models.Count("items"))
            .order_by("-uses", "name")
            .values_list("name", flat=True)[:TAG_NAMES_AT_ONCE]
        )
        return JsonResponse(
            {
                "results": [{"id": name, "text": name} for name in names],
                "pagination": {"more": False},
            }
        )


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
        return (
            super()
            .get_queryset(request)
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


@admin.register(Redirect)
class RedirectAdmin(admin.ModelAdmin[Redirect]):
    list_display = ["path", "post"]
    list_select_related = ["post"]
    search_fields = ["path", "post__title"]
    autocomplete_fields = ["post"]
    ordering = ["path"]
