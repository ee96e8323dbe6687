"""`relate_posts`: find for every published article anew which others are close to it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from blog.posts.models import Post
from blog.posts.relating import relate_all


class Command(BaseCommand):
    help = (
        "Find the related articles of every published article anew. Saving an article in the "
        "admin and importing do so by themselves; this is for what was written past them."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = Post.objects.filter(status=Post.Status.PUBLISHED).count()
        quiet = options["verbosity"] == 0
        done = sum(
            1
            for _pk in tqdm(
                relate_all(), total=count, unit=" posts", disable=quiet or not sys.stderr.isatty()
            )
        )
        if not quiet:
            self.stdout.write(f"{done} posts related.")
