"""The language of queries: words, "phrases", -exclusions and filters, as a reader types them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from blog.search import lexemes
from blog.search.characters import LONE_SIGNS
from blog.search.normalising import folded, normalise
from blog.search.words import LONGEST_LEXEME, tokens

LONGEST_QUERY: Final = 200
"""Characters of a query; longer ones are pasted texts."""
MOST_PARTS: Final = 16
"""Words, phrases and filters of one query."""

FIELDS: Final = {
    "author": "author", "作者": "author",
    "tag": "tag", "标签": "tag",
    "category": "category", "分类": "category",
    "series": "series", "系列": "series",
    "year": "year", "年份": "year",
}  # fmt: skip
"""What can stand before a colon, and the filter that it means."""

_QUOTES = '"“”„＂'
_PART = re.compile(
    rf"(?P<minus>[-－−])?"
    rf"(?:(?P<field>{'|'.join(FIELDS)})[:：]\s?)?"
    rf"(?:[{_QUOTES}](?P<quoted>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<bare>[^\s{_QUOTES}]+))"
    rf"|(?P<nothing>[-－−])",
    re.IGNORECASE,
)
_CHINESE_STOPS = re.compile("[，。、；！？《》【】「」『』（）…]+")
_AT_EITHER_END = " '`,;:!?()[]{}<>|/\\~*=&^"


class QueryError(ValueError):
    """A query is over a bound. `kind` is `too_long` or `too_many`."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True)
class Term:
    """One word or phrase that texts must have, or must not.

    Attributes:
        text: normalised.
        source: how it was typed, without quotes and minus.
    """

    text: str
    source: str
    is_quoted: bool = False
    is_excluded: bool = False

    @cached_property
    def lexemes(self) -> list[str]:
        """What the index has for every text with this term."""
        return lexemes.of_query(self.text)

    @cached_property
    def is_word(self) -> bool:
        """Whether it is one word, to be found in all its forms."""
        found = list(tokens(self.text))
        return (
            not self.is_quoted
            and len(found) == 1
            and found[0][1] + found[0][2] == self.text
            and len(self.text) <= LONGEST_LEXEME
        )

    @cached_property
    def is_told_by_lexemes(self) -> bool:
        """Whether its lexemes alone decide; otherwise the text itself has to be looked at."""
        if self.is_word:
            return True
        found = list(tokens(self.text))
        return len(found) == 1 and found[0][0] == self.text and len(self.text) <= 2

    @property
    def typed(self) -> str:
        """The term as it stands in a query."""
        minus = "-" if self.is_excluded else ""
        return f'{minus}"{self.source}"' if self.is_quoted else f"{minus}{self.source}"


@dataclass(frozen=True)
class Filter:
    """One condition on what an article is sorted under.

    Attributes:
        field: a value of `FIELDS`.
        value: folded, as names are compared.
        source: the value as it was typed.
    """

    field: str
    value: str
    source: str
    is_excluded: bool = False

    @property
    def typed(self) -> str:
        """The filter as it stands in a query."""
        minus = "-" if self.is_excluded else ""
        return minus + filter_text(self.field, self.source)


@dataclass(frozen=True)
class Query:
    """What a reader asks for: all of the terms, within all of the filters."""

    parts: tuple[Term | Filter, ...] = ()
    ignored: tuple[str, ...] = field(default=())
    """What has no letter or digit and so cannot be looked for."""

    @cached_property
    def wanted(self) -> list[Term]:
        """The terms that texts must have."""
        return [one for one in self.parts if isinstance(one, Term) and not one.is_excluded]

    @cached_property
    def unwanted(self) -> list[Term]:
        """The terms that texts must not have."""
        return [one for one in self.parts if isinstance(one, Term) and one.is_excluded]

    @cached_property
    def filters(self) -> list[Filter]:
        """The conditions."""
        return [one for one in self.parts if isinstance(one, Filter)]

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def typed(self) -> str:
        """The query as it can be typed again."""
        return typed(self.parts)

    def with_filter(self, name: str, value: str) -> str:
        """Return the query, typed, with one filter more."""
        return f"{self.typed} {filter_text(name, value)}".strip()

    def without(self, part: Term | Filter) -> str:
        """Return the query, typed, without a part of it."""
        return typed(one for one in self.parts if one is not part)

    def replacing(self, part: Term, source: str) -> "Query":
        """Return the query with another word for a part of it."""
        other = Term(normalise(source), source, part.is_quoted, part.is_excluded)
        return Query(tuple(other if one is part else one for one in self.parts), self.ignored)


def typed(parts: Iterable[Term | Filter]) -> str:
    """Return parts of a query as they can be typed."""
    return " ".join(one.typed for one in parts)


def filter_text(name: str, value: str) -> str:
    """Return a filter as it stands in a query, its value quoted if it has to be."""
    is_plain = re.fullmatch(r"[^\s\"“”„＂，。、；！？《》【】「」『』（）…]+", value)
    return f"{name}:{value}" if is_plain else f'{name}:"{value}"'


def parse(text: str) -> Query:
    """Read what somebody typed; nothing in it is an error but its size.

    Raises:
        QueryError: the text is longer than `LONGEST_QUERY`, or has more than `MOST_PARTS` parts.
    """
    text = LONE_SIGNS.sub("", text).strip()
    if len(text) > LONGEST_QUERY:
        raise QueryError("too_long")
    parts: list[Term | Filter] = []
    ignored: list[str] = []
    for found in _PART.finditer(text):
        is_excluded = bool(found["minus"])
        quoted, bare = found["quoted"], found["bare"]
        if found["field"]:
            value = (bare if quoted is None else quoted).strip()
            if folded(value).strip():
                name = FIELDS[found["field"].lower()]
                parts.append(Filter(name, folded(value).strip(), value, is_excluded))
        elif quoted is not None:
            term = Term(normalise(quoted), quoted.strip(), True, is_excluded)
            _keep(term, parts, ignored)
        elif bare is not None and not _is_bare_field(bare):
            for piece in filter(None, _CHINESE_STOPS.split(bare)):
                source = _trimmed(piece)
                _keep(Term(normalise(source), source, False, is_excluded), parts, ignored)
    if len(parts) > MOST_PARTS:
        raise QueryError("too_many")
    return Query(tuple(dict.fromkeys(parts)), tuple(ignored))


def _keep(term: Term, parts: list[Term | Filter], ignored: list[str]) -> None:
    if term.lexemes:
        parts.append(term)
    elif term.source:
        ignored.append(term.source)


def _is_bare_field(bare: str) -> bool:
    """Whether it is the beginning of a filter whose value is still to be typed."""
    return bare[-1] in ":：" and bare[:-1].lower() in FIELDS


def _trimmed(piece: str) -> str:
    piece = unicodedata.normalize("NFKC", piece)
    return piece.strip(_AT_EITHER_END).rstrip(".") or piece
