"""What machines ask for: the sitemap, robots.txt, the icon."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from blog.posts import sitemaps
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(response):
    tree = ElementTree.fromstring(response.content)  # noqa: S314  # our own document
    return [element.text for element in tree.iter(f"{NAMESPACE}loc")]


def test_the_sitemap_has_every_public_page_and_nothing_hidden(client, now):
    root = make_category("信息检索")
    category, author = make_category("索引", parent=root), make_author("林知夏")
    series = Series.objects.create(title="S", slug="s")
    post = make_post(
        "倒排索引",
        category=category,
        authors=[author],
        tags=["搜索"],
        series=series,
        series_position=1,
        published_at=now - timedelta(days=1),
    )
    make_post("Draft", status=Post.Status.DRAFT, tags=["hidden"], category=make_category("Hidden"))
    make_post("To come", published_at=now + timedelta(days=1))
    found = locations(client.get("/sitemap.xml"))
    pages = [post, root, category, author, series, post.tags.get()]
    for page in pages:
        assert "https://blog.example.org" + page.get_absolute_url() in found
    dates = ["https://blog.example.org/archive/2026/", "https://blog.example.org/archive/2026/11/"]
    assert set(dates) <= set(found)
    assert len(found) == 5 + len(pages) + len(dates)
    for location in found:
        assert client.get(location.removeprefix("https://blog.example.org")).status_code == 200


def test_the_date_of_an_article_is_that_of_its_last_change(client, now):
    post = make_post()
    page = client.get("/sitemap.xml").content.decode()
    assert f"<lastmod>{post.modified_at.date()}" in page


def test_a_scheduled_article_changes_when_it_appears(client, now, monkeypatch):
    make_post(published_at=now + timedelta(days=2))
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=3))
    page = client.get("/sitemap.xml").content.decode()
    assert "<lastmod>2026-11-22T12:00:00+00:00</lastmod>" in page


def test_beyond_the_limit_the_sitemap_is_an_index_of_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "ADDRESSES_PER_FILE", 10)
    author = make_author()
    for _ in range(25):
        make_post(authors=[author], published_at=datetime(2026, 1, 9, tzinfo=UTC))
    files = locations(client.get("/sitemap.xml"))
    assert files == [f"https://blog.example.org/sitemap-{number}.xml" for number in (1, 2, 3, 4)]
    parts = [locations(client.get(f"/sitemap-{number}.xml")) for number in (1, 2, 3, 4)]
    assert [len(part) for part in parts] == [8, 10, 10, 5]
    assert len({location for part in parts for location in part}) == 33
    assert client.get("/sitemap-5.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_within_the_limit_there_are_no_files(client):
    assert client.get("/sitemap-1.xml").status_code == 404


def test_the_sitemap_costs_the_same_queries_with_one_post_and_with_twenty(
    client, django_assert_num_queries
):
    make_post(tags=["one"], category=make_category())
    with django_assert_num_queries(6):
        client.get("/sitemap.xml")
    for number in range(20):
        make_post(tags=[f"tag {number}"], category=make_category())
    with django_assert_num_queries(6):
        client.get("/sitemap.xml")


def test_the_icon_is_where_clients_ask_for_it(client):
    assert client.get("/favicon.ico")["Location"] == "/static/images/icon.png"


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://blog.example.org/sitemap.xml" in text
    assert "Disallow: /admin/" in text
