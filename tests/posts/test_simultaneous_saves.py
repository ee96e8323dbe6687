"""Two savers of one article at the same moment, on two connections."""

import pytest
from django.test import Client
from django.urls import reverse

from blog.posts.models import Post
from tests.factories import make_post
from tests.posts.form_data import change_address, form_of
from tests.posts.meanwhile import while_their_text_is_saved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def admin(editor):
    client = Client()
    client.force_login(editor)
    return client


def test_an_action_does_not_undo_a_save_that_comes_in_between(admin):
    post = make_post(body="Old text")
    chosen = {"action": "archive", "_selected_action": [post.pk]}
    address = reverse("admin:posts_post_changelist")
    while_their_text_is_saved(post, lambda: admin.post(address, chosen))
    post = Post.objects.get(pk=post.pk)
    assert (post.body, post.status) == ("Their text", "archived")


def test_the_second_of_two_forms_finds_the_first(admin):
    post = make_post(body="Old text")
    mine = form_of(post, body="My text")
    response = while_their_text_is_saved(post, lambda: admin.post(change_address(post), mine))
    assert response.status_code == 200
    assert "Not saved yet" in response.content.decode()
    assert Post.objects.get(pk=post.pk).body == "Their text"
