"""The form an article is written in."""

from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blog.posts import rights, workflow
from blog.posts.forms.merge_panel import MergePanel
from blog.posts.forms.stale import bring_up_to_date, gone
from blog.posts.forms.state import BASE_NAMES, BYLINES, TEXT, one_line_end, read_state, state_of
from blog.posts.forms.widgets import (
    SourceTextarea,
    TagNamesField,
    keep_browsers_from_restoring,
)
from blog.posts.models import Post
from blog.posts.models.post_rules import EARLIEST
from blog.posts.whole_numbers import whole_number


class PostForm(forms.ModelForm[Post]):
    """An article, with what belongs to one save of it.

    It remembers the version and the revision it was opened with, and what its small fields held
    then. If the article was saved in between, nothing is stored: the form comes back with both
    texts merged, or with the places that both changed put to a choice (`blog.posts.forms.stale`).

    `user` is who writes and `copy_initial` what an unsaved copy held, with what that began from;
    the admin sets both on a class made for the request.
    """

    user: User
    data: QueryDict  # what the admin gives
    copy_initial: dict[str, Any] | None = None
    merging: MergePanel | None = None
    """What has been merged, or must be chosen, while the form is stale."""

    tags = TagNamesField(
        label=_("Tags"), required=False, help_text=_("A new name becomes a new tag.")
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_state = forms.JSONField(widget=forms.HiddenInput, required=False)
    tab = forms.UUIDField(widget=forms.HiddenInput, required=False)
    unsaved_copy = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision_note = forms.CharField(
        label=_("What changed"),
        required=False,
        max_length=300,
        help_text=_("For the history; readers do not see it."),
    )
    review_note = forms.CharField(
        label=_("Note to the author or the editors"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept beside the article; readers do not see it."),
    )
    significant = forms.BooleanField(
        label=_("Significant update"),
        required=False,
        help_text=_("Brings the article to the top of the latest updates and of the feeds."),
    )
    update_note = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=300,
        help_text=_("Shown below the article with the date of the significant update."),
    )
    backdate = forms.BooleanField(
        label=_("Publish with a date in the past"),
        required=False,
        help_text=_("The article takes its place among the older ones."),
    )

    class Meta:
        model = Post
        fields = [
            "title", "slug", "body", "summary", "language", "category", "tags", "series",
            "series_position", "cover", "translation_of", "status", "published_at", "canonical_url",
        ]  # fmt: skip
        widgets = {"body": SourceTextarea}

    class Media:
        css = {"all": ["css/authoring.css"]}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rights.may_publish(self.user):
            for name in ("published_at", "significant", "update_note", "backdate"):
                self.fields.pop(name, None)
        keep_browsers_from_restoring(self)
        if "status" not in self.fields:
            return  # the form of somebody who may only look at the article
        self._offer_statuses()
        self._offer_originals()
        body = self.fields["body"]
        assert isinstance(body, forms.CharField)  # noqa: S101  # for the type checker
        body.strip = False  # spaces before the first line make it code
        if not self.is_bound:
            self._remember_the_beginning()
            self.initial.update(self.copy_initial or {})
            self._bound_fields_cache.clear()  # type: ignore[attr-defined]  # holds former values

    def _offer_statuses(self) -> None:
        """Let only those statuses be chosen that the article can go to from here."""
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        steps = workflow.offered(self.user, self.instance)
        open_to = {self.instance.status, *(step.target for step in steps)}
        field.choices = [(value, name) for value, name in Post.Status.choices if value in open_to]
        field.error_messages["invalid_choice"] = _(
            "The article cannot be brought to this status, or not by you. Choose another one."
        )

    def _offer_originals(self) -> None:
        """Let it be a translation of what the user may see only: others' titles are not shown."""
        field = self.fields["translation_of"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # for the type checker
        seen = rights.posts_seen_by(self.user).values("pk")
        stored = self.instance.translation_of_id
        field.queryset = Post.objects.filter(Q(pk__in=seen) | Q(pk=stored))

    def _remember_the_beginning(self) -> None:
        """Put what the form begins from into its hidden fields."""
        post, number, state = self.instance, 0, state_of(self)
        if post.pk:
            newest = post.revisions.order_by("-number").first()
            # 0, unknown, if it came between the reading of the article and that of its history.
            if newest and (newest.title, newest.body) == (post.title, post.body):
                number = newest.number
            authors = post.bylines.order_by("position", "pk").values_list("author", flat=True)
            state[BYLINES] = [str(author) for author in authors]
        for name, value in zip(BASE_NAMES, (post.version, number, state), strict=True):
            self.fields[name].initial = value

    # Checking what was posted

    def full_clean(self) -> None:
        """Merge a stale form first, so that what is checked and shown is the merged article."""
        if self.is_bound and "status" in self.fields:
            self.data = self.data.copy()
            for name in (TEXT, "summary"):
                self.data[name] = one_line_end(self.data.get(name) or "")
            self.merging = bring_up_to_date(self) if self._lock() else gone()
            self._drop_nonsense()
        super().full_clean()

    def _lock(self) -> bool:
        """Hold the article until the save's transaction ends: a second saver waits here.

        Returns False if there is no such article any more.
        """
        post = self.instance
        if post._state.adding:
            return True
        stored = Post.objects.select_for_update().filter(pk=post.pk).only("version").first()
        if stored is not None and stored.version != post.version:
            post.refresh_from_db()
            rights.ask_anew(post)
            self._offer_statuses()
        return stored is not None

    def _drop_nonsense(self) -> None:
        """Take out hidden values that no browser sends by itself, which nobody could mend."""
        for name in (*BASE_NAMES[:2], "tab", "unsaved_copy"):
            try:
                self.fields[name].clean(self.data.get(name))
            except forms.ValidationError:
                self.data[name] = ""
        if read_state(self.data.get("base_state") or "") is None:
            self.data["base_state"] = ""

    @cached_property
    def changed_data(self) -> list[str]:
        """The names of the fields that the author changed: hidden ones are the form's own."""
        changed = super().changed_data
        return [name for name in changed if not self.fields[name].widget.is_hidden]

    def non_field_errors(self) -> ErrorList:
        """Return the errors of the form as a whole, with what was merged shown below them."""
        errors = super().non_field_errors()
        return self.merging.below(errors) if self.merging else errors

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._refuse_broken_characters(cleaned)
        if self.merging:
            self.add_error(None, self.merging.sentence)
        elif self.instance.pk and not rights.may_change(self.user, self.instance):
            self.add_error(
                None,
                _(
                    "You may not change this article any more; nothing has been saved now. Your "
                    "text is still below: keep a copy of it."
                ),
            )
        if "status" in cleaned:
            self._check_date(cleaned)
        if not self.errors:
            self._date(cleaned)
        self._forget_impossible_choices()
        return cleaned

    def _forget_impossible_choices(self) -> None:
        """Empty what was chosen by something that is no number: its field could not be shown."""
        for name in ("category", "series", "cover", "translation_of"):
            if whole_number(self.data.get(name) or "") is None:
                self.data[name] = ""

    def _refuse_broken_characters(self, cleaned: dict[str, Any]) -> None:
        """Refuse what arrived as bytes that are not UTF-8: Django has put U+FFFD in their place."""
        for name, value in list(cleaned.items()):
            if not isinstance(value, str) or "\ufffd" not in value:
                continue
            before = str(getattr(self.instance, name, "") or "")
            if value.count("\ufffd") <= before.count("\ufffd"):
                continue
            line = value[: value.index("\ufffd")].count("\n") + 1
            self.add_error(
                name,
                _(
                    "Line %(line)d has a character that arrived broken (not valid UTF-8); it is "
                    "shown as %(sign)s. Type it anew, or take it out, and save again."
                )
                % {"line": line, "sign": "\ufffd"},
            )

    def _check_date(self, cleaned: dict[str, Any]) -> None:
        """Have a publication in the past confirmed: a wrong year is easily typed."""
        at, now = cleaned.get("published_at"), timezone.now()
        post = self.instance
        # The form knows no fractions of a second; what was written past it may have them.
        before = post.published_at and post.published_at.replace(microsecond=0)
        is_new = post.status != Post.Status.PUBLISHED or at != before
        if (
            cleaned["status"] == Post.Status.PUBLISHED
            and at is not None
            and EARLIEST <= at <= now  # what is earlier still is refused by the database's rule
            and is_new
            and not cleaned.get("backdate")
        ):
            self.add_error(
                "published_at",
                _(
                    "This time has passed: %(time)s was %(ago)s ago. Leave the date empty to "
                    "publish now, choose a later one, or tick “%(backdate)s”."
                )
                % {
                    "time": formats.date_format(timezone.localtime(at), "DATETIME_FORMAT"),
                    "ago": timesince(at, now),
                    "backdate": self.fields["backdate"].label,
                },
            )

    def _date(self, cleaned: dict[str, Any]) -> None:
        now, post = timezone.now(), self.instance
        if "published_at" not in self.fields:
            return  # the dates are not this user's to set
        if cleaned.get("status") == Post.Status.PUBLISHED:
            post.publish(now, at=cleaned.get("published_at") or now)
            if cleaned.get("significant"):
                post.mark_updated(now, cleaned.get("update_note", ""))
            elif cleaned.get("update_note"):
                self.add_error(
                    "significant",
                    _("Tick this, or take out what is new: readers are told of it only then."),
                )
        elif cleaned.get("significant"):
            self.add_error("significant", _("Only a published article has significant updates."))
        else:
            post.date_publication(cleaned.get("published_at"))
        cleaned["published_at"] = post.published_at
