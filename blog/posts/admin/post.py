"""Writing and managing articles in the admin: the list and the form."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.timesince import timeuntil
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.logged_in import logged_in
from blog.authors.models import Author
from blog.posts import deleting, rights, workflow
from blog.posts.admin import (
    comparison,
    draft_links,
    history,
    lost_article,
    presence,
    preview,
    restoring,
    tag_names,
    unsaved,
)
from blog.posts.admin.actions import ACTIONS
from blog.posts.admin.byline_inline import BylineInline
from blog.posts.admin.frames import with_frame
from blog.posts.admin.post_list import PostList
from blog.posts.checking import problems_of
from blog.posts.composer.config import composer_config
from blog.posts.forms.post import PostForm
from blog.posts.made_ahead import make_ahead
from blog.posts.models import Post
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet
from blog.posts.unsaved.taking_up import forget
from blog.posts.whole_numbers import whole_number

PARTS = (comparison, draft_links, history, presence, preview, restoring, tag_names, unsaved)
"""The further pages and endpoints, a module each."""


@admin.register(Post)
class PostAdmin(PostList):
    form = PostForm
    inlines = [BylineInline]

    actions = ACTIONS  # type: ignore[assignment]  # functions that take any model admin

    # The form
    autocomplete_fields = ["category", "series", "cover", "translation_of"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["updated_at", "modified_at", "uid", "source_path"]

    class Media:
        css = {"all": ["css/admin.css", "css/authoring.css"]}

    def get_fieldsets(self, request: HttpRequest, obj: Post | None = None) -> Any:
        publication: list[Any] = ["status", ("language", "translation_of"), "canonical_url"]
        if rights.may_publish(request.user):
            update = ("significant", "update_note")
            publication[:1] = [("status", "published_at"), "backdate", update]
        return [
            (None, {"fields": ["title", "slug", "body", "summary"]}),
            (_("Place"), {"fields": ["category", "tags", ("series", "series_position"), "cover"]}),
            (_("Publication"), {"fields": publication}),
            (
                _("This save"),
                {
                    "fields": [
                        "revision_note", "review_note",
                        "base_version", "base_revision", "base_state", "tab", "unsaved_copy",
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
        form: Any = super().get_form(request, obj, *args, **kwargs)
        form.user = request.user  # a class made for this request
        form.copy_initial = unsaved.copy_initial(request, obj)
        return form

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Take from the address what a new article begins with.

        Not a date, and no row by anything but its number: their fields would fail at it.
        """
        asked: dict[str, Any] = super().get_changeform_initial_data(request)
        for name in self.autocomplete_fields:
            if whole_number(str(asked.get(name, ""))) is None:
                asked.pop(name, None)
        asked.pop("published_at", None)
        return asked

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "published_at":
            now = timezone.localtime(timezone=timezone.get_default_timezone())
            field.help_text = gettext(
                "In the future: the article appears at that moment, by itself. Empty: at once. "
                "Times are those of %(zone)s (now %(now)s)."
            ) % {
                "zone": timezone.get_default_timezone_name(),
                "now": formats.date_format(now, "DATETIME_FORMAT"),
            }
        return field

    # Rights, by the bylines of each article

    def get_queryset(self, request: HttpRequest) -> PostQuerySet:
        return rights.posts_seen_by(request.user).last_saved_first()

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
        context["composer"] = composer_config(
            post or Post(), logged_in(request), tab=unsaved.posted_tab(request)
        )
        context["unsaved"] = unsaved.panel(request, post)
        if post is not None and request.method == "GET":
            context["appearance"] = _appearance(post, timezone.now())
        if post is not None:
            context["problems"] = [
                (problem, translated(problem.wording))
                for problem in problems_of(post, timezone.now())
            ]
            context["review_notes"] = list(
                post.review_notes.select_related("by").order_by("created_at", "pk")
            )
        return super().render_change_form(request, context, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list, and above it what the user has typed and not saved."""
        context = {**(extra_context or {}), "unsaved": unsaved.list_panel(request)}
        return super().changelist_view(request, context)

    # Saving

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        view = with_frame(super().changeform_view)
        if "unsaved" in request.GET:
            # Once it is saved there is no such copy to be asked for again.
            kept = request.GET.copy()
            del kept["unsaved"]
            form_url = f"{request.path}?{kept.urlencode()}"
        try:
            with transaction.atomic():
                return lost_article.answer(self, request, object_id) or view(
                    request, object_id, form_url, extra_context
                )
        except IntegrityError:
            # Another request was faster, as after a double click. Nothing has been stored; the
            # form, asked again, finds what is taken and says so.
            return view(request, object_id, form_url, extra_context)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        post, user = form.instance, logged_in(request)
        if not change and not post.bylines.exists():
            known = Author.objects.filter(user=user).first()
            if known or not rights.is_editor(user):
                post.set_bylines([known or Author.objects.named_for(user)])
        forget(
            user,
            tab=form.cleaned_data.get("tab"),
            taken_up=form.cleaned_data.get("unsaved_copy"),
        )
        post.record_revision(by=user, note=form.cleaned_data.get("revision_note", ""))
        workflow.remark(
            post,
            by=user,
            text=form.cleaned_data.get("review_note", ""),
            before=form.initial.get("status") or Post.Status.DRAFT,
            now=timezone.now(),
        )
        make_ahead(post)

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
        if appearance := _appearance(post, now):
            self.message_user(request, appearance, messages.INFO)
        found = len(problems_of(post, now))
        if not found:
            return
        said = ngettext(
            "Its text has %d problem, listed in its form.",
            "Its text has %d problems, listed in its form.",
            found,
        )
        address = reverse("admin:posts_post_change", args=[post.pk])
        warning = format_html('<a href="{}">{}</a>: {}', address, post.title, said % found)
        self.message_user(request, warning, messages.WARNING)

    # Deleting

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        deleting.delete(request.user, [obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Post]) -> None:
        deleting.delete(request.user, queryset.values_list("pk", flat=True))

    # Further pages and endpoints

    def get_urls(self) -> list[URLPattern]:
        own = [pattern for part in PARTS for pattern in part.urls(self)]
        return [*own, *super().get_urls()]


def _appearance(post: Post, now: datetime) -> str:
    """Return when readers will see a scheduled article; empty for any other."""
    at = post.published_at
    if post.status != Post.Status.PUBLISHED or at is None or at <= now:
        return ""
    return gettext("Readers will see it from %(time)s (%(zone)s) on, in %(until)s.") % {
        "time": formats.date_format(timezone.localtime(at), "DATETIME_FORMAT"),
        "zone": timezone.get_default_timezone_name(),
        "until": timeuntil(at, now.replace(microsecond=0)),
    }
