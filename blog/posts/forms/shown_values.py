"""The values of the article's form as people read them."""

from collections.abc import Sequence

from django import forms

from blog.posts.models import Post
from blog.posts.whole_numbers import whole_number


def label_of(form: forms.ModelForm[Post], unit: str) -> str:
    """Return what a field of the form, one of `blog.posts.forms.state.units()`, is called."""
    return str(form.fields[unit].label)


def shown(form: forms.ModelForm[Post], unit: str, parts: Sequence[list[str]]) -> str:
    """Return the values of a unit, one list for each of its names, as people read them."""
    field = form.fields[unit]
    first = parts[0][0] if parts[0] else ""
    if unit == "tags":
        return ", ".join(parts[0])
    if unit == "status":
        return str(dict(Post.Status.choices).get(first, first))
    if unit == "language":
        return str(dict(Post.Language.choices).get(first, first))
    texts = [part[0] if part else "" for part in parts]
    if isinstance(field, forms.ModelChoiceField) and first:
        number, rows = whole_number(first), field.queryset
        found = None if number is None or rows is None else rows.filter(pk=number).first()
        texts[0] = str(found or first)
    return " ".join(filter(None, texts))
