"""What finds a term in a normalised text: as PostgreSQL's patterns, and here."""

import re

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
    text = term.text
    before = f"(?<!{_WORD})" if re.match(_WORD, text) else ""
    after = f"(?!{_WORD})" if re.match(_WORD, text[-1]) else ""
    if not (term.is_quoted and (before or after)):
        return ""
    return before + _escaped(text) + after


def _escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def finder(term: Term) -> re.Pattern[str]:
    """Return what finds the places of a term in a normalised text.

    For a word that is more than its own letters: words that begin as its stem does. They have to
    be looked at with `is_of`.
    """
    if not term.is_word:
        return re.compile(regular_expression(term) or _escaped(term.text))
    root = stem(term.text)
    shared = root[: max(2, len(root) - 1)]
    rest = rf"[^\W_{UNSPACED}]*[+#]*"
    return re.compile(rf"(?<!{_WORD}){_escaped(shared)}{rest}|{_escaped(term.text)}")


def is_of(term: Term, found: str) -> bool:
    """Whether what `finder` found is the term, or another form of its word."""
    if not term.is_word or found == term.text:
        return True
    return any(stem(term.text) in forms(word) for _run, word, _sign in tokens(found))
