"""What finds a term in a normalised text: as PostgreSQL's patterns, and here."""

import re
from functools import lru_cache

from blog.search.characters import UNSPACED
from blog.search.query import Term
from blog.search.words import forms, stem, tokens

_WORD = "[a-z0-9]"


def like_pattern(text: str) -> str:
    """Return the operand of `LIKE` that finds the text anywhere."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", text) + "%"


def regular_expression(term: Term) -> str:
    """Return what finds a quoted phrase as whole words, empty if its ends are not of such.

    The notation is understood by Python and by PostgreSQL (advanced regular expressions).
    """
    begins, ends = _ends_in_words(term)
    if not (begins or ends):
        return ""
    before = f"(?<!{_WORD})" if begins else ""
    after = f"(?!{_WORD})" if ends else ""
    return before + _escaped(term.text) + after


def _ends_in_words(term: Term) -> tuple[bool, bool]:
    """Whether a word has to begin where the term does, and to end where it does."""
    if not term.is_quoted:
        return False, False
    return bool(re.match(_WORD, term.text)), bool(re.match(_WORD, term.text[-1]))


def _escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@lru_cache(maxsize=256)
def finder(term: Term) -> re.Pattern[str]:
    """Return what finds the places of a term in a normalised text.

    For a word that is more than its own letters: words that begin as its stem does. They have to
    be looked at with `is_of`.
    """
    # Patterns begin with plain letters and look back afterwards: those are found a hundred times
    # as fast.
    if not term.is_word:
        text = _escaped(term.text)
        begins, ends = _ends_in_words(term)
        before = f"(?<!{_WORD}{text})" if begins else ""
        after = f"(?!{_WORD})" if ends else ""
        return re.compile(text + before + after)
    root = stem(term.text)
    begun = root[: max(2, len(root) - 1)]
    shared = begun if term.text.startswith(begun) else ""  # not of `dying`
    other_form = (
        rf"{_escaped(begun[len(shared) :])}(?<!{_WORD}{_escaped(begun)})[^\W_{UNSPACED}]*[+#]*"
    )
    as_typed = _escaped(term.text[len(shared) :])
    return re.compile(rf"{_escaped(shared)}(?:{other_form}|{as_typed})")


def is_of(term: Term, found: str) -> bool:
    """Whether what `finder` found is the term, or another form of its word."""
    if not term.is_word or found == term.text:
        return True
    return any(stem(term.text) in forms(word) for _run, word, _sign in tokens(found))
