"""The forms an article is written in."""

from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from blog.posts import rights, workflow
from blog.posts.form_state import state_of
from blog.posts.models import Byline, Post
from blog.posts.models.post import EARLIEST
from blog.posts.widgets import SourceTextarea, TagNamesField


class PostForm(forms.ModelForm[Post]):
    """An article, with what belongs to one save of it.

    It remembers the version and the revision it was opened with, and what its small fields held
    then. If the article was saved in between, nothing is stored and what was typed stays in the
    form.

    `user` is who writes; the admin sets it on a class made for the request.
    """

    user: User

    tags = TagNamesField(
        label=_("Tags"), required=False, help_text=_("A new name becomes a new tag.")
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base_state = forms.JSONField(widget=forms.HiddenInput, required=False)
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
    backdate = forms.BooleanField(
        label=_("Publish with a date in the past"),
        required=False,
        help_text=_("The article takes its place among the older ones."),
    )

    class Meta:
        model = Post
        fields = [
            "title", "slug", "body", "summary", "language", "category", "tags", "series",
            "series_position", "cover", "status", "published_at", "canonical_url",
        ]  # fmt: skip
        widgets = {"body": SourceTextarea}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not rights.may_publish(self.user):
            for name in ("published_at", "significant", "backdate"):
                self.fields.pop(name, None)
        if "status" not in self.fields:
            return  # the form of somebody who may only look at the article
        self._offer_statuses(self.fields["status"])
        self._remember_the_beginning()

    def _offer_statuses(self, field: forms.Field) -> None:
        """Let only those statuses be chosen that the article can go to from here."""
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        steps = workflow.offered(self.user, self.instance)
        open_to = {self.instance.status, *(step.target for step in steps)}
        field.choices = [(value, name) for value, name in Post.Status.choices if value in open_to]
        field.error_messages["invalid_choice"] = _(
            "The article cannot be brought to this status, or not by you. Choose another one."
        )

    def _remember_the_beginning(self) -> None:
        newest = None
        if self.instance.pk and not self.is_bound:
            newest = self.instance.revisions.order_by("-number").only("number").first()
        began = {
            "base_version": self.instance.version,
            "base_revision": newest.number if newest else 0,
            "base_state": {} if self.is_bound else state_of(self),
        }
        for name, value in began.items():
            self.fields[name].initial = value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._refuse_broken_characters(cleaned)
        if self.instance.pk:
            # Held until the save's transaction ends: a second saver waits here, then finds it.
            stored = Post.objects.select_for_update().only("version").get(pk=self.instance.pk)
            if stored.version != cleaned.get("base_version"):
                self.add_error(
                    None,
                    _(
                        "This article was saved by somebody else, or in another tab, while you "
                        "had it open, so nothing has been saved now. Your text is still below: "
                        "keep a copy of it, open the article anew, and put your changes in there."
                    ),
                )
        if "status" in cleaned:
            self._check_date(cleaned)
        if not self.errors:
            self._date(cleaned)
        return cleaned

    def _refuse_broken_characters(self, cleaned: dict[str, Any]) -> None:
        """Refuse what arrived as bytes that are not UTF-8: Django has put U+FFFD in their place."""
        for name, value in cleaned.items():
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
                    "shown as \ufffd. Type it anew, or take it out, and save again."
                )
                % {"line": line},
            )

    def _check_date(self, cleaned: dict[str, Any]) -> None:
        """Have a publication in the past confirmed: a wrong year is easily typed."""
        at, now = cleaned.get("published_at"), timezone.now()
        post = self.instance
        is_new = post.status != Post.Status.PUBLISHED or at != post.published_at
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
                post.mark_updated(now)
        elif cleaned.get("significant"):
            self.add_error("significant", _("Only a published article has significant updates."))
        else:
            post.date_publication(cleaned.get("published_at"))
        cleaned["published_at"] = post.published_at


class BylineForm(forms.ModelForm[Byline]):
    """One author of the article; where no place is given, after those with one."""

    place = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "byline-place"}),
    )

    class Meta:
        model = Byline
        fields = ["author"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["place"].initial = self.instance.position


class BylineFormSet(forms.BaseInlineFormSet[Byline, Post, BylineForm]):
    """The article's bylines. Names may change places freely; the numbers are made anew."""

    def save(self, commit: bool = True) -> list[Byline]:
        saved = super().save(commit=commit)
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("author") and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("place") or float("inf"))
        self.instance.set_bylines([form.cleaned_data["author"] for form in kept])
        return saved
