"""`manage.py prune_unsaved_copies`."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command

from blog.posts.models import UnsavedCopy
from blog.posts.models.unsaved_copy import KEPT_FOR
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def copies(now):
    """Two that are outdated, two that are not, the last by a second."""
    post = make_post()
    ages = [KEPT_FOR * 2, KEPT_FOR + timedelta(seconds=2), KEPT_FOR - timedelta(seconds=2)]
    users = [make_user(role="author") for _ in range(2)]
    return [
        UnsavedCopy.objects.create(
            user=users[number % 2], post=post, tab=uuid.uuid4(), saved_at=now - age
        )
        for number, age in enumerate([*ages, timedelta(0)])
    ]


def test_outdated_copies_go_and_their_articles_stay(copies, capsys):
    call_command("prune_unsaved_copies")
    assert capsys.readouterr().out == "2 unsaved copies deleted.\n"
    assert set(UnsavedCopy.objects.all()) == set(copies[2:])
    assert copies[0].post.revisions.count() == 1


def test_a_dry_run_only_counts(copies, capsys):
    call_command("prune_unsaved_copies", "--dry-run")
    assert capsys.readouterr().out == "2 unsaved copies would be deleted.\n"
    assert UnsavedCopy.objects.count() == 4
