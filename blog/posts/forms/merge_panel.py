"""What stands above a stale form: who saved when, what was merged, what is left to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorList
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from blog.posts.admin_log import last_saved_by
from blog.posts.differences.changes import word_changes
from blog.posts.differences.source import Comparison, compare
from blog.posts.differences.words import words
from blog.posts.forms.merging import CHOICE_PREFIX, FormMerge, ValueConflict
from blog.posts.forms.shown_values import label_of, shown
from blog.posts.forms.state import TEXT
from blog.posts.merging import Conflict
from blog.posts.models import Post

_MOST_SAVES = 10
"""Saves by others that are listed; who was away for longer reads the history."""


@dataclass(frozen=True, slots=True)
class Save:
    """A save that came in between. `name` is empty for a command's."""

    name: str
    is_own: bool
    when: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: its runs of text, each with whether the other side lacks it."""

    value: str
    label: str
    runs: Sequence[tuple[bool, str]]
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A conflict as the form asks about it. `before` is None where the base is not known."""

    key: str
    name: str
    label: str
    field: str
    sides: Sequence[Side]
    before: str | None
    takes_both: bool
    is_both: bool
    is_left: bool


@dataclass(frozen=True, slots=True)
class MergePanel:
    """What stands above a stale form. Without `saves` and comparisons, its sentence says all."""

    sentence: str
    language: str = ""
    saves: Sequence[Save] = ()
    questions: Sequence[Question] = ()
    theirs: Comparison | None = None
    """What they changed in the text; None if what it was before is not known."""
    merged: Comparison | None = None
    """What the merged text would change in theirs; None while a choice is left."""
    taken: Sequence[tuple[str, str, str]] = ()
    """Small fields as they changed them: label, before, after."""

    def below(self, errors: ErrorList) -> ErrorList:
        """Return the errors of a form with the panel shown below them."""
        shown = _ErrorsAndPanel(
            errors.as_data(), error_class="nonfield", renderer=TemplatesSetting()
        )
        shown.panel = self
        return shown


class _ErrorsAndPanel(ErrorList):
    template_name = "admin/posts/post/_merge.html"
    panel: MergePanel

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "merge": self.panel}


def panel_of(form: forms.ModelForm[Post], merged: FormMerge, is_settled: bool) -> MergePanel:
    """Return what to show of a merge: the outcome if it is settled, else what is asked.

    `form` is the article's form whose posted data was merged.
    """
    user: User = form.user  # type: ignore[attr-defined]  # of the article's form
    saves = _saves(form.instance, merged, user)
    outcome = None
    if is_settled:
        outcome = compare(merged.text_theirs, merged.merged_text())
    questions = [_about_text(part, merged) for part in merged.text_conflicts]
    questions += [_about_value(form, part, merged) for part in merged.value_conflicts]
    return MergePanel(
        sentence=_sentence(merged, saves, is_settled),
        language=form.instance.html_language,
        saves=saves,
        questions=[] if is_settled else questions,
        theirs=compare(merged.text_base, merged.text_theirs)
        if merged.text_base is not None
        else None,
        merged=outcome,
        taken=[
            (label_of(form, unit), shown(form, unit, before), shown(form, unit, after))
            for unit, before, after in merged.taken
        ],
    )


def _sentence(merged: FormMerge, saves: Sequence[Save], is_settled: bool) -> str:
    if merged.base.is_forged:
        began = _(
            "The form did not say rightly which version of the article it began from, so it was "
            "compared with what is stored."
        )
    elif saves and all(save.is_own for save in saves):
        began = _("You saved this article in another tab while you had it open here.")
    else:
        names = dict.fromkeys(save.name for save in saves if save.name and not save.is_own)
        began = (
            _("%(names)s saved this article while you had it open.")
            % {"names": pgettext("between authors", ", ").join(names)}
            if names
            else _("This article was saved while you had it open.")
        )
    if is_settled:
        return f"{began} " + _("Not saved yet. Look at the merged article below and save again.")
    count = merged.conflict_count
    asked = ngettext(
        "Not saved yet: %(count)d place differs, and %(left)d of them waits for your choice.",
        "Not saved yet: %(count)d places differ, and %(left)d of them wait for your choice.",
        count,
    )
    return f"{began} " + asked % {"count": count, "left": merged.left}


def _saves(post: Post, merged: FormMerge, user: User) -> list[Save]:
    """Return the saves since the form was opened, newest first; the last one if none is known."""
    since = merged.base.revision.number if merged.base.revision else None
    revisions = post.revisions.select_related("by").defer("body").order_by("-number")
    newer = revisions[:1] if since is None else revisions.filter(number__gt=since)[:_MOST_SAVES]
    found = [_save(revision.by, user, revision.created_at, revision.note) for revision in newer]
    if found:
        return found
    return [_save(last_saved_by(post), user, post.modified_at, "")]


def _save(by: User | None, user: User, when: datetime, note: str) -> Save:
    """Return a save as `user` is told of it."""
    return Save(by.display_name if by else "", by is not None and by.pk == user.pk, when, note)


def _about_text(part: Conflict, merged: FormMerge) -> Question:
    mine, theirs = _apart(part.mine.strip("\n"), part.theirs.strip("\n"))
    before = part.base.strip("\n") if merged.text_base is not None else None
    return _question(part.key, _("Text"), TEXT, mine, theirs, before, merged, takes_both=True)


def _about_value(form: forms.ModelForm[Post], part: ValueConflict, merged: FormMerge) -> Question:
    mine, theirs = _apart(shown(form, part.key, part.mine), shown(form, part.key, part.theirs))
    before = None if part.base is None else shown(form, part.key, part.base)
    label = label_of(form, part.key)
    return _question(part.key, label, part.key, mine, theirs, before, merged, takes_both=False)


def _question(
    key: str,
    label: str,
    field: str,
    mine: Sequence[tuple[bool, str]],
    theirs: Sequence[tuple[bool, str]],
    before: str | None,
    merged: FormMerge,
    *,
    takes_both: bool,
) -> Question:
    chosen = merged.choices.get(key)
    return Question(
        key=key,
        name=CHOICE_PREFIX + key,
        label=label,
        field=field,
        sides=[
            Side("mine", _("Yours"), mine, chosen == "mine"),
            Side("theirs", _("As stored"), theirs, chosen == "theirs"),
        ],
        before=before,
        takes_both=takes_both,
        is_both=chosen == "both",
        is_left=chosen is None,
    )


def _apart(mine: str, theirs: str) -> tuple[list[tuple[bool, str]], list[tuple[bool, str]]]:
    """Return both texts in runs, each with whether the other side lacks it."""
    my_words, their_words = words(mine), words(theirs)
    changes = word_changes(my_words, their_words)
    my_spans = [(change.old_start, change.old_end) for change in changes]
    their_spans = [(change.new_start, change.new_end) for change in changes]
    return _runs(my_words, my_spans), _runs(their_words, their_spans)


def _runs(text: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[tuple[bool, str]]:
    runs, at = [], 0
    for start, end in [*spans, (len(text), len(text))]:
        runs.append((False, "".join(text[at:start])))
        runs.append((True, "".join(text[start:end])))
        at = end
    return [run for run in runs if run[1]]
