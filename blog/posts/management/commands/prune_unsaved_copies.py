"""`manage.py prune_unsaved_copies`: delete what authors typed long ago and never saved."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from blog.posts.models import UnsavedCopy
from blog.posts.models.unsaved_copy import KEPT_FOR
from blog.posts.unsaved.keeping import prune


class Command(BaseCommand):
    help = (
        f"Delete unsaved copies that have not been touched for {KEPT_FOR.days} days. Articles and "
        "their revisions are never touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *, dry_run: bool, **options: object) -> None:
        now = timezone.now()
        if dry_run:
            count = UnsavedCopy.objects.outdated(now).count()
            self.stdout.write(f"{count} unsaved copies would be deleted.")
        else:
            self.stdout.write(f"{prune(now)} unsaved copies deleted.")
