"""`manage.py fill_benchmark --posts N`: an empty database gets very many articles, for measuring.

They are as uneven as in life: Chinese and English by halves; sizes with a long tail (median about
1.5 kB, some of 20 kB), with code and formulas; over fifteen years, more of them lately; a few
drafts and scheduled ones; some tags, categories and authors far more frequent than others.

Up to 600 articles are really rendered. All others repeat one of these, with other rare words in its
title and in five places of its text, and all that is derived from them is what rendering them would
give. There are no pictures, revisions, links between articles or logins, and what is related is
chosen from what was published about the same time. The same number and seed give the same articles,
the present apart, before which the newest was published.
"""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from blog.posts.benchmark.filling import FillingError, fill


class Command(BaseCommand):
    help = "Put very many articles into an empty database, to measure with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--posts", type=int, default=1_000, help="how many (1000)")
        parser.add_argument("--seed", type=int, default=1, help="another one, other articles")

    def handle(self, *args: Any, posts: int, seed: int, **options: Any) -> None:
        if posts < 1:
            raise CommandError(_("--posts must be a number from 1 on."))
        progress = _Progress(is_shown=sys.stderr.isatty())
        began = timezone.now()
        try:
            fill(posts, seed=seed, now=began.replace(microsecond=0), told=progress.tell)
        except FillingError as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
        seconds = (timezone.now() - began).total_seconds()
        self.stdout.write(
            _("%(posts)d articles in %(seconds).0f s.") % {"posts": posts, "seconds": seconds}
        )


class _Progress:
    """A bar for each step, one after the other."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._bar: tqdm[Any] | None = None
        self._what = ""

    def tell(self, what: str, done: int, total: int) -> None:
        if self._bar is None or self._what != what:
            self.close()
            self._what = what
            self._bar = tqdm(desc=what, total=total, disable=not self._is_shown)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
