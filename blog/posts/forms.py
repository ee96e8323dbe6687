"""The forms an article is written in."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from blog.posts.models import Byline, Post
from blog.posts.widgets import SourceTextarea, TagNamesField


class PostForm(forms.ModelForm[Post]):
    """An article, with what belongs to one save of it.

    It remembers the version it was opened with. If the article was saved in between, nothing is
    stored and what was typed stays in the form.
    """

    tags = TagNamesField(
        label=_("Tags"), required=False, help_text=_("A new name becomes a new tag.")
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    revision_note = forms.CharField(
        label=_("What changed"),
        required=False,
        max_length=300,
        help_text=_("For the history; readers do not see it."),
    )
    significant = forms.BooleanField(
        label=_("Significant update"),
        required=False,
        help_text=_("Brings the article to the top of the latest updates and of the feeds."),
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
        self.fields["base_version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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
        if not self.errors:
            self._date(cleaned)
        return cleaned

    def _date(self, cleaned: dict[str, Any]) -> None:
        now, post = timezone.now(), self.instance
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
