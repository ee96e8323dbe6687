"""`manage.py check_posts`: what is wrong with the texts that are stored."""

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from blog.markup import Problem
from blog.markup.problems import TEMPLATES
from blog.posts.checking import check
from blog.posts.models import Post
from blog.posts.problem_messages import translated
from blog.posts.querysets import PostQuerySet


class Command(BaseCommand):
    """Prints the problems of each post's source; exits with 1 if there are any."""

    help = (
        "Render the source of posts and list its problems: formulas that cannot be shown, images "
        "without alternative text, links to posts that do not exist, missing pictures and so on. "
        "Each line is SLUG:LINE:COLUMN: KIND: MESSAGE; line 0 means no one place. Exits with 1 if "
        "there is a problem. Stores nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only these posts")
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--all", action="store_true", help="every post, also what readers do not see (default)"
        )
        which.add_argument(
            "--published", action="store_true", help="only what readers see at present"
        )
        parser.add_argument(
            "--kind",
            action="append",
            choices=sorted(TEMPLATES),
            dest="kinds",
            metavar="KIND",
            help=f"only problems of this kind; may be repeated. One of: {', '.join(TEMPLATES)}",
        )
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check the posts and print what was found, then how often each kind was."""
        posts = _chosen(options["slugs"], published=options["published"])
        kinds = frozenset(options["kinds"] or TEMPLATES)
        total = posts.count()
        found = _problems(posts, kinds, total)
        if options["format"] == "json":
            counts = self._write_json(found, total)
        else:
            counts = self._write_lines(found, total)
        if counts:
            found_text = "1 problem" if counts.total() == 1 else f"{counts.total()} problems"
            raise CommandError(f"{found_text} found.")

    def _write_lines(self, found: Iterator[tuple[str, Problem]], total: int) -> Counter[str]:
        counts: Counter[str] = Counter()
        for slug, problem in found:
            counts[problem.kind] += 1
            place = f"{slug}:{problem.line}:{problem.column}"
            self.stdout.write(f"{place}: {problem.kind}: {translated(problem.wording)}")
        for kind, count in counts.most_common():
            self.stdout.write(f"{count:6} {kind}")
        self.stdout.write(f"{counts.total():6} in all, posts checked: {total}")
        return counts

    def _write_json(self, found: Iterator[tuple[str, Problem]], total: int) -> Counter[str]:
        counts: Counter[str] = Counter()
        problems = []
        for slug, problem in found:
            counts[problem.kind] += 1
            problems.append(
                {
                    "slug": slug,
                    "line": problem.line,
                    "column": problem.column,
                    "kind": problem.kind,
                    "message": translated(problem.wording),
                }
            )
        answer = {"posts": total, "kinds": dict(counts.most_common()), "problems": problems}
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        return counts


def _chosen(slugs: list[str], *, published: bool) -> PostQuerySet:
    """Return the posts to check; raise CommandError if a slug is not among them."""
    posts = Post.objects.published(timezone.now()) if published else Post.objects.all()
    if not slugs:
        return posts
    posts = posts.filter(slug__in=slugs)
    unknown = set(slugs) - set(posts.values_list("slug", flat=True))
    if unknown:
        raise CommandError(f"There is no such post: {', '.join(sorted(unknown))}.", returncode=2)
    return posts


def _problems(
    posts: PostQuerySet, kinds: frozenset[str], total: int
) -> Iterator[tuple[str, Problem]]:
    checked_posts = check(posts, timezone.now())
    progress = tqdm(checked_posts, total=total, unit="post", disable=not sys.stderr.isatty())
    for checked in progress:
        for problem in checked.problems:
            if problem.kind in kinds:
                yield checked.slug, problem
