"""What an article's form holds, as the strings that a browser posts.

The form remembers what it began from, unsaved copies keep what was typed, and a merge compares
three such states; all use the names and spellings of this module.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.formats import get_format

type FormState = dict[str, list[str]]

TEXT = "body"
"""The name that is merged word by word."""

VALUES = (
    "title", "slug", "summary", "language", "category", "tags", "series", "series_position",
    "cover", "translation_of", "status", "published_at_0", "published_at_1", "canonical_url",
)  # fmt: skip
"""The names that are merged as a whole."""

UNITS: dict[str, tuple[str, ...]] = {
    "published_at": ("published_at_0", "published_at_1"),
    "series": ("series", "series_position"),
}
"""Names that mean something only together, under the field that they are shown as."""

BYLINES = "bylines"
"""In the state a form began from: the numbers of the authors named, in their order."""

BASE_NAMES = ("base_version", "base_revision", "base_state")
"""The hidden names that say what the form began from."""

_LARGEST_STATE = 1_000_000
"""Characters of JSON; the state of a form with long summary and a hundred tags is a hundredth."""


def state_of(form: forms.BaseForm) -> FormState:
    """Return what an unbound form shows, without the text: the values of each name in `VALUES`."""
    state: FormState = {}
    for name in VALUES:
        field_name = field_of(name)
        if field_name not in form.fields:
            continue
        bound = form[field_name]
        widget, value = bound.field.widget, bound.value()
        if isinstance(widget, forms.MultiWidget):
            parts = value if isinstance(value, list) else widget.decompress(value) or []
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
            state[name] = _strings([one_line_end(str(value)) for value in values])
    return state


def field_of(name: str) -> str:
    """Return the form's field that a posted name belongs to."""
    return name[: -len("_0")] if name.endswith(("_0", "_1")) else name


def units() -> dict[str, tuple[str, ...]]:
    """Return what is merged as a whole: the names of `VALUES` by the field they are shown as."""
    found: dict[str, tuple[str, ...]] = {}
    for name in VALUES:
        unit = next((unit for unit, parts in UNITS.items() if name in parts), name)
        found.setdefault(unit, UNITS.get(unit, (name,)))
    return found


def one_line_end(text: str) -> str:
    """Return the text with `\\n` as its only line end; browsers post `\\r\\n`."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(text: str) -> str:
    """Return the text with U+FFFD for what PostgreSQL cannot hold: NUL, halves of a character."""
    text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
    return text


def read_state(text: str) -> FormState | None:
    """Return the state that a form posts as JSON, None if it is none.

    It comes from a browser, so only what looks like a state is taken.
    """
    if len(text) > _LARGEST_STATE:
        return None
    try:
        state = json.loads(text)
        text.encode()
    except (ValueError, RecursionError):
        return None
    if not isinstance(state, dict):
        return None
    known = {name: state[name] for name in (*VALUES, BYLINES) if name in state}
    for values in known.values():
        if not isinstance(values, list) or not all(map(_is_text, values)):
            return None
    return known


def comparable(unit: str, values: Iterable[list[str]]) -> tuple[Any, ...]:
    """Return the values of a unit's names so that equal ones mean the same.

    Spaces around a value, the order and case of tags, and the notation of a date do not count.
    """
    parts = list(values)
    if unit == "tags":
        return tuple(sorted({" ".join(tag.split()).lower() for part in parts for tag in part}))
    texts = [one_line_end(part[0]).strip() if part else "" for part in parts]
    if unit == "published_at":
        day, clock = _read("DATE_INPUT_FORMATS", texts[0]), _read("TIME_INPUT_FORMATS", texts[1])
        return day.date() if day else texts[0], clock.time() if clock else texts[1]
    return tuple(texts)


def _read(kind: str, text: str) -> datetime | None:
    """Return a date or time written as any of the admin's languages writes it, None if not so."""
    for code, _name in settings.LANGUAGES:
        for notation in get_format(kind, lang=code):
            try:
                return datetime.strptime(text, notation)  # noqa: DTZ007  # a wall clock's, compared only
            except ValueError:
                continue
    return None


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _strings(value: Any) -> list[str]:
    """Return a widget's value as a list of strings; nothing chosen is an empty list."""
    values = value if isinstance(value, list | tuple) else [value]
    return [str(one) for one in values if one not in (None, "")]
