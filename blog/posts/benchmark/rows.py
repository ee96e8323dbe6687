"""The rows of the articles for measuring, each as COPY reads it.

What belongs to article N depends on N, the number of articles and the seed alone, so that several
connections can write at a time and the same call gives the same rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

from blog.markup import RENDERING_VERSION
from blog.posts.benchmark.templates import (
    FIELDS,
    GAPS,
    Template,
    as_copied,
)
from blog.posts.benchmark.vocabulary import RARE, RARE_WORDS, zipf_weights
from blog.posts.models.derived import source_digest

CHUNK: Final = 1_000
YEARS: Final = 15
RARE_POSTS: Final = 6
"""How many articles of each language say its rarest word (`vocabulary.RARE`)."""
SERIES_PARTS: Final = 4
RELATED: Final = 6

POST_COLUMNS: Final = (
    *FIELDS, "id", "slug", "category_id", "series_id", "series_position", "translation_of_id",
    "status", "published_at", "updated_at", "created_at", "modified_at", "version",
    "seen_by_readers", "uid", "rendering_digest", "search_digest",
)  # fmt: skip


@dataclass(frozen=True)
class Numbers:
    """How much there is of what, and the numbers of the rows that articles point at.

    Attributes:
        posts: how many; the first has the number 1.
        seed: of all that is chosen by chance.
        now: the newest are just before it, the scheduled ones after it.
        categories, tags, authors, series: numbers of rows, the most used first.
    """

    posts: int
    seed: int
    now: datetime
    categories: Sequence[int]
    tags: Sequence[int]
    authors: Sequence[int]
    series: Sequence[int]

    def chunks(self, kind: str) -> Iterator[tuple[Random, range]]:
        """Give the articles a thousand at a time, each with its own chance."""
        for start in range(0, self.posts, CHUNK):
            chance = Random(f"{self.seed} {kind} {start}")  # noqa: S311  # the same rows each time
            yield chance, range(start, min(start + CHUNK, self.posts))

    def language(self, n: int) -> str:
        """Return the language of article `n`: about half are Chinese."""
        return "en" if (n * 2_654_435_761 >> 13) & 1 else "zh-hans"

    def status(self, n: int) -> str:
        match n % 1_000:
            case 21:
                return "in_review"
            case 9 | 409 | 809:
                return "archived"
            case rest if rest % 100 == 13:
                return "draft"
            case _:
                return "published"

    def is_scheduled(self, n: int) -> bool:
        return n % 400 == 77

    def published_at(self, n: int, chance: Random) -> datetime:
        """Return when: over fifteen years, more of them lately, the later the higher `n`."""
        if self.is_scheduled(n):
            return self.now + timedelta(minutes=60 + chance.randrange(60_000))
        share = (self.posts - n - chance.random()) / self.posts
        age = share**1.3 * YEARS * 365 * 86_400
        return self.now - timedelta(seconds=60 + int(age))

    def says_rarest(self, n: int) -> bool:
        """Whether article `n` says the rarest word of its language."""
        step = max(1, self.posts // (2 * RARE_POSTS))
        at, before = n // step, n % step
        # One of each language in each stretch: the first of the language in it.
        return at % 2 == (self.language(n) == "en") and all(
            self.language(n - back) != self.language(n) for back in range(1, before + 1)
        )

    def place_in_series(self, n: int) -> tuple[int, int] | None:
        """Return the number of the series that article `n` is in, and its position, if any."""
        if not self.series:
            return None
        step = self.posts // len(self.series)
        one, place = divmod(n, step)
        part, rest = divmod(place, step // (SERIES_PARTS + 1))
        if one >= len(self.series) or rest or part >= SERIES_PARTS:
            return None
        return self.series[one], part + 1


def posts(
    numbers: Numbers, templates: Mapping[str, Sequence[Template]], chance: Random, chunk: range
) -> Iterator[str]:
    """Give the rows of some articles: `POST_COLUMNS`.

    Args:
        templates: by language.
    """
    weights = zipf_weights(len(numbers.categories), 4)
    for n in chunk:
        language = numbers.language(n)
        template = chance.choice(templates[language])
        words = _words(chance)
        values = template.values(words)
        if numbers.says_rarest(n):
            values = template.with_words([*values[: GAPS - 1], RARE[language]])
        title = template.title.filled(values)
        digest = source_digest(language, "", template.body.filled(values))
        status = numbers.status(n)
        published = numbers.published_at(n, chance)
        is_visible = status == "published" and not numbers.is_scheduled(n)
        updated = published
        if is_visible and chance.random() < 0.12:
            updated += (numbers.now - published) * chance.random() ** 2
            updated = updated.replace(microsecond=0)
        series = numbers.place_in_series(n)
        is_translation = n % 25 in (3, 14) and (language, numbers.language(n - 1)) == (
            "en", "zh-hans",
        )  # fmt: skip
        own = (
            n + 1,
            f"{template.slug.filled(values)}-{n + 1}",
            chance.choices(numbers.categories, cum_weights=weights)[0],
            *(series or (None, None)),
            n if is_translation else None,
            status,
            published if status != "draft" else None,
            updated if status != "draft" else None,
            published - timedelta(days=chance.randrange(1, 20)),
            updated if is_visible else numbers.now - timedelta(minutes=chance.randrange(90_000)),
            1,
            is_visible,
            UUID(int=chance.getrandbits(128), version=4),
            digest,
            source_digest(title, digest, str(RENDERING_VERSION)),
        )
        yield f"{template.line.filled(values)}\t{'\t'.join(map(as_copied, own))}\n"


def tags(numbers: Numbers, chance: Random, chunk: range) -> Iterator[str]:
    """Give the tags of some articles: `content_object_id`, `tag_id`; a few are very common."""
    weights = zipf_weights(len(numbers.tags), 2)
    for n in chunk:
        for tag in dict.fromkeys(
            chance.choices(numbers.tags, cum_weights=weights, k=chance.choice((1, 2, 3, 3, 4, 6)))
        ):
            yield f"{n + 1}\t{tag}\n"


def bylines(numbers: Numbers, chance: Random, chunk: range) -> Iterator[str]:
    """Give the bylines of some articles: `post_id`, `author_id`, `position`; one to three."""
    weights = zipf_weights(len(numbers.authors), 8)
    for n in chunk:
        count = chance.choice((1,) * 16 + (2,) * 3 + (3,))
        named = dict.fromkeys(chance.choices(numbers.authors, cum_weights=weights, k=count))
        for position, author in enumerate(named, start=1):
            yield f"{n + 1}\t{author}\t{position}\n"


def related(numbers: Numbers, chance: Random, chunk: range) -> Iterator[str]:
    """Give what is related to some articles: `post_id`, `other_id`, `score`."""
    for n in chunk:
        if numbers.status(n) != "published":
            continue
        near = range(max(0, n - 300), min(numbers.posts, n + 300))
        for other in chance.sample(near, min(RELATED, len(near))):
            if other != n and numbers.status(other) == "published":
                yield f"{n + 1}\t{other + 1}\t{chance.random() + 0.3:.4f}\n"


def _words(chance: Random) -> list[int]:
    """Return the numbers of the rare words in the gaps: the rarer, the higher (Zipf's law)."""
    found: dict[int, None] = {}
    while len(found) < GAPS:
        found[int(RARE_WORDS ** chance.random()) - 1] = None
    return [*found]
