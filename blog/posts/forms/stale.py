"""What a form does that was opened before somebody else's save."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from blog.markup.limits import MAX_SOURCE_CHARACTERS
from blog.posts.forms.merge_panel import MergePanel, panel_of
from blog.posts.forms.merging import base_of, merge
from blog.posts.forms.state import BASE_NAMES, TEXT, state_of
from blog.posts.models import Post


def bring_up_to_date(form: forms.ModelForm[Post]) -> MergePanel | None:
    """Merge a posted form with what has been stored since it was opened.

    The form's data, which must be a copy of its own, becomes the merged article if nothing is left
    to choose; then it begins from what is stored now, so that saving it again stores it.

    Args:
        form: a bound form; its article has been read under the row's lock.

    Returns:
        What must be looked at before anything is stored; None if the form may be stored.
    """
    post, data = form.instance, form.data
    assert isinstance(data, QueryDict)  # noqa: S101  # for the type checker
    if post._state.adding:
        return _begin_anew(data)
    base = base_of(data, post)
    if base.version == post.version:
        return None
    if len(str(data.get(TEXT) or "").strip()) > MAX_SOURCE_CHARACTERS:
        return None  # refused by the check of the text itself; to merge it would take a minute
    fresh = type(form)(instance=post)
    merged = merge(data, post, base, state_of(fresh), list(_writable(form)))
    if not merged.has_their_changes and not base.is_forged:
        _begin_from(data, fresh)
        return None
    is_settled = not merged.left
    panel = panel_of(form, merged, is_settled)
    if is_settled:
        data[TEXT] = merged.merged_text()
        for name, values in merged.merged_values().items():
            data.setlist(name, values or ([] if name == "tags" else [""]))
        _begin_from(data, fresh)
    elif base.is_forged:
        # All of it, so that what is left is not taken for the whole with the choices.
        _begin_nowhere(data)
    return panel


def gone() -> MergePanel:
    """Return what a form says whose article was deleted while it was being saved."""
    return MergePanel(
        _(
            "This article was deleted while you had it open; nothing has been saved now. Your "
            "text is still below: keep a copy of it."
        )
    )


def _begin_anew(data: QueryDict) -> MergePanel | None:
    """Let a form whose article is gone make a new one, at the second save."""
    if str(data.get("base_version") or "0") == "0":
        return None
    _begin_nowhere(data)
    return MergePanel(
        _(
            "The article that this text began from cannot be saved any more. Nothing has been "
            "saved now; your text is below. Saving it again makes a new article of it."
        )
    )


def _begin_nowhere(data: QueryDict) -> None:
    for name in BASE_NAMES:
        data[name] = ""


def _begin_from(data: QueryDict, fresh: forms.ModelForm[Post]) -> None:
    for name in BASE_NAMES:
        bound = fresh[name]
        data[name] = str(bound.field.prepare_value(bound.value()))


def _writable(form: forms.ModelForm[Post]) -> list[str]:
    return [name for name, field in form.fields.items() if not field.disabled]
