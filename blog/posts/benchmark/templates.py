"""Articles that are rendered for real once, with gaps for the words in which copies differ.

A gap holds a rare word. All rare words of a kind are equally long, share no pair of characters and
no stem with the text around them and stand alone between signs; so what is derived from an article
with one word in a gap differs from that with another by the words only, and need not be derived
again. `tests/posts/benchmark/` compares both.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from random import Random
from statistics import NormalDist
from typing import Any, Final

from blog.posts.benchmark.vocabulary import RARE_WORDS, Writer, rare_word
from blog.posts.models import Post
from blog.search.lexemes import counted, tells
from blog.search.vectors import TITLE_MARK, vector
from blog.slugs import slugify

GAPS: Final = 6
"""In each article; the first is in its title. Of those of a Chinese article, `LATIN_GAPS` are
filled with Latin words."""
LATIN_GAPS: Final = frozenset({2, 4})

_MEDIAN_BYTES: Final = 1_100
"""Aimed at; the sentences around the gaps make short texts longer, so that it is about 1,500."""
_SPREAD: Final = 0.85
"""Standard deviation of the logarithm of a text's size: one in a thousand has 20 kB."""

FIELDS: Final = (
    "title", "summary", "body", "language", "canonical_url", "source_digest", "body_html", "toc",
    "excerpt", "plain_text", "reading_minutes", "has_math", "problem_count", "rendering_version",
    "search_text", "search_is_cut", "search_version", "search_vector", "subject_vector",
)  # fmt: skip
"""The columns that a template fills, in its order."""

_MARK = "\x01"
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
_WORDS_OF_TEXT, _WORDS_OF_TITLE = GAPS, GAPS + 1


class Gapped:
    """A text with numbered gaps."""

    def __init__(self, marked: str) -> None:
        """
        Args:
            marked: the text; `\\x01N\\x01` is gap N.
        """
        self._parts = _MARKED.split(marked)
        self._gaps = [(at, int(self._parts[at])) for at in range(1, len(self._parts), 2)]

    def filled(self, values: Sequence[str]) -> str:
        """Return the text with `values[N]` in each gap N."""
        parts = self._parts.copy()
        for at, number in self._gaps:
            parts[at] = values[number]
        return "".join(parts)


@dataclass(frozen=True)
class Template:
    """One article that was rendered for real.

    Attributes:
        language: of the article.
        slug, title: of the gaps only the first is in them.
        body: Markdown.
        line: the values of `FIELDS` as COPY reads them, between tabs.
    """

    language: str
    slug: Gapped
    title: Gapped
    body: Gapped
    line: Gapped

    def values(self, numbers: Sequence[int]) -> list[str]:
        """Return what fills the gaps.

        Args:
            numbers: a rare word's for each of the `GAPS`, no two of them equal.
        """
        return self.with_words([rare_word(n, kind(self.language, gap))
                                for gap, n in enumerate(numbers)])  # fmt: skip

    @staticmethod
    def with_words(words: list[str]) -> list[str]:
        """Return the same for words that are given."""
        plain = " ".join(_lexemes(word) for word in words)
        return [*words, f"{plain} {_title_lexemes(words[0])}", _subject_lexemes(words[0])]


def kind(language: str, gap: int) -> str:
    """Return the language of the words in a gap."""
    return "en" if gap in LATIN_GAPS else language


def templates(count: int, chance: Random) -> Iterator[Template]:
    """Render so many articles, half of them Chinese, of sizes as uneven as in life."""
    sizes = [
        _MEDIAN_BYTES * exp(_SPREAD * NormalDist().inv_cdf((place + 0.5) / count))
        for place in range(count)
    ]
    chance.shuffle(sizes)
    for number, size in enumerate(sizes):
        yield _template("en" if number % 2 else "zh-hans", size, chance)


def _template(language: str, size: float, chance: Random) -> Template:
    words = [rare_word(RARE_WORDS + gap, kind(language, gap)) for gap in range(GAPS)]
    post = Post(language=language)
    writer = Writer(language, chance)
    stop = "：" if language == "zh-hans" else ": "
    while not post.body or _ends_inside(post.excerpt, words):
        post.title = f"{writer.title()}{stop}{words[0]}"
        post.body = _body(writer, size, words[1:])
        post.refresh_derived()
    _take_out_words(post, words)

    def marked(text: str) -> str:
        for gap, word in enumerate(words):
            text = text.replace(word, f"{_MARK}{gap}{_MARK}")
        return text

    line = "\t".join(as_copied(getattr(post, name)) for name in FIELDS)
    texts = (slugify(post.title), post.title, post.body, line)
    return Template(language, *(Gapped(marked(text)) for text in texts))


def _ends_inside(excerpt: str, words: Sequence[str]) -> bool:
    """Whether an excerpt may end in the middle of one of the words."""
    text = excerpt.removesuffix("…")
    return any(text.endswith(word[:length]) for word in words for length in range(1, len(word)))


def _take_out_words(post: Post, words: Sequence[str]) -> None:
    """Take the words in the gaps out of the vectors, and leave gaps for the lexemes of others."""
    text = "\n".join([post.title, post.plain_text])
    own = {lexeme for word in words for lexeme in counted(word)}
    lexemes = [lexeme for lexeme in counted(text) if lexeme not in own]
    named = [TITLE_MARK + lexeme for lexeme in counted(post.title) if lexeme not in own]
    post.search_vector = f"{vector([*lexemes, *named])} {_MARK}{_WORDS_OF_TEXT}{_MARK}"
    subject = post.subject_vector
    for lexeme in sorted(own, key=len, reverse=True):
        subject = subject.replace(f"{vector([lexeme])}:1A", "")
    post.subject_vector = f"{subject} {_MARK}{_WORDS_OF_TITLE}{_MARK}"


def _body(writer: Writer, size: float, words: Sequence[str]) -> str:
    """Return Markdown of about `size` bytes with each of the words in it, once."""
    chance = writer.chance
    opening = [writer.naming(words[0]), writer.paragraph(2), writer.naming(words[1])]
    # Longer than an excerpt, in most articles.
    while sum(map(len, opening)) < 320:
        opening.append(writer.sentence())
        if writer.language == "zh-hans" and sum(map(len, opening)) > size / 4:
            break
    blocks = [writer.joined(opening)]
    waiting = list(words[2:])
    headings = writer.headings()
    while (written := sum(len(block.encode()) for block in blocks)) < size or waiting:
        if chance.random() < 0.4 and (heading := next(headings, None)):
            blocks.append(f"## {heading}")
        paragraph = writer.paragraph(chance.randrange(2, 5))
        if waiting:
            # What is short says all of them at its end.
            said = waiting if written > size else waiting[:1]
            waiting = waiting[len(said) :]
            paragraph = writer.joined([paragraph, *(writer.naming(word) for word in said)])
        blocks.append(paragraph)
        extra = chance.random()
        if extra < 0.12:
            blocks.append(writer.code())
        elif extra < 0.22:
            blocks.append(writer.formula())
        elif extra < 0.3:
            blocks.append(writer.items())
    return "\n\n".join(blocks) + "\n"


def as_copied(value: Any) -> str:
    """Return a value as COPY's text format has it (PostgreSQL manual, COPY, File Formats)."""
    match value:
        case None:
            return "\\N"
        case bool():
            return "t" if value else "f"
        case list():
            return as_copied(json.dumps(value))
        case _:
            text = str(value).replace("\\", "\\\\").replace("\t", "\\t")
            return text.replace("\n", "\\n").replace("\r", "\\r")


@lru_cache(maxsize=100_000)
def _lexemes(word: str) -> str:
    return vector(counted(word))


@lru_cache(maxsize=100_000)
def _title_lexemes(word: str) -> str:
    return vector(TITLE_MARK + lexeme for lexeme in counted(word))


@lru_cache(maxsize=100_000)
def _subject_lexemes(word: str) -> str:
    return vector(filter(tells, counted(word)), ":1A")
