"""Which articles are found to be close to each other."""

from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connections

from blog.posts import deleting, relating
from blog.posts.models import Post, RelatedPost
from tests.factories import make_category, make_post

pytestmark = pytest.mark.django_db

GRADIENTS = "Gradient descent follows the gradient of a loss; momentum smooths each gradient step."
BREAD = "Bread needs flour, water, salt and yeast; the dough rests until the yeast has risen."


def related_to(post):
    return [row.other for row in post.related.order_by("-score", "other")]


def relate(*posts):
    for post in posts:
        relating.relate(post.pk)


def test_a_shared_tag_relates_and_a_rare_one_more(db):
    post = make_post("One", body="", tags=["rare", "common"])
    rare = make_post("Two", body="", tags=["rare"])
    common = make_post("Three", body="", tags=["common"])
    others = [make_post(f"Four {number}", body="", tags=["common"]) for number in range(5)]
    relate(post)
    found = related_to(post)
    assert found[0] == rare
    assert set(found[1:]) == {common, *others}


def test_texts_about_the_same_are_related(db):
    post, same = make_post("Momentum", body=GRADIENTS), make_post("Descent", body=GRADIENTS)
    other = make_post("Sourdough", body=BREAD)
    relate(post, other)
    assert related_to(post) == [same]
    assert related_to(other) == []


def test_chinese_texts_too(db):
    text = "倒排索引的压缩算法：变长编码。" * 3
    post = make_post("倒排索引的压缩", body=text, language="zh-hans")
    text = "变长编码用于倒排索引的压缩。" * 3
    same = make_post("变长编码", body=text, language="zh-hans")
    make_post("面包", body="面粉、水和酵母。", language="zh-hans")
    relate(post)
    assert related_to(post) == [same]


def test_a_new_article_takes_its_place_among_those_of_the_others(db):
    first = make_post("Momentum", body=GRADIENTS)
    relate(first)
    assert related_to(first) == []
    second = make_post("Descent", body=GRADIENTS)
    relate(second)
    assert related_to(first) == [second]


def test_the_category_tips_the_scales(db):
    category = make_category()
    post = make_post("A", body=GRADIENTS, category=category)
    elsewhere = make_post("B", body=GRADIENTS)
    same = make_post("C", body=GRADIENTS, category=category)
    relate(post)
    assert related_to(post) == [same, elsewhere]


def test_translations_are_not_recommended_and_other_languages_less(db):
    post = make_post("Momentum", body=GRADIENTS, language="en")
    translation = make_post("A", body=GRADIENTS, language="zh-hans", translation_of=post)
    foreign = make_post("B", body=GRADIENTS, language="zh-hans")
    near = make_post("C", body=GRADIENTS, language="en")
    relate(post, translation)
    assert related_to(post) == [near, foreign]
    assert post not in related_to(translation)


def test_what_is_taken_back_leaves_all_lists(db):
    post, other = make_post("A", body=GRADIENTS), make_post("B", body=GRADIENTS)
    relate(post)
    assert RelatedPost.objects.count() == 2
    Post.objects.filter(pk=post.pk).update(status=Post.Status.DRAFT)
    relate(post)
    assert not RelatedPost.objects.exists()
    relating.relate(0)  # has gone
    assert related_to(other) == []


def test_only_the_closest_are_kept(db):
    posts = [make_post(f"Gradient {number}", body=GRADIENTS) for number in range(20)]
    relate(*posts)
    for post in posts:
        assert post.related.count() == relating.KEPT


def test_words_with_signs_of_the_query_language_are_found(db):
    post = make_post("C++ & C# | 'quoted' \\", body="C++ C# it's a \\backslash")
    same = make_post("C++ and C#", body="C++ C#")
    relate(post)
    assert related_to(post) == [same]


def test_the_command_relates_everything(db, capsys):
    posts = [make_post(body=GRADIENTS) for _ in range(3)]
    call_command("relate_posts")
    assert "3 posts related." in capsys.readouterr().out
    assert all(post.related.count() == 2 for post in posts)


def test_the_work_does_not_grow_with_what_is_related(django_assert_max_num_queries):
    posts = [make_post(body=GRADIENTS, tags=["a", "b"]) for _ in range(30)]
    with django_assert_max_num_queries(20):
        relate(posts[0])


@pytest.mark.django_db(transaction=True)
def test_deleting_and_relating_wait_for_each_other(monkeypatch, administrator):
    first, second = make_post("A", body=GRADIENTS), make_post("B", body=GRADIENTS)
    relate(first, second)
    begun, answers = Event(), []
    store = RelatedPost.objects.bulk_create

    def stored_late(rows):
        begun.set()
        # The deletion has every chance to come in between.
        deletion.join(timeout=0.5)
        return store(rows)

    def run(action):
        try:
            action()
            answers.append("done")
        except DatabaseError as error:
            answers.append(repr(error))
        finally:
            connections.close_all()

    def delete():
        begun.wait(10)
        deleting.delete(administrator, [second.pk])

    monkeypatch.setattr(RelatedPost.objects, "bulk_create", stored_late)
    deletion = Thread(target=run, args=[delete])
    relating_again = Thread(target=run, args=[lambda: relating.relate(first.pk)])
    deletion.start()
    relating_again.start()
    for thread in (relating_again, deletion):
        thread.join()
    assert answers == ["done", "done"]
    assert not RelatedPost.objects.exists()


def test_an_article_that_goes_meanwhile_is_not_stored(monkeypatch):
    post, other = make_post("A", body=GRADIENTS), make_post("B", body=GRADIENTS)
    scores_of = relating._scores

    def scores_before_it_goes(pk):
        scores = scores_of(pk)
        Post.objects.filter(pk=other.pk).delete()
        return scores

    monkeypatch.setattr(relating, "_scores", scores_before_it_goes)
    relate(post)
    assert not RelatedPost.objects.exists()
