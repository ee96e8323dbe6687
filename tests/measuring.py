"""What the tools that measure on a large database have in common: its making and its filling."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

BATCH = 1_000


def measure(
    description: str | None,
    *,
    database: str,
    posts: int,
    asked: str,
    fill: Callable[[int], None],
    lines: Callable[[str], Iterable[str]],
) -> None:
    """Run a tool by its command line: fill a scratch database, print the lines of its table.

    Args:
        description: what `--help` says of the tool.
        database: the scratch database's name.
        posts: how many articles, unless `--posts` says otherwise.
        asked: what is measured one by one, in the plural; `--only` chooses among them.
        fill: puts in so many articles, and what belongs to them, in place of all that is there.
        lines: measures what contains the text of `--only`; a line for each.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--posts", type=int, default=posts)
    parser.add_argument("--keep", action="store_true", help="leave the database for another run")
    parser.add_argument("--only", default="", help=f"{asked} that contain this")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment

    from blog.posts.models import Post
    from config.embedded_postgres import running_for_settings

    setup_test_environment()
    with running_for_settings():
        original = connection.settings_dict["NAME"]
        connection.settings_dict.setdefault("TEST", {})["NAME"] = database
        connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False, keepdb=options.keep
        )
        try:
            if Post.objects.count() != options.posts:
                began = time.perf_counter()
                fill(options.posts)
                sys.stdout.write(f"filled in {time.perf_counter() - began:.0f} s\n")
            for line in lines(options.only):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        finally:
            connection.creation.destroy_test_db(original, verbosity=0, keepdb=options.keep)


def empty(*more: str) -> None:
    """Delete every article with all that belongs to it, and the rows of `more` tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        apps = ("posts_", "authors_", "categories_", "media_")
        tables = [name for name in connection.introspection.table_names() if name.startswith(apps)]
        cursor.execute(f"TRUNCATE {', '.join([*tables, *more])} CASCADE")


def stored(model: Any, rows: Iterable[Any]) -> Iterator[Any]:
    """Insert rows by the batch, and yield each once it has its number."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield from model.objects.bulk_create(batch)


@contextmanager
def as_served() -> Iterator[None]:
    """Draw templates as a server does: without the copies of what they show that tests look at."""
    from django.template import Template
    from django.test.utils import _TestState

    # What setting up the tests' environment has put in place, and what was there before.
    template: Any = Template
    state: Any = _TestState
    observed = template._render
    template._render = state.saved_data.template_render
    try:
        yield
    finally:
        template._render = observed
