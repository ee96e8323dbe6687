"""Lists of rows that carry long texts: a page is chosen by number alone, then loaded.

Choosing reads an index, whichever page, filter or order is asked for; only the rows of one page
are read from the table.
"""

from typing import Any, Protocol

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest


class _Narrow(Protocol):
    def rows_shown(self, rows: Any) -> QuerySet[Any]:
        """Return the rows as the list needs them: what is fetched along, what is left behind."""


class NarrowChangeList(ChangeList):
    """The list of a model admin that says in `rows_shown(queryset)` what a page loads."""

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except DataError as error:  # a filter, written by hand, by what no column can hold
            raise IncorrectLookupParameters from error
        chosen = self.result_list
        model_admin: _Narrow = self.model_admin  # type: ignore[assignment]  # one with that method
        rows = self.model._default_manager.filter(pk__in=chosen.values("pk"))
        self.result_list = model_admin.rows_shown(rows.order_by(*chosen.query.order_by))
        dated = any(name.startswith(f"{self.date_hierarchy}__") for name in self.params)
        if self.query and not dated:
            # To offer the years would mean to search twice more.
            self.date_hierarchy = None
