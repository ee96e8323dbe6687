"""Finding what is wrong with stored posts: what rendering reports, and what only the site knows.

To the problems of the markup pipeline this adds links of the site's own that lead nowhere and
pictures that are not stored. Looking for them takes at most four queries a batch of posts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from urllib.parse import unquote

from django.core.files.storage import default_storage

from blog.markup import MarkupError, Problem, render
from blog.markup.problems import (
    DEAD_LINK,
    DEAD_POST_LINK,
    LINK_TO_UNPUBLISHED,
    MISSING_IMAGE,
    OVER_LIMIT,
    ProblemLog,
    in_source_order,
)
from blog.markup.source import source_lines
from blog.media.models import MediaFile
from blog.posts.models import Post, Redirect
from blog.posts.models.redirect import spellings
from blog.posts.querysets import PostQuerySet
from blog.posts.targets import Kind, Target, targets_of

BATCH = 100  # posts read at once
_KINDS = {Kind.POST: DEAD_POST_LINK, Kind.PAGE: DEAD_LINK, Kind.PICTURE: MISSING_IMAGE}


@dataclass(frozen=True, slots=True)
class Checked:
    """A post's slug, and what its author should look at."""

    slug: str
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Existing:
    """Which of the things that targets need there are; `visible` are slugs that readers see."""

    slugs: set[str]
    visible: set[str]
    paths: set[str]
    pictures: set[str]

    def problem_with(self, target: Target) -> str:
        """The kind of problem that an address has; empty if readers find what it names."""
        if target.slug in self.visible or target.picture in self.pictures:
            return ""
        if target.slug in self.slugs:
            return LINK_TO_UNPUBLISHED
        if target.path and spellings(target.path) & self.paths:
            return ""
        return _KINDS[target.kind]


def check(posts: PostQuerySet, now: datetime) -> Iterator[Checked]:
    """Render the source of each post, in the order of their slugs, and yield what is wrong.

    Nothing is stored. Links must lead to what readers see at `now`. Posts are read in batches; each
    batch costs four queries at most.
    """
    sources = posts.order_by("slug").only("slug", "body", "language")
    after = ""
    while batch := list(sources.filter(slug__gt=after)[:BATCH]):
        yield from _checked(batch, now)
        after = batch[-1].slug


def problems_of(post: Post, now: datetime) -> tuple[Problem, ...]:
    """Return what is wrong with the text that `post` has at present, in its order."""
    (checked,) = _checked([post], now)
    return checked.problems


def _checked(posts: list[Post], now: datetime) -> list[Checked]:
    found: list[tuple[Post, tuple[Problem, ...], list[Target]]] = []
    for post in posts:
        try:
            rendered = post.rendered or render(post.body, language=post.language)
        except MarkupError as error:
            log = ProblemLog()
            log.add(OVER_LIMIT, line=error.line, reason=error.message)
            found.append((post, log.in_source_order(), []))
            continue
        found.append((post, rendered.problems, targets_of(rendered, post.slug)))
    existing = _existing((target for _, _, targets in found for target in targets), now)
    return [
        Checked(post.slug, in_source_order([*problems, *_dead(post, targets, existing)]))
        for post, problems, targets in found
    ]


def _existing(targets: Iterable[Target], now: datetime) -> _Existing:
    """Ask for all that `targets` need; at most three queries."""
    slugs: set[str] = set()
    paths: set[str] = set()
    pictures: set[str] = set()
    for target in targets:
        if "\0" in target.path + target.picture:
            continue  # PostgreSQL's text holds no NUL, so nothing stored has that name
        slugs |= {target.slug} if target.slug else set()
        paths |= spellings(target.path) if target.path else set()
        pictures |= {target.picture} if target.picture else set()
    stored = MediaFile.objects.filter(path__in=pictures).values_list("path", flat=True)
    posts = list(Post.objects.filter(slug__in=slugs).only("slug", "status", "published_at"))
    return _Existing(
        {post.slug for post in posts},
        {post.slug for post in posts if post.is_visible(now)},
        set(Redirect.objects.filter(path__in=paths).values_list("path", flat=True)),
        {name for name in stored if default_storage.exists(name)},
    )


def _dead(post: Post, targets: list[Target], existing: _Existing) -> tuple[Problem, ...]:
    log = ProblemLog()
    wrong = Counter(
        (kind, target.address) for target in targets if (kind := existing.problem_with(target))
    )
    lines = source_lines(post.body) if wrong else []
    for (kind, address), times in wrong.items():
        for line, column in _places(address, lines)[:times] or [(0, 0)]:
            log.add(kind, line=line, column=column, address=address)
    return log.in_source_order()


def _places(address: str, lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return line and column (from 1) of each place where `address` stands by itself.

    The rendered address may be escaped otherwise than the one that was typed.
    """
    written = "|".join(map(re.escape, {address, unquote(address), escape(address)}))
    # ASCII: an address may stand right between Chinese characters.
    pattern = re.compile(rf"(?<![\w/.%:#?=-])(?:{written})(?![\w/%#?=-])", re.ASCII)
    return [
        (number, match.start() + 1)
        for number, line in enumerate(lines, start=1)
        for match in pattern.finditer(line)
    ]
