"""Bringing an earlier revision of an article back."""

import pytest

from blog.posts import restoring
from blog.posts.models import Post
from tests.factories import make_author, make_post, make_user
from tests.posts.meanwhile import while_their_text_is_saved

pytestmark = pytest.mark.django_db


@pytest.fixture
def contributor(db):
    return make_user(role="contributor")


def changed_draft(*authors):
    """A draft with the revisions *Old* and *New*."""
    post = make_post(body="Old", status="draft", authors=authors or None)
    post.body = "New"
    post.save()
    post.record_revision(by=None)
    return post


def bodies(post):
    return list(post.revisions.order_by("number").values_list("body", flat=True))


def test_the_revision_is_restored_as_a_new_one(editor):
    post = changed_draft()
    made = restoring.restore(post.pk, 1, by=editor, seen_version=post.version)
    assert (made.number, made.body, made.by) == (3, "Old", editor)
    assert bodies(post) == ["Old", "New", "Old"]
    assert Post.objects.get(pk=post.pk).version == post.version + 1


def test_a_text_that_has_no_revision_gets_one_before_it_is_replaced(editor):
    post = make_post(body="Old")
    Post.objects.filter(pk=post.pk).update(body="Written past the history")
    restoring.restore(post.pk, 1, by=editor, seen_version=post.version)
    assert bodies(post) == ["Old", "Written past the history", "Old"]


def test_who_is_no_author_any_more_restores_nothing(contributor):
    post = changed_draft(make_author(user=contributor))
    post.set_bylines([make_author()])
    with pytest.raises(restoring.RestoringRefused, match="You may not change this article"):
        restoring.restore(post.pk, 1, by=contributor, seen_version=post.version)
    assert bodies(post) == ["Old", "New"]


def test_who_may_only_see_the_article_by_now_restores_nothing(contributor, now):
    post = changed_draft(make_author(user=contributor))
    post.publish(now)
    post.save()
    with pytest.raises(restoring.RestoringRefused, match="You may not change this article"):
        restoring.restore(post.pk, 1, by=contributor, seen_version=post.version)
    assert Post.objects.get(pk=post.pk).body == "New"


def test_an_article_that_is_gone_is_not_restored(editor):
    with pytest.raises(restoring.RestoringRefused):
        restoring.restore(0, 1, by=editor, seen_version=1)


@pytest.mark.django_db(transaction=True)
def test_a_save_that_comes_in_between_is_not_undone(editor):
    post = changed_draft()

    def restore():
        with pytest.raises(restoring.TextHasChanged):
            restoring.restore(post.pk, 1, by=editor, seen_version=post.version)

    while_their_text_is_saved(post, restore)
    assert Post.objects.get(pk=post.pk).body == "Their text"
