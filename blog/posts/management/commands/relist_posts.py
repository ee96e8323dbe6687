"""`relist_posts`: make what lists of posts are read from anew."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = (
        "Make anew what the lists of posts are read from. The database keeps it by itself; this is "
        "for what was written with its triggers switched off. Readers wait meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT posts_relist_all()")
            cursor.execute("SELECT count(*) FROM posts_listedpost WHERE kind = 0")
            (count,) = cursor.fetchone()
        if options["verbosity"]:
            self.stdout.write(f"{count} posts listed.")
