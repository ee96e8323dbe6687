"""What an article's text points to is stored with it."""

import pytest

from blog.media.models import MediaFile
from blog.posts.models import Post
from tests.factories import make_post
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


def links_of(post):
    return sorted(post.links.values_list("slug", flat=True))


def test_links_to_articles_are_stored_whether_or_not_they_exist():
    post = make_post(
        body="[a](/posts/there/) [b](../none/) [c](/posts/在/#x) [d](https://e.example/posts/far/)"
    )
    assert links_of(post) == ["none", "there", "在"]


def test_a_change_of_the_text_changes_them_and_nothing_else_does(django_assert_num_queries):
    post = make_post(body="[a](/posts/one/)")
    post.body = "[a](/posts/one/) [b](/posts/two/)"
    post.save()
    assert links_of(post) == ["one", "two"]
    post = Post.objects.get(pk=post.pk)
    with django_assert_num_queries(3):  # savepoint, update, release
        post.save()
    assert links_of(post) == ["one", "two"]


def test_hostile_addresses_are_not_stored():
    post = make_post(body=f"[a](/posts/{'x' * 500}/) [b](/posts/%00/) [c](/posts/fine/)")
    assert links_of(post) == ["fine"]


def test_pictures_of_the_text_are_stored():
    shown = MediaFile.objects.store("shown.png", picture("PNG"))
    MediaFile.objects.store("other.png", picture("PNG", size=(3, 3)))
    post = make_post(body=f"![a]({shown.url})")
    assert list(post.pictures.all()) == [shown]
    post.body = "none"
    post.save()
    assert list(post.pictures.all()) == []


def test_the_number_of_problems_is_stored():
    assert make_post(body="$\\bad$ and ![](https://e.example/a.png)").problem_count == 2
    assert make_post(body="Fine").problem_count == 0
