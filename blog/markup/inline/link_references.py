"""Links by reference: `[words][label]`, and what a source defines `label` to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from blog.markup.fragments import Fragment, written
from blog.markup.tokens import Vault


class Definition(NamedTuple):
    """Where `[label]: address "title"` leads."""

    address: str
    title: str


@dataclass(slots=True)
class References:
    """The definitions of a source by label, found also when a part of the label is a token."""

    definitions: Mapping[str, Definition]
    vault: Vault[Fragment]
    _known: dict[str, Definition | None] = field(default_factory=dict)

    def find(self, label: str) -> Definition | None:
        """Return what `label`, as it stands in a text with tokens, is defined to be."""
        if not self.definitions:
            return None
        if label not in self._known:
            key = reference_key(self.vault.restore(label, written))
            self._known[label] = self.definitions.get(key) if key else None
        return self._known[label]


def reference_key(label: str) -> str:
    """Return the form in which labels are compared (CommonMark 0.31.2, section 4.7)."""
    return " ".join(label.split()).casefold()
