"""The pages that list categories, tags, authors and months."""

from datetime import UTC, datetime, timedelta

import pytest

from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db

COSTS = {"/categories/": 1, "/tags/": 1, "/authors/": 1, "/archive/": 1}


@pytest.mark.parametrize("address", COSTS)
def test_a_page_of_names_costs_the_same_queries_with_one_name_and_with_twenty(
    address, client, django_assert_num_queries
):
    make_post(category=make_category(), tags=["one"])
    with django_assert_num_queries(COSTS[address]):
        assert client.get(address).status_code == 200
    parent = make_category()
    for number in range(20):
        make_post(category=make_category(parent=parent), tags=[f"tag {number}"])
    with django_assert_num_queries(COSTS[address]):
        client.get(address)


@pytest.mark.parametrize("address", COSTS)
def test_a_page_of_names_shows_nothing_of_hidden_posts(address, client, now):
    fields = {"category": make_category("Hidden"), "authors": [make_author("Hidden")]}
    make_post(**fields, tags=["Hidden"], status=Post.Status.DRAFT)
    make_post(**fields, tags=["Hidden"], published_at=now + timedelta(days=1))
    page = client.get(address).content.decode()
    assert "Hidden" not in page
    assert "Nothing has been published yet." in page


def test_a_category_counts_the_posts_below_it(client):
    root = make_category("Root")
    leaf = make_category("Leaf", parent=root)
    make_post(category=leaf)
    make_post(category=root)
    (branch,) = client.get("/categories/").context["branches"]
    assert (branch.category, branch.count) == (root, 2)
    assert [(child.category, child.count) for child in branch.children] == [(leaf, 1)]


def test_tags_come_by_use(client):
    make_post(tags=["rare", "common"])
    make_post(tags=["common"])
    names = client.get("/tags/").context["names"]
    assert [(tag.name, tag.post_count) for tag in names] == [("common", 2), ("rare", 1)]


def test_the_archive_counts_by_year_and_month(client):
    for month in (1, 1, 3):
        make_post(published_at=datetime(2025, month, 9, tzinfo=UTC))
    make_post(published_at=datetime(2026, 2, 9, tzinfo=UTC))
    years = client.get("/archive/").context["years"]
    assert [(entry["year"], entry["count"]) for entry in years] == [(2026, 1), (2025, 3)]
    page = client.get("/archive/").content.decode()
    assert 'href="/archive/2025/01/"' in page
