"""Deleting articles: with all that belongs to them, and while others save them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from blog.posts.models import Post, Redirect
from tests.factories import make_author, make_post, make_user
from tests.posts.form_data import change_address, form_of
from tests.posts.meanwhile import while_it_is_saved

pytestmark = pytest.mark.django_db
LIST = "/admin/posts/post/"


@pytest.fixture
def emma(db):
    """A contributor, with the login `emma.user`."""
    return make_author("Emma", user=make_user("emma", role="contributor"))


def delete(client, post):
    address = reverse("admin:posts_post_delete", args=[post.pk])
    return client.post(address, {"post": "yes"})


def delete_chosen(client, post):
    chosen = {"action": "delete_selected", "_selected_action": [post.pk], "post": "yes"}
    return client.post(LIST, chosen)


ways = pytest.mark.parametrize("deleting", [delete, delete_chosen])


@ways
def test_a_draft_that_was_renamed_goes_with_its_former_address(client, emma, deleting):
    post = make_post(slug="first", status="draft", authors=[emma])
    client.force_login(emma.user)
    client.post(change_address(post), form_of(post, slug="second"))
    assert Redirect.objects.filter(post=post).exists()
    assert deleting(client, post).status_code == 302
    assert not Post.objects.exists()
    assert not Redirect.objects.exists()


def test_a_former_address_by_itself_is_not_a_contributors_to_delete(client, emma):
    post = make_post(status="draft", authors=[emma])
    redirect = Redirect.objects.create(path="/old", post=post)
    client.force_login(emma.user)
    client.post(reverse("admin:posts_redirect_delete", args=[redirect.pk]), {"post": "yes"})
    assert Redirect.objects.exists()


@ways
@pytest.mark.django_db(transaction=True)
def test_a_deletion_waits_for_a_save_and_breaks_nothing_off(editor, deleting):
    first, second = make_author(), make_author()
    post = make_post(status="draft", authors=[first, second])
    client = Client()
    client.force_login(editor)

    def change_places(theirs):
        theirs.save()
        theirs.set_bylines([second, first])

    assert while_it_is_saved(post, change_places, lambda: deleting(client, post)).status_code == 302
    assert not Post.objects.exists()


@ways
@pytest.mark.django_db(transaction=True)
def test_what_is_published_meanwhile_stays(emma, deleting):
    post = make_post(status="draft", authors=[emma])
    client = Client()
    client.force_login(emma.user)

    def publish(theirs):
        theirs.publish(timezone.now())
        theirs.save()

    assert while_it_is_saved(post, publish, lambda: deleting(client, post)).status_code == 403
    assert Post.objects.get().status == "published"
