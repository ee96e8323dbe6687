"""`manage.py rerender_posts`: refresh what an older version of the pipeline derived."""

import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from blog.posts.rerendering import outdated, rerender


class Command(BaseCommand):
    help = "Render anew every post that an older version of the markup pipeline rendered."

    def handle(self, *args: object, **options: object) -> None:
        results = tqdm(
            rerender(), total=outdated().count(), unit="post", disable=not sys.stderr.isatty()
        )
        done, failed = 0, []
        for result in results:
            if result.error:
                failed.append(result)
            else:
                done += 1
        self.stdout.write(f"{done} rendered anew, {len(failed)} left as they were.")
        for result in failed:
            self.stderr.write(f"{result.slug}: {result.error}")
        if failed:
            raise CommandError("some posts keep their old rendering, for the reasons above.")
