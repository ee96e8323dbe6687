"""Form fields of the article's form that Django's own admin has not."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from blog.posts.models import PostTag

LONGEST_TAG = 100  # characters; the length of the name's column


class SourceTextarea(forms.Textarea):
    """A large plain field for Markdown: fixed pitch, no spelling marks under code.

    The composer stands around it where scripts run, if the page has its configuration
    (`blog.posts.composer.config`) as JSON under the id `COMPOSER_ID`.
    """

    COMPOSER_ID = "composer-config"

    class Media:
        css = {"all": ["css/composer.css"]}
        js = [forms.Script("composer/composer.js", type="module")]

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        defaults = {
            "rows": 36,
            "class": "source",
            "spellcheck": "false",
            "dir": "auto",
            "data-composer": self.COMPOSER_ID,
        }
        super().__init__({**defaults, **(attrs or {})})


class TagsInput(forms.SelectMultiple):
    """Tags by name, completed while typing; a name that is new becomes a new tag.

    The admin's own completion script drives it; without JavaScript the chosen tags stay as
    they are.
    """

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "admin-autocomplete",
                "data-theme": "admin-autocomplete",
                "data-tags": "true",
                "data-token-separators": '[",", "，", "、"]',
                "data-allow-clear": "false",
                "data-placeholder": "",
                "data-ajax--cache": "true",
                "data-ajax--delay": 250,
                "data-ajax--type": "GET",
                **(attrs or {}),
            }
        )

    @property
    def media(self) -> forms.Media:
        # What it is for does not matter to which scripts it needs.
        tag = PostTag._meta.get_field("tag")
        return AutocompleteSelectMultiple(tag, admin.site).media

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {**attrs, "data-ajax--url": reverse("admin:posts_post_tag_names")}

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        self.choices = [(one, one) for one in value]
        return super().optgroups(name, value, attrs)

    def format_value(self, value: Any) -> list[str]:
        """The chosen names, whether they come from the database or from the form."""
        return [str(getattr(one, "name", one)) for one in value or []]


class TagNamesField(forms.Field):
    """A list of tag names, each cleaned of needless space, none named twice."""

    widget = TagsInput
    default_error_messages = {
        "unprintable": _("A tag has a character that cannot be seen. Type it anew."),
        "too_long": _("The tag “%(name)s…” is longer than %(limit)d characters."),
    }

    def to_python(self, value: Any) -> list[str]:
        names: dict[str, str] = {}
        for written in value or []:
            name = " ".join(unicodedata.normalize("NFKC", str(written)).split())
            if not name.isprintable():
                raise forms.ValidationError(self.error_messages["unprintable"], code="unprintable")
            if len(name) > LONGEST_TAG:
                raise forms.ValidationError(
                    self.error_messages["too_long"],
                    code="too_long",
                    params={"name": name[:30], "limit": LONGEST_TAG},
                )
            if name:
                names.setdefault(name.lower(), name)
        return list(names.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {str(getattr(one, "name", one)) for one in initial or []}
        return before != set(self.to_python(data))


def keep_browsers_from_restoring(form: forms.BaseForm) -> None:
    """Have browsers leave the form as the server fills it when its page is gone back to.

    They put what stood in the fields before over a form that is fetched anew, and so over the
    version that it says it began from: saving it would undo, unnoticed, what others saved in
    between. What was typed is kept as an unsaved copy and offered.
    """
    for field in form.fields.values():
        if not field.widget.is_hidden:
            field.widget.attrs["autocomplete"] = "off"
