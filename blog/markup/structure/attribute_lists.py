"""Kramdown's lists of attributes: `{: .prompt-tip #id key="value"}` (Jekyll).

They say how a theme should show what they stand beside. What has a meaning of its own (an id, a
kind of callout, a place for the table of contents, an alignment, a caption of code) is kept; the
rest is the business of the theme it was written for. None of it is text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from blog.markup.tokens import CLOSE

_KEY = r"[A-Za-z][\w:-]{0,40}"
_VALUE = r"(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|[^\s\"'{}=>]{1,100}+)"
_NAME = r"[.#][\w:-]{1,80}+"
# Nothing is tried twice: a list that is none must not cost more than its length.
_PART = rf"(?>{_NAME}|{_KEY}={_VALUE})"
_LIST = rf"\{{:[ \t]{{0,9}}+{_PART}(?:{_NAME}|[ \t,]{{1,9}}+{_PART}){{0,20}}+[ \t]{{0,9}}+\}}"
_ALONE = re.compile(rf"(?:{_LIST}|\{{:[ \t]*(?:no_)?toc[ \t]*\}})[ \t]*$")
_OPTIONS = re.compile(r"\{::(?:options|nomarkdown|comment)\b[^{}\n]{0,300}/?\}|\{:/\w{0,20}\}")
_AFTER_SPAN = re.compile(rf"(?<=[*_=~{CLOSE}]){_LIST}|(?<=\S)[ \t]+{_LIST}(?=[ \t]*(?:\n|\Z))")
_READ_PART = re.compile(
    rf"\.([\w:-]+)|\#([\w:-]+)|({_KEY})=(?:\"([^\"\n]*)\"|'([^'\n]*)'|([^\s\"'{{}}=>]+))|(\w+)"
)
_KIND_CLASS = re.compile(
    r"(?:(?:prompt|notice|alert|callout|admonition|bd-callout|message|bs-callout)-{1,2})?([a-z]+)\Z"
)
_CALLOUT_CLASSES: Final = frozenset(
    "note info tip hint success important warning attention caution danger error".split()
)
_BARE_NOTICE: Final = frozenset({"notice", "callout", "admonition", "alert", "message", "prompt"})
_ALIGNMENT = re.compile(r"(?:text-|align-)?(left|center|right)\Z")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a list says: `classes` and `words` in order, the last `identifier`, `values` by key."""

    classes: tuple[str, ...] = ()
    identifier: str = ""
    values: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()

    def __or__(self, other: Attributes) -> Attributes:
        """Both lists as one; the second decides where they differ."""
        return Attributes(
            self.classes + other.classes,
            other.identifier or self.identifier,
            self.values | other.values,
            self.words + other.words,
        )

    @property
    def callout(self) -> str:
        """The author's word for the kind of callout that a class makes of the block, or ""."""
        for name in self.classes:
            match = _KIND_CLASS.match(name)
            if match is not None and match[1] in _CALLOUT_CLASSES:
                return match[1]
        return "note" if _BARE_NOTICE.intersection(self.classes) else ""

    @property
    def alignment(self) -> str:
        """`left`, `center` or `right`, if a class or a style says so, else ""."""
        style = self.values.get("style", "")
        names = [*self.classes, *re.findall(r"text-align:[ ]?(\w{1,9})", style)]
        names.append(self.values.get("align", ""))
        found = [match[1] for name in names if (match := _ALIGNMENT.match(name))]
        return found[-1] if found else ""

    @property
    def contents(self) -> bool:
        """Whether the table of contents is wanted in the place of the block."""
        return "toc" in self.words

    @property
    def out_of_contents(self) -> bool:
        """Whether a heading is to be left out of the table of contents."""
        return "no_toc" in self.classes or "no_toc" in self.words


def attributes_alone(line: str) -> Attributes | None:
    """Return the list that makes up `line`; None if there is anything else in it.

    Kramdown's `{::options …}` and the like are lists that say nothing here.
    """
    if not line.startswith("{:"):
        return None
    if _ALONE.match(line):
        return read_attributes(line)
    return Attributes() if _OPTIONS.fullmatch(line.rstrip(" \t")) else None


def read_attributes(text: str) -> Attributes:
    """Read a list with or without its braces; what is no attribute is left out."""
    classes: list[str] = []
    words: list[str] = []
    values: dict[str, str] = {}
    identifier = ""
    for part in _READ_PART.finditer(text.strip(" \t{}").removeprefix(":")):
        if part[1]:
            classes.append(part[1])
        elif part[2]:
            identifier = part[2]
        elif part[3]:
            values[part[3].lower()] = part[4] or part[5] or part[6] or ""
        else:
            words.append(part[7])
    return Attributes(tuple(classes), identifier, values, tuple(words))


def without_span_lists(text: str) -> str:
    """Return `text`, in which code is tokens, without the lists after its spans and lines.

    Those after links and images belong to them and stay.
    """
    return _AFTER_SPAN.sub("", text) if "{:" in text else text
