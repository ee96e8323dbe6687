"""`relist_posts`: the lists come back after what was written with triggers switched off."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from blog.posts.models import ListedPost, ListingKind, ListingTotal, Post
from tests.factories import make_category, make_post
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db


def test_everything_is_made_anew(client):
    make_post(tags=["a"], category=make_category(parent=make_category()))
    hidden = make_post(tags=["a"])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE posts_post DISABLE TRIGGER USER")
        Post.objects.filter(pk=hidden.pk).update(status=Post.Status.DRAFT)
        cursor.execute("ALTER TABLE posts_post ENABLE TRIGGER USER")
    ListingTotal.objects.create(kind=0, listing=0, number=5)
    ListedPost.objects.filter(kind=1).delete()
    output = StringIO()
    call_command("relist_posts", stdout=output)
    assert output.getvalue() == "1 posts listed.\n"
    plainly.check()
    assert client.get("/").context_data["paginator"].count == 1


def test_when_a_list_will_change_is_kept_apart_from_how_many_it_has():
    for days in (-1, 3, 9):
        make_post(published_at=timezone.now() + timedelta(days))
    call_command("relist_posts", stdout=StringIO())
    latest = ListingTotal.objects.filter(kind=ListingKind.LATEST)
    assert [part.number for part in latest.exclude(number=0)] == [3]
    assert latest.filter(number=0, changed_at__gt=timezone.now()).count() == 2
    plainly.check()


def test_the_table_has_its_indexes_again():
    def indexes():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'posts_listedpost'"
            )
            return sorted(cursor.fetchall())

    before = indexes()
    call_command("relist_posts", verbosity=0)
    assert indexes() == before
    assert len(before) == 2
