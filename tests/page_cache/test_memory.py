"""What kept pages really take, against what is counted."""

import os
import tracemalloc

from blog.page_cache.answers import Answer
from blog.page_cache.requests import Asked
from blog.page_cache.store import Store

PAGES = 10_000
LIMIT = 48 * 1024 * 1024
# As many headers as a page has, one of them as long as the longest.
HEADERS = [(f"X-Header-{number}", "value " * 8) for number in range(9)]


def page(number):
    """An answer as it comes from the application: its headers are objects of its own."""
    asked = Asked(f"/posts/{number}/", "", "", False)
    headers = [(name, f"{value}{number}") for name, value in HEADERS]
    headers += [("Content-Type", "text/html; charset=utf-8"), ("Rules", "x" * 900 + str(number))]
    body = (os.urandom(400).hex() * 3 + f"{number}").encode()
    return asked, Answer(asked, 1, 0, "200 OK", headers, body)


def test_ten_thousand_pages_take_no_more_than_is_counted():
    store = Store(LIMIT * 10)
    tracemalloc.start()
    try:
        for number in range(PAGES):
            asked, answer = page(number)
            answer.form("br")
            answer.form("gzip")
            answer.date(1_795_000_000)
            store.put(asked, answer)
        del asked, answer
        taken, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(store) == PAGES
    assert taken <= store.size


def test_a_full_store_takes_no_more_than_its_limit():
    store = Store(LIMIT)
    tracemalloc.start()
    try:
        for number in range(PAGES):
            asked, answer = page(number)
            store.put(asked, answer)
            answer.form("br")
            store.recount(asked, answer)
        del asked, answer
        taken, _peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(store) < PAGES
    assert taken <= LIMIT
