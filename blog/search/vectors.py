"""What is stored beside a text to find it by, in PostgreSQL's notation."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from blog.search import lexemes
from blog.search.normalising import normalise

SEARCH_VERSION: Final = 3
"""Raised whenever the same text would be indexed differently; stored beside what was derived."""

MOST_BYTES: Final = 1_000_000
"""Of all lexemes of a text together; a `tsvector` holds 2^20 - 1 (PostgreSQL, "Limitations")."""

TITLE_MARK: Final = "^"
"""Begins the lexemes of a title, which stand beside those of the text. No word begins so."""


@dataclass(frozen=True)
class Searchable:
    """A text as search knows it.

    Attributes:
        text: normalised; title, summary, then a block a line.
        vector: every lexeme of it, and once more with `TITLE_MARK` those of the title.
        subject: lexemes that say what it is about: of the title (weight A), and the prominent
            ones of the text (B).
        is_cut: whether `vector` lacks lexemes because there are too many for it.
    """

    text: str
    vector: str
    subject: str
    is_cut: bool


def searchable(title: str, summary: str, text: str) -> Searchable:
    """Return what search stores of an article.

    Args:
        title: in one line.
        summary: the author's own, or empty.
        text: plain text, a block a line.
    """
    written = "\n".join(part for part in (title, summary, text) if part)
    named = lexemes.counted(title)
    said = lexemes.counted(written)
    marked = [TITLE_MARK + lexeme for lexeme in named]
    kept, is_all = lexemes.within(said, MOST_BYTES - sum(len(one.encode()) for one in marked))
    telling = list(filter(lexemes.tells, named))
    prominent = [one for one in lexemes.prominent(said) if one not in named]
    return Searchable(
        text=normalise(written),
        vector=vector([*kept, *marked]),
        subject=" ".join([vector(telling, ":1A"), vector(prominent, ":1B")]).strip(),
        is_cut=not is_all,
    )


def vector(lexemes: Iterable[str], position: str = "") -> str:
    """Return a `tsvector` of the lexemes as PostgreSQL reads it."""
    return " ".join(quoted(lexeme) + position for lexeme in lexemes)


def all_of(lexemes: Iterable[str]) -> str:
    """Return a `tsquery` for texts with all of the lexemes."""
    return " & ".join(quoted(lexeme) for lexeme in lexemes)


def quoted(lexeme: str) -> str:
    """Return a lexeme as it stands in a `tsvector` or `tsquery`."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
