"""What somebody may be about to type, and may have meant: from titles and tags."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Length

from blog.posts.models import ListingKind, Post, Tag
from blog.posts.search.clauses import sql, value
from blog.posts.search.execution import SearchTimeoutError, Statement, Way, execute
from blog.posts.search.listed import with_articles
from blog.search import spelling
from blog.search.normalising import normalise
from blog.search.query import LONGEST_QUERY, Query, Term
from blog.search.vectors import TITLE_MARK, all_of, quoted
from blog.search.words import LONGEST_LEXEME, signed, stem, tokens

MOST_SUGGESTED: Final = 10
_MOST_TITLES = 300
_MOST_TAGS = 2_000
_BEGINNING = 3  # letters that a slip of the hand is taken to leave alone in a title


@dataclass(frozen=True)
class Suggestion:
    """A title or a tag, and the path of its page."""

    text: str
    path: str


def suggested(text: str, now: datetime) -> list[Suggestion]:
    """Return the tags and titles that what is typed may be the beginning of; two queries."""
    text = normalise(text[:LONGEST_QUERY]).replace("\n", " ")
    question = _title_question(text)
    if not question:
        return []
    tags = _shown(Tag.objects.filter(name__icontains=text), now).order_by(Length("name"), "name")
    posts = [Post(title=title, slug=slug) for title, slug in _titles(question, now)]
    # What begins with the text, then what contains it as it stands, then the others.
    posts.sort(key=lambda post: _place(normalise(post.title), text))
    found = [Suggestion(tag.name, tag.get_absolute_url()) for tag in tags[: MOST_SUGGESTED // 2]]
    found += [Suggestion(post.title, post.get_absolute_url()) for post in posts]
    return found[:MOST_SUGGESTED]


def did_you_mean(query: Query, now: datetime, categories: Iterable[str] = ()) -> str | None:
    """Return the query, typed, with its misspelt words mended; None if there is nothing to mend.

    Two queries. A word is taken for the nearest one among the titles and tags of published articles
    and the names of `categories`.
    """
    doubtful = [
        term for term in query.wanted if not term.is_quoted and spelling.may_be_misspelt(term.text)
    ]
    if not doubtful:
        return None
    titles = _titles(" | ".join(map(_near_question, doubtful)), now)
    shortest = min(len(term.text) for term in doubtful) - 2
    tags = _shown(Tag.objects.annotate(length=Length("name")).filter(length__gte=shortest), now)
    tag_names = tags.order_by("length", "name").values_list("name", flat=True)[:_MOST_TAGS]
    called = [*categories, *tag_names]
    # These are worth more than a title: each is a word of its own.
    names = [title for title, _slug in titles] + called * 2
    mended = query
    for term in doubtful:
        nearest = spelling.nearest(term.text, names)
        if nearest:
            mended = mended.replacing(term, nearest)
    return mended.typed if mended is not query else None


def _place(title: str, text: str) -> int:
    return 0 if title.startswith(text) else 1 if text in title else 2


def _title_question(text: str) -> str:
    """Return what titles are asked for: all words, the last of which may not be typed whole."""
    found = list(tokens(text))
    parts: list[str] = []
    for number, (run, word, sign) in enumerate(found, start=1):
        if run:
            pairs = [run[at : at + 2] for at in range(len(run) - 1)] or [run]
            parts.append(all_of(TITLE_MARK + pair for pair in pairs))
        elif number == len(found) and not sign and text.endswith(word):
            whole = quoted(TITLE_MARK + stem(word))
            begun = quoted(TITLE_MARK + word[:LONGEST_LEXEME])
            parts.append(f"({whole} | {begun}:*)")
        else:
            parts.append(quoted(TITLE_MARK + (signed(word, sign) if sign else stem(word))))
    return " & ".join(parts)


def _near_question(term: Term) -> str:
    """Return what titles with a word near to this one have."""
    run, word, _sign = next(tokens(term.text))
    if word:
        return quoted(TITLE_MARK + word[:_BEGINNING]) + ":*"
    return " | ".join(quoted(TITLE_MARK + run[at : at + 2]) for at in range(len(run) - 1))


def _titles(question: str, now: datetime) -> Sequence[tuple[str, str]]:
    """Return titles and slugs of published articles whose titles have what is asked for.

    Nothing if finding them takes too long: nobody waits for a suggestion.
    """
    statement = sql(
        "SELECT p.title, p.slug FROM posts_post p WHERE p.status = 'published'"
        " AND p.published_at <= {} AND p.search_vector @@ {}::tsquery LIMIT {}",
        value(now), value(question), value(_MOST_TITLES),
    )  # fmt: skip
    with connection.cursor() as cursor:
        try:
            (found,) = execute(cursor, [Statement(statement, Way.BY_INDEX)])
        except SearchTimeoutError:
            return []
        return found


def _shown(tags: QuerySet[Tag], now: datetime) -> QuerySet[Tag]:
    """Return those of the tags that published articles carry."""
    return tags.filter(with_articles(ListingKind.TAG, now))
