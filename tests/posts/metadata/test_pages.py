"""The heads of the pages themselves, as they are served."""

from datetime import UTC, datetime

import pytest
from lxml import html

from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db
SITE = "https://blog.example.org"


@pytest.fixture
def pages():
    """Every kind of public page, by name, each with something on it."""
    category, author = make_category("Index", parent=make_category("Search")), make_author("Lin")
    series = Series.objects.create(title="S", slug="s")
    post = make_post(
        "Inverted", category=category, authors=[author], tags=["a"], series=series,
        series_position=1, published_at=datetime(2026, 5, 9, 8, tzinfo=UTC),
    )  # fmt: skip
    names = ("categories", "tags", "authors", "series", "archive")
    return {
        "home": "/",
        "article": post.get_absolute_url(),
        "category": category.get_absolute_url(),
        "tag": "/tags/a/",
        "author": author.get_absolute_url(),
        "one series": "/series/s/",
        "year": "/archive/2026/",
        "month": "/archive/2026/05/",
    } | {name: f"/{name}/" for name in names}


def head_of(response):
    return html.document_fromstring(response.content).find("head")


def test_every_public_page_is_found_described_and_at_home_at_its_address(client, pages):
    titles, descriptions = set(), set()
    for address in pages.values():
        head = head_of(client.get(address))
        assert head.xpath("meta[@name='robots']") == []
        assert head.xpath("link[@rel='canonical']/@href") == [SITE + address]
        assert head.xpath("meta[@property='og:url']/@content") == [SITE + address]
        assert len(head.xpath("script[@type='application/ld+json']")) == 1
        titles.update(head.xpath("title/text()"))
        descriptions.update(head.xpath("meta[@name='description']/@content"))
    assert len(titles) == len(pages)
    assert len(descriptions) == len(pages)


def test_every_page_says_each_thing_once(client, pages):
    for address in pages.values():
        head = head_of(client.get(address))
        assert len(head.xpath("title")) == 1
        assert len(head.xpath("meta[@name='description']")) == 1
        assert len(head.xpath("link[@rel='alternate'][@type]")) == 3
        assert len(head.xpath("link[@rel='manifest']")) == 1


def test_kinds_of_pages_say_what_they_are(client, pages):
    kinds = {name: head_of(client.get(pages[name])) for name in ("home", "article", "author")}
    for name, kind in [("home", "WebSite"), ("article", "BlogPosting"), ("author", "ProfilePage")]:
        (text,) = kinds[name].xpath("script[@type='application/ld+json']/text()")
        assert f'"@type":"{kind}"' in text


def test_a_category_and_its_articles_lead_up_the_tree(client, pages):
    for name, last in [("category", "Index"), ("article", "Inverted")]:
        (text,) = head_of(client.get(pages[name])).xpath("script/text()")
        assert '"@type":"BreadcrumbList"' in text
        assert f'"name":"{last}"}}' in text
    (text,) = head_of(client.get(pages["category"])).xpath("script/text()")
    assert '"name":"Search","item":' in text


def test_translations_find_each_other(client):
    original = make_post("倒排索引", language="zh-hans")
    translation = make_post("Inverted index", language="en", translation_of=original)
    make_post("Kept back", language="en", translation_of=make_post(), status=Post.Status.DRAFT)
    found = [
        {link.get("hreflang"): link.get("href") for link in head.xpath("link[@hreflang]")}
        for head in (
            head_of(client.get(post.get_absolute_url())) for post in (original, translation)
        )
    ]
    assert found[0] == found[1]
    assert found[0]["x-default"] == SITE + original.get_absolute_url()


def test_pages_of_no_lasting_address_are_kept_out_of_search_engines(client, administrator):
    draft = make_post("Draft", status=Post.Status.DRAFT)
    client.force_login(administrator)
    preview = client.get(f"{draft.get_absolute_url()}preview/")
    missing = client.get("/nothing/")
    for response, title in [(preview, "Draft"), (missing, "Not found")]:
        head = head_of(response)
        assert head.xpath("meta[@name='robots']/@content") == ["noindex"]
        assert head.xpath("title/text()") == [f"{title} · Incoming Transmission"]
        assert head.xpath("link[@rel='canonical']") == []
        assert b"og:title" not in response.content
