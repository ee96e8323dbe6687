"""The names above an article, in its form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from blog.authors.models import Author
from blog.posts.forms.state import BYLINES, read_state
from blog.posts.forms.widgets import keep_browsers_from_restoring
from blog.posts.models import Byline, Post
from blog.posts.whole_numbers import whole_number

_MOST_ROWS = 1000


class BylineForm(forms.ModelForm[Byline]):
    """One author of the article; where no place is given, after those with one."""

    place = forms.IntegerField(
        label=_("Position"),
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
        keep_browsers_from_restoring(self)


class BylineFormSet(forms.BaseInlineFormSet[Byline, Post, BylineForm]):
    """The article's bylines. Names may change places freely; the numbers are made anew.

    If somebody else changed them while the form was open: what was not touched here becomes
    theirs; what was touched on both sides becomes theirs too, and a sentence says what was not
    taken. `may_change` says whether the user decides about bylines; where not, the stored ones are
    shown and nothing that was posted counts.
    """

    may_change = True
    data: QueryDict  # what the admin gives

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refused: list[str] | None = None
        if self.is_bound:
            self.data = self.data.copy()
            self._forget_impossible_authors()
            self._merge()

    def _forget_impossible_authors(self) -> None:
        """Empty what names an author by no number: the field that shows it again would fail."""
        for number in range(self._counted("TOTAL_FORMS") or 0):
            name = f"{self.prefix}-{number}-author"
            if whole_number(self.data.get(name) or "") is None and name in self.data:
                self.data[name] = ""

    def _merge(self) -> None:
        is_new = self.instance._state.adding
        stored = [] if is_new else list(self.instance.bylines.order_by("position", "pk"))
        theirs = [str(byline.author_id) for byline in stored]
        rows = self._rows()
        if rows is None or not self.may_change:
            self._rebuild(_rows_of(stored), stored)
            return
        if is_new:
            if not self._knows([]):  # of an article that is gone
                self._rebuild(rows, [])
            return
        mine = _named(rows)
        base = self._base(theirs)
        if mine not in (base, theirs) and base != theirs:
            self._refused = mine
        if self._refused is not None or (mine == base and mine != theirs):
            self._rebuild(_rows_of(stored), stored)
        elif not self._knows(stored):
            self._rebuild(rows, stored)

    def _base(self, theirs: list[str]) -> list[str] | None:
        """Return the authors that the form began from, None if it does not say."""
        state = read_state(self.data.get("base_state") or "")
        if state and BYLINES in state:
            return state[BYLINES]
        is_fresh = self.data.get("base_version") == str(self.instance.version)
        return theirs if is_fresh else None

    def _rows(self) -> list[dict[str, str]] | None:
        """Return what was posted for each row, None if no rows were posted."""
        count = self._counted("TOTAL_FORMS")
        if count is None or self._counted("INITIAL_FORMS") is None:
            return None
        return [
            {
                name: str(self.data.get(f"{self.prefix}-{number}-{name}") or "")
                for name in ("author", "place", "DELETE")
            }
            for number in range(count)
        ]

    def _counted(self, name: str) -> int | None:
        """Return how many rows the form says there are, None if it does not say."""
        count = whole_number(self.data.get(f"{self.prefix}-{name}") or "")
        return None if count is None else min(count, _MOST_ROWS)

    def _knows(self, stored: list[Byline]) -> bool:
        """Whether each row that claims to be stored is one of those stored now, and only once."""
        claimed = [
            self.data.get(f"{self.prefix}-{number}-id")
            for number in range(self._counted("INITIAL_FORMS") or 0)
        ]
        return len(set(claimed)) == len(claimed) and {*claimed} <= {str(one.pk) for one in stored}

    def _rebuild(self, rows: list[dict[str, str]], stored: list[Byline]) -> None:
        """Put these rows in place of those posted, each with the number of its stored byline."""
        free = {str(byline.author_id): byline.pk for byline in stored}
        numbered = [(free.pop(row["author"], None), row) for row in rows]
        numbered.sort(key=lambda pair: pair[0] is None)
        for name in [name for name in self.data if name.startswith(f"{self.prefix}-")]:
            del self.data[name]
        known = sum(pk is not None for pk, _row in numbered)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(numbered))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(known)
        for number, (pk, row) in enumerate(numbered):
            fields = {**row, "id": str(pk or ""), "post": str(self.instance.pk or "")}
            for name, value in fields.items():
                if name != "DELETE" or value:
                    self.data[f"{self.prefix}-{number}-{name}"] = value

    def clean(self) -> None:
        super().clean()
        if self._refused is None:
            return
        numbers = [number for one in self._refused if (number := whole_number(one)) is not None]
        authors = Author.objects.in_bulk(numbers)
        names = [authors[number].name for number in numbers if number in authors]
        raise ValidationError(
            _(
                "Somebody else changed the authors while you had the article open. Theirs are "
                "shown; yours were: %(names)s. Change them again if you must, and save again."
            ),
            params={"names": pgettext("between authors", ", ").join(names) or _("nobody")},
        )

    def save(self, commit: bool = True) -> list[Byline]:
        if not self.may_change:
            self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
            return []
        saved = super().save(commit=commit)
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("author") and form not in self.deleted_forms
        ]
        kept.sort(key=lambda form: form.cleaned_data.get("place") or float("inf"))
        self.instance.set_bylines([form.cleaned_data["author"] for form in kept])
        return saved


def _rows_of(stored: list[Byline]) -> list[dict[str, str]]:
    return [
        {"author": str(one.author_id), "place": str(one.position), "DELETE": ""} for one in stored
    ]


def _named(rows: list[dict[str, str]]) -> list[str]:
    """Return the authors that the rows name, in the order that a save would give them."""
    kept = [row for row in rows if row["author"] and not row["DELETE"]]
    kept.sort(key=lambda row: whole_number(row["place"]) or float("inf"))
    return [row["author"] for row in kept]
