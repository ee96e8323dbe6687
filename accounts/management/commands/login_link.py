"""`manage.py login_link USERNAME`: a one-time link into the admin."""

from argparse import ArgumentParser

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accounts.login_links import login_path
from accounts.models import User


class Command(BaseCommand):
    help = "Print a link that logs somebody in once, within 30 minutes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: object, username: str, **options: object) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(
                f"there is no login called {username!r}. Make one with "
                "`python manage.py createsuperuser`."
            )
        if not user.is_active:
            raise CommandError(f"the login {username!r} is switched off.")
        self.stdout.write(settings.SITE_URL + login_path(user))
