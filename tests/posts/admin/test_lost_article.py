"""A save of an article that is gone, or no longer the user's: the text is kept."""

import pytest
from django.urls import reverse

from accounts.models import Role
from blog.posts.models import Post
from tests.factories import make_author, make_post, make_user
from tests.posts.form_data import change_address, form_of
from tests.posts.forms.merging import posted_again, sentence

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, editor):
    client.force_login(editor)
    return client


def test_the_text_of_a_deleted_article_can_be_saved_as_a_new_one(admin):
    authors = [make_author("A"), make_author("B")]
    post = make_post(slug="gone", authors=authors, tags=["kept"])
    mine = form_of(post, body="Long text that I typed", title="Mine")
    Post.objects.get(pk=post.pk).delete()
    response = admin.post(change_address(post), mine)
    assert response.status_code == 410
    assert not Post.objects.exists()
    page = response.content.decode()
    assert "was deleted while you had it open" in page
    assert "Long text that I typed" in page
    response.status_code = 200
    assert "makes a new article" in sentence(response)
    address = reverse("admin:posts_post_add")
    assert f'action="{address}"' in page

    response = admin.post(address, posted_again(response, backdate="on"))
    assert response.status_code == 302, response.context["errors"]
    post = Post.objects.get()
    assert (post.title, post.body, post.slug) == ("Mine", "Long text that I typed", "gone")
    assert list(post.authors.order_by("bylines__position")) == authors
    assert list(post.tags.names()) == ["kept"]


@pytest.mark.parametrize("loss", ["status", "byline"])
def test_who_lost_the_right_keeps_the_text(loss, client, now):
    user = make_user("kai", role=Role.CONTRIBUTOR)
    post = make_post(status="draft", body="Old", authors=[make_author("Kai", user=user)])
    client.force_login(user)
    mine = form_of(post, body="Long text that I typed")
    if loss == "status":
        post.publish(now)
        post.save()
    else:
        post.set_bylines([make_author("Another")])
    response = client.post(change_address(post), mine)
    assert response.status_code == 403
    assert "You may not change this article" in response.content.decode()
    assert "Long text that I typed" in response.content.decode()
    assert Post.objects.get().body == "Old"
    address = reverse("admin:posts_post_add")
    response = client.post(address, posted_again(response, slug="another"))
    assert response.status_code == 302, response.context["errors"]
    new = Post.objects.get(slug="another")
    assert (new.body, new.status) == ("Long text that I typed", "draft")
    assert [author.name for author in new.authors.all()] == ["Kai"]


@pytest.mark.parametrize("version", ["0", "", "x"])
def test_a_forged_version_does_not_make_a_new_article_unasked(version, admin):
    post = make_post()
    mine = form_of(post, base_version=version)
    Post.objects.get(pk=post.pk).delete()
    assert admin.post(change_address(post), mine).status_code == 410
    assert not Post.objects.exists()


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30])
def test_an_address_without_an_article_is_not_found(number, admin):
    address = reverse("admin:posts_post_change", args=[number])
    response = admin.post(address, form_of(make_post()))
    assert response.status_code == 302
