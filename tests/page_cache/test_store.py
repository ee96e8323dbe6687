"""The bound of memory, and what goes first."""

import pytest

from blog.page_cache.answers import Answer
from blog.page_cache.requests import Asked
from blog.page_cache.store import Store

BODY = bytes(range(256)) * 400  # 100 kB
LIMIT = 2_000_000


def asked(number):
    return Asked(f"/{number}/", "", "", False)


def answer(number, body=BODY):
    return Answer(asked(number), 1, 0, "200 OK", [("Content-Type", "text/html")], body)


def test_the_least_recently_used_is_given_up():
    store = Store(LIMIT)
    for number in range(15):
        store.put(asked(number), answer(number))
    assert len(store) == 15
    assert store.get(asked(0)) is not None
    for number in range(15, 25):
        store.put(asked(number), answer(number))
    assert store.get(asked(0)) is not None, "it has been asked for since"
    assert store.get(asked(1)) is None
    assert store.size <= LIMIT


def test_what_is_put_again_is_counted_once():
    store = Store(LIMIT)
    for _ in range(50):
        store.put(asked(1), answer(1))
    assert len(store) == 1
    assert store.size == store.get(asked(1)).size


def test_what_would_fill_it_alone_is_not_kept():
    store = Store(LIMIT)
    store.put(asked(1), answer(1))
    store.put(asked(1), answer(1, b"x" * (LIMIT // 2)))
    assert store.get(asked(1)) is None, "the one before is outdated"
    assert (len(store), store.size) == (0, 0)


def test_an_answer_that_grows_is_counted_anew():
    store = Store(LIMIT)
    kept = answer(1)
    store.put(asked(1), kept)
    kept.form("gzip")
    assert store.size < kept.size
    store.recount(asked(1), kept)
    assert store.size == kept.size
    store.recount(asked(1), answer(1))
    assert store.size == kept.size, "another answer than the one that is kept"


@pytest.mark.parametrize("number", [1, 2])
def test_giving_up_frees_what_was_taken(number):
    store = Store(LIMIT)
    store.put(asked(1), answer(1))
    store.remove(asked(number))
    assert store.size == (0 if number == 1 else answer(1).size)
