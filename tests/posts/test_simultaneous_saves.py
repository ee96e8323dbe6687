"""Two savers of one article at the same moment, on two connections."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from blog.posts.models import Post
from tests.factories import make_post
from tests.posts.form_data import change_address, form_of

pytestmark = pytest.mark.django_db(transaction=True)


def while_somebody_else_saves(post, request):
    """Send `request` while another transaction holds a new text of the post; return its answer."""

    def send():
        try:
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            theirs = Post.objects.select_for_update().get(pk=post.pk)
            theirs.body = "Their text"
            theirs.save()
            sent = pool.submit(send)
            wait_until_blocked()
        return sent.result(timeout=20)


def wait_until_blocked():
    """Return when another connection waits for a lock of this one's; fail if none ever does."""
    with connection.cursor() as cursor:
        for _ in range(2000):
            cursor.execute("SELECT count(*), pg_sleep(0.005) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("the other save did not wait")


@pytest.fixture
def admin(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_an_action_does_not_undo_a_save_that_comes_in_between(admin):
    post = make_post(body="Old text")
    chosen = {"action": "archive", "_selected_action": [post.pk]}
    address = reverse("admin:posts_post_changelist")
    while_somebody_else_saves(post, lambda: admin.post(address, chosen))
    post = Post.objects.get(pk=post.pk)
    assert (post.body, post.status) == ("Their text", "archived")


def test_the_second_of_two_forms_finds_the_first(admin):
    post = make_post(body="Old text")
    mine = form_of(post, body="My text")
    response = while_somebody_else_saves(post, lambda: admin.post(change_address(post), mine))
    assert response.status_code == 200
    assert "Not saved yet" in response.content.decode()
    assert Post.objects.get(pk=post.pk).body == "Their text"
