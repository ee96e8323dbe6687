"""Fills an empty database with very many articles and all that belongs to them."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.benchmark import rows
from blog.posts.benchmark.rows import POST_COLUMNS, Numbers
from blog.posts.benchmark.set_aside import set_aside
from blog.posts.benchmark.templates import Template, templates
from blog.posts.benchmark.vocabulary import TERMS, rare_word
from blog.posts.models import Byline, Post, PostTag, RelatedPost, Series, Tag
from blog.slugs import slugify

BYTES_PER_POST: Final = 18_000
"""Of the disk, about: rows, indexes, and what sorting takes meanwhile."""
_MOST_TEMPLATES: Final = 600
_AUTHORS: Final = 300
_MOST_TAGS, _FEWEST_TAGS, _POSTS_PER_TAG = 2_000, 40, 50
_MOST_SERIES, _POSTS_PER_SERIES = 300, 20
_CONNECTIONS: Final = 2

type Told = Callable[[str, int, int], None]
"""Hears of progress: what is made, how many of it are done, and how many there will be."""
type Rows = Callable[[Random, range], Iterator[str]]


class FillingError(Exception):
    """The database cannot be filled; the message says why."""


def fill(posts: int, *, seed: int, now: datetime, told: Told) -> None:
    """Fill the database.

    Args:
        posts: how many articles.
        seed: the same one, number and time give the same rows.
        now: when the newest has just been published; whole seconds.
        told: hears of each step.

    Raises:
        FillingError: there are articles already, or there is too little room.
    """
    _require_empty()
    _require_room(posts)
    made = _rendered(min(_MOST_TEMPLATES, 10 + posts // 5), seed, told)
    numbers = _vocabulary(posts, seed, now)
    filled: list[tuple[type[Any], Sequence[str], Rows]] = [
        (Post, POST_COLUMNS, partial(rows.posts, numbers, made)),
        (PostTag, ("content_object_id", "tag_id"), partial(rows.tags, numbers)),
        (Byline, ("post_id", "author_id", "position"), partial(rows.bylines, numbers)),
        (RelatedPost, ("post_id", "other_id", "score"), partial(rows.related, numbers)),
    ]
    with set_aside([model._meta.db_table for model, _columns, _rows in filled], told):
        for model, columns, of in filled:
            _copy(model, columns, of, numbers, told)
    _complete(told)


def _require_empty() -> None:
    for model in (Post, Category, Author, Tag, Series):
        if model._default_manager.exists():
            raise FillingError(
                _(
                    "The database has content already (%(kind)s). Articles for measuring go into "
                    "an empty one only: set DATA_DIR or DATABASE_URL to another, and run migrate."
                )
                % {"kind": model._meta.verbose_name_plural}
            )


def _require_room(posts: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('data_directory', true)")
        (named,) = cursor.fetchone()
    # Of a server elsewhere, or one that does not say, the operator knows.
    folder = Path(named or "/nowhere")
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    needed = posts * BYTES_PER_POST
    if free < needed:
        raise FillingError(
            _(
                "%(posts)d articles take about %(needed).1f GB, and there are %(free).1f GB free "
                "at %(folder)s. Make room, or choose fewer."
            )
            % {"posts": posts, "needed": needed / 1e9, "free": free / 1e9, "folder": folder}
        )


def _rendered(count: int, seed: int, told: Told) -> dict[str, list[Template]]:
    made: dict[str, list[Template]] = {"zh-hans": [], "en": []}
    chance = Random(seed)  # noqa: S311  # the same texts each time
    for number, template in enumerate(templates(count, chance), start=1):
        made[template.language].append(template)
        told(_("rendering"), number, count)
    return made


def _vocabulary(posts: int, seed: int, now: datetime) -> Numbers:
    """Store what articles are filed under; return the numbers of the rows."""
    tops = [Category(name=f"Field {n}", slug=f"field-{n}") for n in range(6)]
    middle = [
        Category(name=f"Subject {n}", slug=f"subject-{n}", parent=tops[n % 6]) for n in range(18)
    ]
    leaves = [
        Category(name=f"Topic {n}", slug=f"topic-{n}", parent=middle[n % 18]) for n in range(36)
    ]
    for level in (tops, middle, leaves):
        Category.objects.bulk_create(level)
    count = min(_MOST_TAGS, max(_FEWEST_TAGS, posts // _POSTS_PER_TAG))
    # Like all names, one after the other in either language.
    names = [name for pair in zip(*TERMS.values(), strict=False) for name in pair]
    names += [
        f"{names[n % len(names)]} {rare_word(n, 'en')}" for n in range(max(0, count - len(names)))
    ]
    tags = Tag.objects.bulk_create(Tag(name=name, slug=slugify(name)) for name in names[:count])
    authors = Author.objects.bulk_create(
        Author(name=f"{rare_word(n, 'zh-hans')} {n}", slug=f"author-{n}") for n in range(_AUTHORS)
    )
    series = Series.objects.bulk_create(
        Series(title=f"Series {n}", slug=f"series-{n}")
        for n in range(min(_MOST_SERIES, posts // _POSTS_PER_SERIES))
    )
    return Numbers(
        posts=posts,
        seed=seed,
        now=now,
        categories=[row.pk for row in (*leaves, *middle, *tops)],
        tags=[row.pk for row in tags],
        authors=[row.pk for row in authors],
        series=[row.pk for row in series],
    )


def _copy(model: type[Any], columns: Sequence[str], of: Rows, numbers: Numbers, told: Told) -> None:
    """Write what `of` gives of all articles, over several connections at a time."""
    table, name = model._meta.db_table, str(model._meta.verbose_name_plural)
    chunks, lock = numbers.chunks(table), Lock()
    done = 0
    target = f"COPY {table} ({', '.join(columns)}) FROM STDIN"

    def write() -> None:
        nonlocal done
        # A connection of the same kind as Django's own, which belongs to its thread.
        wrapper = connection.copy()
        wrapper.inc_thread_sharing()
        try:
            with wrapper.cursor() as cursor:
                cursor.execute("SET synchronous_commit = off")
                with cursor.copy(target) as copying:
                    while True:
                        with lock:
                            chance, chunk = next(chunks, (None, None))
                        if chance is None or chunk is None:
                            return
                        copying.write("".join(of(chance, chunk)))
                        with lock:
                            done += len(chunk)
                            told(name, done, numbers.posts)
        finally:
            wrapper.close()

    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        for task in [pool.submit(write) for _number in range(_CONNECTIONS)]:
            task.result()


_COMPLETING: Final = (
    # COPY named the articles' numbers itself.
    "SELECT setval(pg_get_serial_sequence('posts_post', 'id'), max(id)) FROM posts_post",
    """
    INSERT INTO posts_significantupdate (post_id, at, note)
    SELECT id, updated_at, '' FROM posts_post
    WHERE status = 'published' AND updated_at > published_at
    """,
    "SELECT posts_relist_all()",
    # Changes no row; the statement's triggers tell whoever serves the articles.
    "UPDATE posts_post SET version = version WHERE false",
    "VACUUM (ANALYZE)",
)


def _complete(told: Told) -> None:
    """Make what is derived from all rows, and tell whoever serves them."""
    with connection.cursor() as cursor:
        for number, statement in enumerate(_COMPLETING, start=1):
            cursor.execute(statement)
            told(_("completing"), number, len(_COMPLETING))
