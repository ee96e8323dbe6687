"""What `manage.py fill_benchmark` does not fill."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from blog.posts.benchmark import filling
from blog.posts.benchmark.filling import FillingError, fill
from blog.posts.models import Post, Tag
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def test_a_database_with_content_is_refused():
    make_post()
    with pytest.raises(CommandError, match="The database has content already"):
        call_command("fill_benchmark", posts=10)
    assert Post.objects.count() == 1


def test_too_little_room_is_refused(monkeypatch):
    monkeypatch.setattr(filling, "BYTES_PER_POST", 10**18)
    with pytest.raises(FillingError, match="Make room, or choose fewer"):
        fill(10, seed=1, now=timezone.now(), told=print)
    assert not Tag.objects.exists()
