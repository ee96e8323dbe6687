"""Footnotes: `[^label]` in the text, `[^label]: …` anywhere, numbered in the order of reference."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blog.markup.elements import own_classes
from blog.markup.fragments import Fragment, RawHtml
from blog.markup.inline.link_references import reference_key
from blog.markup.problems import DUPLICATE_FOOTNOTE, UNDEFINED_FOOTNOTE, UNUSED_FOOTNOTE, ProblemLog
from blog.markup.structure.nodes import (
    Block,
    Container,
    FootnoteDefinition,
    TextLine,
    place_in,
)
from blog.markup.tokens import Vault

_REFERENCE = re.compile(r"(?<!\\)(?<!!)\[\^([^\]\s\[]{1,200})\](?!\()")


class Footnotes:
    """The footnotes of one source, and which of them were referred to so far."""

    def __init__(self, document: Container, problems: ProblemLog) -> None:
        self._definitions: dict[str, FootnoteDefinition] = {}
        for definition in _definitions(document):
            known = self._definitions.setdefault(reference_key(definition.label), definition)
            if known is not definition:
                problems.add(
                    DUPLICATE_FOOTNOTE, line=definition.line, column=1, label=definition.label
                )
        self._problems = problems
        self._numbers: dict[str, int] = {}
        self._uses: dict[str, int] = {}
        self._order: list[str] = []

    def refer(self, text: str, lines: Sequence[TextLine], vault: Vault[Fragment]) -> str:
        """Replace the references in `text`, which `lines` hold, by tokens of their links."""
        if "[^" not in text:
            return text
        undefined: set[str] = set()

        def link(match: re.Match[str]) -> str:
            key = reference_key(match[1])
            if key not in self._definitions:
                if match[1] not in undefined and not self._problems.is_full:
                    undefined.add(match[1])
                    line, column = place_in(lines, match[0])
                    self._problems.add(UNDEFINED_FOOTNOTE, line=line, column=column, label=match[1])
                return match[0]
            if key not in self._numbers:
                self._order.append(key)
            number = self._numbers.setdefault(key, len(self._order))
            use = self._uses[key] = self._uses.get(key, 0) + 1
            return vault.put(
                RawHtml(
                    f'<sup class="{own_classes("footnote-ref")}">'
                    f'<a id="{reference_id(number, use)}" href="#fn-{number}">{number}</a></sup>'
                )
            )

        return _REFERENCE.sub(link, text)

    def referred(self) -> Iterator[tuple[int, FootnoteDefinition]]:
        """Give number and definition of those referred to, also of those that footnotes add."""
        number = 0
        while number < len(self._order):
            key = self._order[number]
            number += 1
            yield number, self._definitions[key]

    def uses(self, number: int) -> int:
        """Return how often footnote `number` was referred to."""
        return self._uses[self._order[number - 1]]

    def report_unused(self) -> None:
        for key, definition in self._definitions.items():
            if key not in self._numbers:
                self._problems.add(
                    UNUSED_FOOTNOTE, line=definition.line, column=1, label=definition.label
                )


def reference_id(number: int, use: int) -> str:
    """Return the id of the `use`-th reference to footnote `number`."""
    return f"fnref-{number}" if use == 1 else f"fnref-{number}-{use}"


def _definitions(container: Container) -> Iterator[FootnoteDefinition]:
    stack: list[Block] = [container]
    while stack:
        block = stack.pop()
        if isinstance(block, FootnoteDefinition):
            yield block
        if isinstance(block, Container):
            stack.extend(reversed(block.children))
