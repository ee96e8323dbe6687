"""Finding what is wrong with stored posts: what rendering reports, and what only the site knows.

To the problems of the markup pipeline this adds links of the site's own that lead nowhere and
pictures that are not stored. Looking for them takes at most four queries a batch of posts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from blog.markup import MarkupError, Problem, Rendered, render
from blog.markup.problems import (
    DEAD_LINK,
    DEAD_POST_LINK,
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

BATCH = 100  # posts read at once
_MARKDOWN_FILE = re.compile(r"\.(?:md|mdx|markdown)\Z", re.IGNORECASE)
_POST_PAGES = frozenset({"posts:detail", "posts:preview"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A post's slug, and what its author should look at."""

    slug: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Target:
    """What an address of the site's own needs to exist; what is empty is not needed.

    `address` is as the rendered text has it, `kind` the problem if nothing of this exists.
    """

    address: str
    kind: str
    slug: str = ""
    path: str = ""
    picture: str = ""


@dataclass(slots=True)
class _Existing:
    """Which of the things that targets need there are."""

    slugs: set[str] = field(default_factory=set)
    paths: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)

    def has(self, target: _Target) -> bool:
        return (
            target.slug in self.slugs
            or target.picture in self.pictures
            or bool(target.path and spellings(target.path) & self.paths)
        )


def check(posts: PostQuerySet) -> Iterator[Checked]:
    """Render the source of each post, in the order of their slugs, and yield what is wrong.

    Nothing is stored. Posts are read in batches; each batch costs four queries at most.
    """
    sources = posts.order_by("slug").only("slug", "body", "language")
    after = ""
    while batch := list(sources.filter(slug__gt=after)[:BATCH]):
        yield from _checked(batch)
        after = batch[-1].slug


def problems_of(post: Post) -> tuple[Problem, ...]:
    """Return what is wrong with the text that `post` has at present, in its order."""
    (checked,) = _checked([post])
    return checked.problems


def _checked(posts: list[Post]) -> list[Checked]:
    found: list[tuple[Post, tuple[Problem, ...], list[_Target]]] = []
    for post in posts:
        try:
            rendered = post.rendered or render(post.body, language=post.language)
        except MarkupError as error:
            log = ProblemLog()
            log.add(OVER_LIMIT, line=error.line, reason=error.message)
            found.append((post, log.in_source_order(), []))
            continue
        found.append((post, rendered.problems, _targets(post, rendered)))
    existing = _existing(target for _, _, targets in found for target in targets)
    return [
        Checked(post.slug, in_source_order([*problems, *_dead(post, targets, existing)]))
        for post, problems, targets in found
    ]


def _targets(post: Post, rendered: Rendered) -> list[_Target]:
    page = settings.SITE_URL + reverse("posts:detail", args=[post.slug])
    images = [_target(image.source, page, is_image=True) for image in rendered.images]
    links = [_target(link.address, page, is_image=False) for link in rendered.links]
    return [target for target in images + links if target is not None]


def _target(address: str, page: str, *, is_image: bool) -> _Target | None:
    """Return what `address` on `page` needs; None if it leads elsewhere or always exists."""
    if not address or address.startswith("#"):
        return None
    try:
        whole = urljoin(page, address)
        parts = urlsplit(whole)
        site = urlsplit(settings.SITE_URL)
        media = urljoin(f"{settings.SITE_URL}/", settings.MEDIA_URL)
    except ValueError:
        return None
    if whole.startswith(media):
        name = unquote(urlsplit(whole.removeprefix(media)).path)
        return _Target(address, MISSING_IMAGE, picture=name)
    path = unquote(parts.path) or "/"
    if (
        parts.scheme not in {"http", "https"}
        or parts.netloc.lower() != site.netloc.lower()
        or path.startswith(settings.STATIC_URL)
    ):
        return None
    match = _resolved(path)
    if is_image:
        return None if match else _Target(address, MISSING_IMAGE)
    if match is None:
        kind = DEAD_POST_LINK if _MARKDOWN_FILE.search(path) else DEAD_LINK
        return _Target(address, kind, path=path)
    if match.view_name in _POST_PAGES:
        return _Target(address, DEAD_POST_LINK, slug=match.kwargs["slug"], path=path)
    return None


def _resolved(path: str) -> ResolverMatch | None:
    """Return which view answers at `path`, as it is or with a last slash."""
    for spelling in (path, f"{path}/"):
        try:
            return resolve(spelling)
        except Resolver404:
            continue
    return None


def _existing(targets: Iterable[_Target]) -> _Existing:
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
    return _Existing(
        set(Post.objects.filter(slug__in=slugs).values_list("slug", flat=True)),
        set(Redirect.objects.filter(path__in=paths).values_list("path", flat=True)),
        {name for name in stored if default_storage.exists(name)},
    )


def _dead(post: Post, targets: list[_Target], existing: _Existing) -> tuple[Problem, ...]:
    log = ProblemLog()
    missing = Counter(target for target in targets if not existing.has(target))
    lines = source_lines(post.body) if missing else []
    for target, times in missing.items():
        for line, column in _places(target.address, lines)[:times] or [(0, 0)]:
            log.add(target.kind, line=line, column=column, address=target.address)
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
