"""What machines ask for: the sitemap, robots.txt."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

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
    second = make_post(
        "倒排索引（二）",
        authors=[author],
        series=series,
        series_position=2,
        published_at=now - timedelta(days=1),
    )
    make_post("Draft", status=Post.Status.DRAFT, tags=["hidden"], category=make_category("Hidden"))
    make_post("To come", published_at=now + timedelta(days=1))
    found = locations(client.get("/sitemap.xml"))
    pages = [post, second, root, category, author, series, post.tags.get()]
    for page in pages:
        assert "https://blog.example.org" + page.get_absolute_url() in found
    dates = ["https://blog.example.org/archive/2026/", "https://blog.example.org/archive/2026/11/"]
    assert set(dates) <= set(found)
    assert len(found) == 6 + len(pages) + len(dates)
    for location in found:
        assert client.get(location.removeprefix("https://blog.example.org")).status_code == 200


def test_the_date_of_an_article_is_that_of_its_last_change(client, now):
    post = make_post()
    page = client.get("/sitemap.xml").content.decode()
    assert f"<lastmod>{post.modified_at.date()}" in page


def last_changes(client):
    """The date of each address of the sitemap's document, by path."""
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    return {
        page.findtext(f"{NAMESPACE}loc").removeprefix("https://blog.example.org"): page.findtext(
            f"{NAMESPACE}lastmod"
        )
        for page in tree.iter(f"{NAMESPACE}url")
    }


@pytest.fixture
def clock(monkeypatch):
    """Let it be a day of October 2026, at noon; gives that moment as a sitemap writes it."""

    def set_to(day):
        moment = datetime(2026, 10, day, 12, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        return moment.isoformat(timespec="seconds")

    return set_to


def test_a_page_that_lists_articles_changes_with_the_last_of_them(client, clock):
    root = make_category("Root")
    leaf, other = make_category("Leaf", parent=root), make_category("Other", parent=root)
    author, second = make_author("A"), make_author("B")
    series = Series.objects.create(title="S", slug="s")
    clock(4)
    early = make_post(
        category=leaf, authors=[author], tags=["one", "two"], series=series, series_position=1,
        published_at=datetime(2025, 3, 9, tzinfo=UTC),
    )  # fmt: skip
    first = clock(5)
    early.save()
    last = clock(7)
    make_post(
        category=other, authors=[second, author], tags=["two"],
        published_at=datetime(2025, 4, 9, tzinfo=UTC),
    )  # fmt: skip
    clock(9)
    make_post(status=Post.Status.DRAFT, category=leaf, authors=[author], tags=["one"])
    dates = last_changes(client)
    assert dates[leaf.get_absolute_url()] == first
    assert dates[series.get_absolute_url()] == first
    assert dates["/tags/one/"] == first
    assert dates["/archive/2025/03/"] == first
    pages = ["/", "/categories/", "/tags/", "/authors/", "/series/", "/archive/"]
    pages += [one.get_absolute_url() for one in (root, other, author, second)]
    pages += ["/tags/two/", "/archive/2025/04/", "/archive/2025/"]
    assert {page: dates[page] for page in pages} == dict.fromkeys(pages, last)


def test_a_list_that_loses_an_article_has_changed(client, monkeypatch):
    lost, left = make_post(tags=["one", "two"]), make_post(tags=["one"])
    before = last_changes(client)
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    Post.objects.filter(pk=lost.pk).update(status=Post.Status.ARCHIVED)
    after = last_changes(client)
    assert after["/tags/one/"] >= before["/tags/one/"] >= f"{left.modified_at:%Y-%m-%dT%H:%M:%S}"
    assert "/tags/two/" not in after


def test_an_empty_site_has_pages_without_dates(client):
    assert set(last_changes(client).values()) == {None}


def test_translations_stand_beside_their_article(client):
    original = make_post("倒排索引", language="zh-hans")
    translation = make_post("Inverted index", language="en", translation_of=original)
    make_post("Hidden", language="en", translation_of=make_post(), status=Post.Status.DRAFT)
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  # our own
    site = "https://blog.example.org"
    alternates = {
        page.findtext(f"{NAMESPACE}loc"): {link.get("hreflang"): link.get("href") for link in links}
        for page in tree.iter(f"{NAMESPACE}url")
        if (links := page.findall("{http://www.w3.org/1999/xhtml}link"))
    }
    group = {
        "zh-Hans": site + original.get_absolute_url(),
        "en": site + translation.get_absolute_url(),
        "x-default": site + original.get_absolute_url(),
    }
    assert alternates == {group["zh-Hans"]: group, group["en"]: group}


def test_an_article_whose_home_is_another_site_is_not_listed(client):
    elsewhere = make_post(canonical_url="https://first.example/a/")
    here = make_post(canonical_url="https://blog.example.org/old/")
    found = locations(client.get("/sitemap.xml"))
    assert "https://blog.example.org" + here.get_absolute_url() in found
    assert "https://blog.example.org" + elsewhere.get_absolute_url() not in found


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
    assert [len(part) for part in parts] == [9, 10, 10, 5]
    assert len({location for part in parts for location in part}) == 34
    assert client.get("/sitemap-5.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_within_the_limit_there_are_no_files(client):
    assert client.get("/sitemap-1.xml").status_code == 404


def test_the_sitemap_costs_the_same_queries_with_one_post_and_with_twenty(
    client, django_assert_num_queries
):
    make_post(tags=["one"], category=make_category())
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")
    for number in range(20):
        make_post(tags=[f"tag {number}"], category=make_category())
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


def test_robots_are_told_where_the_sitemap_is(client):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: https://blog.example.org/sitemap.xml" in text
    for path in ("/admin/", "/accounts/", "/search/?"):
        assert f"Disallow: {path}\n" in text
    assert "drafts" not in text
