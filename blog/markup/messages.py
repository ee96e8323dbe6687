"""Sentences for authors, kept as a template and its values so that they can be translated later.

The pipeline knows no language but English and may not import a translation library. It marks its
templates with `gettext_noop`, a name that tools which collect texts for translators look for;
whoever shows a `Message` looks its template up and puts the values in.
"""

from __future__ import annotations

from dataclasses import dataclass

type Value = str | int | Message
"""What a placeholder stands for. A message inside a message is translated by itself."""


def gettext_noop(template: str) -> str:
    """Return `template` as it is; the call marks it as a text to translate."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for the author of a post.

    `template` is English with named placeholders, as in `%(line)s`; `values` are their names and
    what they stand for. `str()` gives the sentence in English.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.template % dict(self.values)


def message(template: str, **values: Value) -> Message:
    """Return a message of `template`, which should be marked by `gettext_noop`, and `values`."""
    return Message(template, tuple(values.items()))
