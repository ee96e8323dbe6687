"""What must hold for the project as a whole."""

import pytest
from django.core.management import call_command

from blog.markup.template_tags.embeds import VIDEO_HOSTS


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_policy_lets_in_the_players_that_markup_lets_through(settings):
    assert set(settings.SECURE_CSP["frame-src"]) == set(VIDEO_HOSTS)
