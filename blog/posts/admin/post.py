"""Writing and managing articles in the admin: the list and the form."""

from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from blog.authors.models import Author
from blog.posts import rights, workflow
from blog.posts.admin import preview, tag_names
from blog.posts.admin.actions import ACTIONS
from blog.posts.checking import problems_of
from blog.posts.forms import BylineForm, BylineFormSet, PostForm
from blog.posts.models import Byline, Post
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet

PARTS = (preview, tag_names)
"""The further pages and endpoints, a module each."""


class BylineInline(admin.TabularInline[Byline, Post]):
    """Who is named above the article; editors decide, others see it."""

    model = Byline
    form = BylineForm
    formset = BylineFormSet  # type: ignore[assignment]  # the stubs know no form but their own
    autocomplete_fields = ["author"]
    extra = 1
    ordering = ["position", "pk"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user) or (
            obj is not None and rights.may_see(request.user, obj)
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return rights.is_editor(request.user)


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
    actions = ACTIONS

    # The form
    autocomplete_fields = ["category", "series", "cover"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["updated_at", "modified_at", "uid", "source_path"]

    class Media:
        css = {"all": ["css/admin.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        publication: list[Any] = ["status", "language", "canonical_url"]
        if rights.may_publish(request.user):
            publication[:1] = [("status", "published_at"), ("backdate", "significant")]
        return [
            (None, {"fields": ["title", "slug", "body", "summary"]}),
            (_("Place"), {"fields": ["category", "tags", ("series", "series_position"), "cover"]}),
            (_("Publication"), {"fields": publication}),
            (
                _("This save"),
                {
                    "fields": [
                        "revision_note", "review_note",
                        "base_version", "base_revision", "base_state",
                    ]
                },
            ),
            (
                _("Record"),
                {
                    "fields": ["updated_at", "modified_at", "uid", "source_path"],
                    "classes": ["collapse"],
                },
            ),
        ]  # fmt: skip

    def get_form(self, request: HttpRequest, obj: Any = None, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, *args, **kwargs)
        form.user = request.user  # a class made for this request
        return form

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "published_at":
            now = timezone.localtime(timezone=timezone.get_default_timezone())
            field.help_text = _now(
                "In the future: the article appears at that moment, by itself. Empty: at once. "
                "Times are those of %(zone)s, where it is now %(now)s."
            ) % {
                "zone": timezone.get_default_timezone_name(),
                "now": formats.date_format(now, "DATETIME_FORMAT"),
            }
        return field

    # Rights, by the bylines of each article

    def get_queryset(self, request: HttpRequest) -> PostQuerySet:
        posts = rights.posts_seen_by(request.user)
        if request.resolver_match and request.resolver_match.url_name == "posts_post_changelist":
            posts = posts.for_list()
        return posts

    def has_view_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or rights.may_see(request.user, obj))

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or rights.may_change(request.user, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or rights.may_delete(request.user, obj, timezone.now()))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Whether actions that publish are offered."""
        return rights.may_publish(request.user)

    # What the list shows

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
        """Show the problems of the text and the notes of the review above the form."""
        post = context["original"]
        if post is not None:
            context["problems"] = [
                (problem, translated(problem.wording))
                for problem in problems_of(post, timezone.now())
            ]
            context["review_notes"] = list(
                post.review_notes.select_related("by").order_by("created_at", "pk")
            )
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
        post, user = form.instance, request.user
        if not change and not post.bylines.exists():
            known = Author.objects.filter(user=user).first()
            if known or not rights.is_editor(user):
                post.set_bylines([known or Author.objects.named_for(user)])  # type: ignore[arg-type]  # logged in
        post.record_revision(by=user, note=form.cleaned_data.get("revision_note", ""))
        workflow.remark(
            post,
            by=user,  # type: ignore[arg-type]  # logged in
            text=form.cleaned_data.get("review_note", ""),
            before=form.initial.get("status") or Post.Status.DRAFT,
            now=timezone.now(),
        )

    def response_add(self, request: HttpRequest, obj: Post, *args: Any) -> HttpResponse:
        response = super().response_add(request, obj, *args)
        self._say_more(request, obj)
        return response

    def response_change(self, request: HttpRequest, obj: Post) -> HttpResponse:
        response = super().response_change(request, obj)
        self._say_more(request, obj)
        return response

    def _say_more(self, request: HttpRequest, post: Post) -> None:
        """Say when readers will see it, and how many problems its text has."""
        now = timezone.now()
        if post.status == Post.Status.PUBLISHED and post.published_at and post.published_at > now:
            said = _now("Readers will see it from %(time)s (%(zone)s) on, in %(until)s.") % {
                "time": formats.date_format(
                    timezone.localtime(post.published_at), "DATETIME_FORMAT"
                ),
                "zone": timezone.get_default_timezone_name(),
                "until": timeuntil(post.published_at, now),
            }
            self.message_user(request, said, messages.INFO)
        found = len(problems_of(post, now))
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

    # Further pages and endpoints

    def get_urls(self) -> list[URLPattern]:
        own = [pattern for part in PARTS for pattern in part.urls(self)]
        return [*own, *super().get_urls()]
