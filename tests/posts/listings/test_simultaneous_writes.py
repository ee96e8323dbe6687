"""Who writes at the same time: nobody waits for another's list, and all are counted."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from blog.categories.models import Category
from blog.posts.models import Post, PostTag, Tag
from tests.factories import make_author, make_category, make_post
from tests.posts.listings import plainly

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20  # seconds


def in_a_thread(pool, write):
    """Call `write` with a connection of its own, in a transaction that waits for no lock long."""

    def run():
        try:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL lock_timeout = '5s'")
                return write()
        finally:
            connection.close()

    return pool.submit(run)


def wait_until_blocked():
    with connection.cursor() as cursor:
        for _ in range(2000):
            cursor.execute("SELECT count(*), pg_sleep(0.005) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")


def test_writers_of_the_same_lists_do_not_wait_for_each_other():
    category, author = make_category(parent=make_category()), make_author()
    shared = {"category": category, "authors": [author], "tags": ["one", "two"]}
    first, second = make_post(**shared), make_post(**shared)
    both_hold = threading.Barrier(2, timeout=PATIENCE)

    def change(post, others):
        def write():
            post.mark_updated(post.updated_at)
            post.save()
            # In another order than the other writer does.
            for tag in others:
                post.tags.remove(tag)
                post.tags.add(tag)
            plainly.sum_up()
            both_hold.wait()
            post.status = Post.Status.ARCHIVED
            post.save()
            plainly.sum_up()
            both_hold.wait()
            return post.pk

        return write

    with ThreadPoolExecutor(2) as pool:
        tasks = [
            in_a_thread(pool, change(first, ["one", "two"])),
            in_a_thread(pool, change(second, ["two", "one"])),
        ]
        assert [task.result(timeout=PATIENCE) for task in tasks] == [first.pk, second.pk]
    plainly.check()
    assert plainly.rows() == []


def test_a_tag_on_an_article_that_is_taken_back_meanwhile_is_in_no_list():
    post = make_post()
    tag = Tag.objects.create(name="a", slug="a")
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Post.objects.filter(pk=post.pk).update(status=Post.Status.DRAFT)
            task = in_a_thread(
                pool, lambda: PostTag.objects.create(content_object=post, tag=tag).pk
            )
            wait_until_blocked()
        assert task.result(timeout=PATIENCE)
    plainly.check()


def test_an_article_that_comes_while_the_tree_changes_is_listed_by_the_new_tree():
    top, other = make_category(), make_category()
    middle = make_category(parent=top)
    leaf = make_category(parent=middle)
    make_post(category=leaf)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            make_post(category=leaf)
            task = in_a_thread(
                pool, lambda: Category.objects.filter(pk=middle.pk).update(parent=other)
            )
            wait_until_blocked()
        assert task.result(timeout=PATIENCE) == 1
        plainly.check()
        with transaction.atomic():
            Category.objects.filter(pk=middle.pk).update(parent=top)
            task = in_a_thread(pool, lambda: make_post(category=leaf).pk)
            wait_until_blocked()
        assert task.result(timeout=PATIENCE)
    plainly.check()


def test_many_writers_and_who_sums_up_lose_nothing():
    category = make_category()
    posts = [make_post(category=category) for _ in range(8)]

    def change(numbers):
        def write():
            for number in numbers:
                post = posts[number % 8]
                Post.objects.filter(pk=post.pk).update(
                    status="published" if number % 3 else "draft", category=category
                )
                plainly.sum_up()

        return write

    with ThreadPoolExecutor(4) as pool:
        tasks = []
        for worker in range(4):
            mine = [worker * 2, worker * 2 + 1]  # articles of its own, so that none is waited for
            tasks += [in_a_thread(pool, change([n + 8 * turn for n in mine])) for turn in range(5)]
        for task in tasks:
            task.result(timeout=PATIENCE * 3)
    plainly.check()
