"""How much an article is about what is looked for."""

from collections.abc import Iterator, Sequence
from typing import Final

from blog.posts.search.clauses import Clause, joined, sql, value
from blog.search.lexemes import tells
from blog.search.query import Query, Term
from blog.search.vectors import TITLE_MARK, all_of, quoted

TITLE_SCORE: Final = 4
TAG_SCORE: Final = 2
SUBJECT_SCORE: Final = 1
_RANKED_TERMS: Final = 3


def score(query: Query, tags: Sequence[int]) -> Clause:
    """Return how much an article `f` is about a query: in its title, by its tags, by its text.

    What the article itself has is read, so that it costs the same however many others are about it.
    """
    parts = [_of_term(term) for term in query.wanted[:_RANKED_TERMS]]
    if tags and parts:
        # One row at most: as EXISTS it could be answered from all articles with those tags.
        parts.append(
            sql(
                "coalesce((SELECT {worth} FROM posts_posttag t"
                " WHERE t.content_object_id = f.id AND t.tag_id = ANY({}) LIMIT 1), 0)",
                value(list(tags)), worth=TAG_SCORE,
            )
        )  # fmt: skip
    return joined(parts, "+", "0")


def _of_term(term: Term) -> Clause:
    # What tells something stands among the subjects, with weight A if it is in the title. They are
    # a small part of all.
    if all(map(tells, term.lexemes)):
        return sql(
            "CASE WHEN f.subject_vector @@ {}::tsquery"
            " THEN {subject} + (f.subject_vector @@ {}::tsquery)::int * {title} ELSE 0 END",
            value(all_of(term.lexemes)), value(" & ".join(_with_weight(term))),
            subject=SUBJECT_SCORE, title=TITLE_SCORE,
        )  # fmt: skip
    return sql(
        "(f.search_vector @@ {}::tsquery)::int * {title}",
        value(all_of(TITLE_MARK + lexeme for lexeme in term.lexemes)), title=TITLE_SCORE,
    )  # fmt: skip


def _with_weight(term: Term) -> Iterator[str]:
    for lexeme in term.lexemes:
        yield f"{quoted(lexeme)}:A"
