"""The pages that list categories, tags, authors, series and months."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import resolve

from blog.media.models import MediaFile
from blog.page_cache.declaring import declaration_of
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db

COSTS = {
    "/categories/": 1, "/tags/": 1, "/tags/?order=name": 1, "/authors/": 2, "/archive/": 1,
    "/series/": 1,
}  # fmt: skip


@pytest.mark.parametrize("address", COSTS)
def test_a_page_of_names_costs_the_same_queries_with_one_name_and_with_twenty(
    address, client, django_assert_num_queries
):
    avatar = MediaFile.objects.store("a.png", picture())

    def series(number):
        return Series.objects.create(title=f"Series {number}", slug=f"series-{number}")

    make_post(
        category=make_category(),
        tags=["one"],
        authors=[make_author()],
        series=series(0),
        series_position=1,
    )
    with django_assert_num_queries(COSTS[address]):
        assert client.get(address).status_code == 200
    parent = make_category()
    for number in range(20):
        make_post(
            category=make_category(parent=parent),
            tags=[f"tag {number}"],
            authors=[make_author(avatar=avatar, biography="Writes.")],
            series=series(number + 1),
            series_position=1,
        )
    with django_assert_num_queries(COSTS[address]):
        client.get(address)


@pytest.mark.parametrize("address", COSTS)
def test_a_page_of_names_shows_nothing_of_hidden_posts(address, client, now):
    fields = {
        "category": make_category("Hidden"),
        "authors": [make_author("Hidden")],
        "tags": ["Hidden"],
        "series": Series.objects.create(title="Hidden", slug="hidden"),
    }
    make_post(**fields, series_position=1, status=Post.Status.DRAFT)
    make_post(**fields, series_position=2, published_at=now + timedelta(days=1))
    page = client.get(address).content.decode()
    assert "Hidden" not in page
    assert "Nothing has been published yet." in page


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("/categories/", ()),
        ("/tags/", ("order",)),
        ("/authors/", ()),
        ("/series/", ()),
        ("/archive/", ()),
    ],
)
def test_the_page_cache_knows_what_each_page_reads_of_its_address(address, query):
    declaration = declaration_of(resolve(address).func)
    assert declaration is not None
    assert declaration.query == query


def test_a_category_counts_the_posts_below_it(client):
    root = make_category("Root")
    leaf = make_category("Leaf", parent=root)
    make_post(category=leaf)
    make_post(category=root)
    (branch,) = client.get("/categories/").context_data["branches"]
    assert (branch.category, branch.count) == (root, 2)
    assert [(child.category, child.count) for child in branch.children] == [(leaf, 1)]


def test_tags_come_by_use(client):
    make_post(tags=["rare", "common"])
    make_post(tags=["common"])
    names = client.get("/tags/").context_data["names"]
    assert [(tag.name, tag.post_count) for tag in names] == [("common", 2), ("rare", 1)]


def test_tags_by_name_stand_under_their_initials(client):
    make_post(tags=["zsh", "安全", "Attention", "倒排索引", ".NET", "2024", "算法", "深度学习"])
    context = client.get("/tags/?order=name").context_data
    groups = [
        (group["initial"], [tag.name for tag in group["names"]]) for group in context["groups"]
    ]
    assert groups == [
        ("A", ["Attention", "安全"]),
        ("D", ["倒排索引"]),
        ("N", [".NET"]),
        ("S", ["深度学习", "算法"]),
        ("Z", ["zsh"]),
        ("#", ["2024"]),
    ]
    assert context["order"] == "name"
    assert client.get("/tags/").context_data["groups"] == []


@pytest.mark.parametrize("order", ["count", "", "Name", "name ", "-name"])
def test_an_order_that_is_none_is_not_found(order, client):
    make_post(tags=["a"])
    assert client.get("/tags/", {"order": order}).status_code == 404


def test_both_orders_of_tags_have_one_home(client):
    make_post(tags=["a"])
    for address in ("/tags/", "/tags/?order=name"):
        metadata = client.get(address).context_data["metadata"]
        assert metadata.canonical_url == "https://blog.example.org/tags/"


def test_authors_are_introduced(client, now):
    avatar = MediaFile.objects.store("a.png", picture())
    author = make_author("A", biography="写算法。也写诗。", avatar=avatar)
    make_post(authors=[author], published_at=now - timedelta(days=9))
    latest = make_post(
        authors=[author],
        published_at=now - timedelta(days=8),
        updated_at=now - timedelta(days=1),
    )
    make_post(authors=[author], published_at=now + timedelta(days=1))
    (shown,) = client.get("/authors/").context_data["names"]
    assert (shown.name, shown.post_count, shown.avatar) == ("A", 2, avatar)
    assert (shown.introduction, shown.latest_at) == ("写算法。", latest.updated_at)


def test_series_are_listed_by_their_latest_update(client, now):
    old, new = (Series.objects.create(title=name, slug=name) for name in ("old", "new"))
    make_post(series=new, series_position=1, published_at=now - timedelta(days=1))
    for position in (1, 2):
        make_post(series=old, series_position=position, published_at=now - timedelta(days=5))
    page = client.get("/series/")
    assert [(one.title, one.post_count) for one in page.context_data["names"]] == [
        ("new", 1),
        ("old", 2),
    ]
    assert 'href="/series/old/"' in page.content.decode()


def test_the_archive_knows_its_fullest_month(client):
    for month in (1, 1, 3):
        make_post(published_at=datetime(2025, month, 9, tzinfo=UTC))
    assert client.get("/archive/").context_data["highest_count"] == 2


def test_the_archive_counts_by_year_and_month(client):
    for month in (1, 1, 3):
        make_post(published_at=datetime(2025, month, 9, tzinfo=UTC))
    make_post(published_at=datetime(2026, 2, 9, tzinfo=UTC))
    years = client.get("/archive/").context_data["years"]
    assert [(entry["year"], entry["count"]) for entry in years] == [(2026, 1), (2025, 3)]
    page = client.get("/archive/").content.decode()
    assert 'href="/archive/2025/01/"' in page
