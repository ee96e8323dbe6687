"""Rows of models from values that a statement of our own has read, to be shown and no more."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Never

from django.core.exceptions import FieldFetchBlocked
from django.db import DEFAULT_DB_ALIAS
from django.db.models import FETCH_RAISE, Model
from django.db.models.base import ModelState


def loaded[Row: Model](
    model: type[Row], names: Sequence[str], values: Iterable[Any], **referred: Model | None
) -> Row:
    """Return a row; reading what it was not given raises, as `FETCH_RAISE` has it.

    It is made as unpickling makes one, without `__init__` and its signals: a page has twenty, and
    `Model.from_db` goes through all fields of each.

    Args:
        model: of the row.
        names: of the columns, as attributes (`author_id`).
        values: theirs, as Python has them, in the same order.
        referred: rows that it refers to, by the names of the fields.
    """
    row = model.__new__(model)
    row._state = state = ModelState()
    state.adding = False
    state.db = DEFAULT_DB_ALIAS
    state.fetch_mode = FETCH_RAISE
    state.fields_cache = referred
    row.__dict__.update(zip(names, values, strict=True))
    return row


def remember(owner: Model, relation: str, rows: Iterable[Model]) -> None:
    """Keep the rows that refer to another where `prefetch_related` does, for `all()` to find."""
    cache = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[relation] = _Loaded(rows)


class _Loaded:
    """Rows that are all there: what else is asked of them would be asked of the whole table."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Iterable[Model]) -> None:
        self._rows = [*rows]

    def __iter__(self) -> Iterator[Model]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __getattr__(self, name: str) -> Never:
        if name.startswith("__"):
            raise AttributeError(name)  # as Python looks whether there is something special
        raise FieldFetchBlocked(f"All rows are loaded already; they are not asked to {name}.")
