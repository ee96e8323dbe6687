"""The links between the pages of a list."""

import pytest
from django.core.paginator import Paginator
from django.http import Http404
from django.test import RequestFactory

from blog.posts.paging import asked_page, paging


def links(number, count):
    return paging(Paginator(range(count), 1).page(number), lambda page: f"/{page}")


def test_a_single_page_has_no_links():
    assert links(1, 1) is None


@pytest.mark.parametrize(
    ("number", "previous", "following"), [(1, "", "/2"), (2, "/1", "/3"), (3, "/2", "")]
)
def test_the_ends_have_one_neighbour(number, previous, following):
    found = links(number, 3)
    assert (found.number, found.previous_url, found.next_url) == (number, previous, following)
    assert found.pages == [(1, "/1"), (2, "/2"), (3, "/3")]


def test_a_gap_has_no_address():
    assert links(5, 9).pages == [
        (1, "/1"), ("…", ""), (4, "/4"), (5, "/5"), (6, "/6"), ("…", ""), (9, "/9"),
    ]  # fmt: skip


@pytest.mark.parametrize(("query", "number"), [({}, 1), ({"page": "1"}, 1), ({"page": "12"}, 12)])
def test_the_page_that_is_asked_for(query, number):
    assert asked_page(RequestFactory().get("/", query)) == number


@pytest.mark.parametrize("page", ["", "0", "01", "-1", "x", "٣", "9" * 30])
def test_what_is_no_number_of_a_page_is_not_found(page):
    with pytest.raises(Http404):
        asked_page(RequestFactory().get("/", {"page": page}))
