"""What an article's form holds, as the strings that a browser posts.

The form remembers what it began from, unsaved copies keep what was typed, and a merge compares
three such states; all use the names and spellings of this module.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

type FormState = dict[str, list[str]]

TEXT = "body"
"""The name that is merged word by word."""

VALUES = (
    "title", "slug", "summary", "language", "category", "tags", "series", "series_position",
    "cover", "status", "published_at_0", "published_at_1", "canonical_url",
)  # fmt: skip
"""The names that are merged as a whole."""


def state_of(form: forms.BaseForm) -> FormState:
    """Return what an unbound form shows, without the text: the values of each name in `VALUES`."""
    state: FormState = {}
    for name in VALUES:
        field_name = name[: -len("_0")] if name.endswith(("_0", "_1")) else name
        if field_name not in form.fields:
            continue
        bound = form[field_name]
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, forms.MultiWidget):
            parts = value if isinstance(value, list) else widget.decompress(value)
            number = int(name[-1])
            state[name] = _strings(widget.widgets[number].format_value(parts[number]))
        else:
            state[name] = _strings(widget.format_value(value))
    return state


def posted(data: QueryDict | Mapping[str, Any]) -> FormState:
    """Return what a request posted for the names in `VALUES`; absent ones are left out.

    A line end is one character, as in the database.
    """
    state: FormState = {}
    for name in VALUES:
        if name in data:
            values = data.getlist(name) if isinstance(data, QueryDict) else data[name]
            state[name] = _strings([str(value).replace("\r\n", "\n") for value in values])
    return state


def _strings(value: Any) -> list[str]:
    """Return a widget's value as a list of strings; nothing chosen is an empty list."""
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in values if one not in (None, "")]
