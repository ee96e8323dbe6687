"""What happens to a request while another transaction saves the same article."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from blog.posts.models import Post


def while_it_is_saved(post: Post, save: Callable[[Post], None], request: Callable[[], Any]) -> Any:
    """Send `request` while another transaction holds the post and saves it; return its answer.

    `save` is called once the request waits for that transaction; that it never does is a failure.
    """

    def send() -> Any:
        try:
            return request()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            theirs = Post.objects.select_for_update().get(pk=post.pk)
            sent = pool.submit(send)
            _wait_until_blocked()
            save(theirs)
        return sent.result(timeout=20)


def while_their_text_is_saved(post: Post, request: Callable[[], Any]) -> Any:
    """Do the same with somebody else's text."""

    def save(theirs: Post) -> None:
        theirs.body = "Their text"
        theirs.save()

    return while_it_is_saved(post, save, request)


def _wait_until_blocked() -> None:
    with connection.cursor() as cursor:
        for _ in range(2000):
            cursor.execute("SELECT count(*), pg_sleep(0.005) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("the request did not wait")
