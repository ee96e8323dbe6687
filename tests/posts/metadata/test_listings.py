"""What the heads of listings, of pages of names and of unlisted pages say."""

import pytest
from django.core.paginator import Paginator

from blog.authors.models import Author, AuthorLink
from blog.media.models import MediaFile
from blog.posts.metadata.listings import (
    Listing,
    for_author,
    for_category,
    for_home,
    for_index,
    for_listing,
    for_search,
)
from tests.factories import make_author, make_category
from tests.media.pictures import picture
from tests.posts.metadata.head import Head

SITE = "https://blog.example.org"


def listing(number=1, *, pages=3, heading="Tag: 搜索", path="/tags/%E6%90%9C/", **more):
    page = Paginator(range(pages), 1).page(number)
    return Listing(heading, path, page, **{"feed_base": path} | more)


def test_pages_of_a_listing_name_their_neighbours():
    first, second, third = (Head(for_listing(listing(number))) for number in (1, 2, 3))
    address = f"{SITE}/tags/%E6%90%9C/"
    assert first.links("canonical") == [address]
    assert second.links("canonical") == [f"{address}?page=2"]
    assert (first.links("prev"), first.links("next")) == ([], [f"{address}?page=2"])
    assert (second.links("prev"), second.links("next")) == ([address], [f"{address}?page=3"])
    assert (third.links("prev"), third.links("next")) == ([f"{address}?page=2"], [])


def test_each_page_of_a_listing_has_a_title_of_its_own():
    titles = [Head(for_listing(listing(number))).title for number in (1, 2)]
    assert titles == [
        "Tag: 搜索 · Incoming Transmission",
        "Tag: 搜索 · Page 2 · Incoming Transmission",
    ]


def test_a_listing_offers_its_own_feeds():
    head = Head(for_listing(listing()))
    assert head.links("alternate") == [
        f"/tags/%E6%90%9C/feed.{end}" for end in ("atom", "rss", "json")
    ]
    assert 'title="Incoming Transmission · Tag: 搜索 (atom)"' in head.text


def test_a_page_without_feeds_of_its_own_offers_the_sites():
    for metadata in [for_index("Tags", "/tags/"), for_search("Search"), None]:
        head = Head(metadata, heading="Not found")
        assert head.links("alternate") == ["/feed.atom", "/feed.rss", "/feed.json"]
        assert 'title="Incoming Transmission (atom)"' in head.text


def test_a_listing_without_a_description_gets_one():
    described = Head(for_listing(listing(description="All about\n\nfinding.")))
    assert described.named("description") == ["All about finding."]
    bare = Head(for_listing(listing()))
    assert bare.named("description") == ["Tag: 搜索 · Notes on machine learning and algorithms"]


def test_the_front_page_is_the_site_and_the_blog():
    head = Head(for_home(listing(heading="Latest updates", path="/")))
    assert head.title == "Incoming Transmission · Notes on machine learning and algorithms"
    assert head.properties("og:type") == ["website"]
    assert head.properties("og:title") == ["Incoming Transmission"]
    assert head.named("twitter:card") == ["summary"]
    nodes = head.nodes()
    assert set(nodes) == {"WebSite", "Blog", "Organization"}
    search = nodes["WebSite"]["potentialAction"]
    assert search["target"]["urlTemplate"] == f"{SITE}/search/?q={{search_term_string}}"
    assert search["query-input"] == "required name=search_term_string"
    second = Head(for_home(listing(2, heading="Latest updates", path="/")))
    assert second.title == "Latest updates · Page 2 · Incoming Transmission"


def test_pages_without_a_picture_show_the_icon():
    head = Head(for_home(listing(path="/")))
    assert head.properties("og:image") == [f"{SITE}/static/images/icon-512.png"]
    assert head.properties("og:image:width") == ["512"]


@pytest.mark.django_db
def test_a_category_says_where_it_is():
    root = make_category("Root")
    leaf = make_category("Leaf", parent=root)
    nodes = Head(for_category(listing(heading="Leaf"), [root, leaf])).nodes()
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [(step["name"], step.get("item")) for step in steps] == [
        ("Latest", f"{SITE}/"),
        ("Root", SITE + root.get_absolute_url()),
        ("Leaf", None),
    ]
    assert nodes["CollectionPage"]["name"] == "Leaf"


@pytest.mark.django_db
def test_an_authors_page_is_about_a_person(django_assert_num_queries):
    author = make_author(
        "林知夏",
        website="https://lin.example",
        biography="写算法。",
        avatar=MediaFile.objects.store("a.png", picture(size=(40, 40))),
    )
    for address in ["https://github.com/lin", "https://lin.example"]:
        AuthorLink.objects.create(author=author, label="x", address=address)
    found = Author.objects.select_related("avatar").prefetch_related("links").get(pk=author.pk)
    with django_assert_num_queries(0):
        head = Head(for_author(listing(heading=author.name), found))
    assert head.links("me") == ["https://lin.example", "https://github.com/lin"]
    assert head.properties("og:type") == ["profile"]
    assert head.properties("og:image") == [SITE + author.avatar.url]
    page = head.nodes()["ProfilePage"]
    assert page["mainEntity"] == {
        "@type": "Person",
        "@id": f"{SITE}{author.get_absolute_url()}#person",
        "name": "林知夏",
        "url": SITE + author.get_absolute_url(),
        "image": SITE + author.avatar.url,
        "sameAs": ["https://lin.example", "https://github.com/lin"],
        "description": "写算法。",
    }


@pytest.mark.django_db
def test_only_web_addresses_are_an_authors_home():
    author = make_author(website="javascript:alert(1)")
    head = Head(for_author(listing(), author))
    assert head.links("me") == []
    assert "javascript" not in head.text


def test_a_page_of_names_names_itself():
    head = Head(for_index("标签", "/tags/索引/"))
    assert head.title == "标签 · Incoming Transmission"
    assert head.links("canonical") == [f"{SITE}/tags/%E7%B4%A2%E5%BC%95/"]
    assert head.nodes()["CollectionPage"]["isPartOf"]["url"] == f"{SITE}/"


def test_search_and_errors_are_kept_out_of_search_engines():
    for head, title in [
        (Head(for_search("Search", "x < y")), "x < y · Search · Incoming Transmission"),
        (Head(heading="Not found"), "Not found · Incoming Transmission"),
    ]:
        assert head.title == title
        assert head.named("robots") == ["noindex"]
        assert head.links("canonical") == []


def test_the_search_itself_is_a_page_like_others():
    head = Head(for_search("Search"))
    assert head.title == "Search · Incoming Transmission"
    assert head.named("robots") == []
    assert head.links("canonical") == [f"{SITE}/search/"]


def test_every_page_says_where_the_sites_files_are():
    head = Head(heading="Not found")
    assert head.links("search") == ["/opensearch.xml"]
    assert head.links("manifest") == ["/site.webmanifest"]
    assert len(head.links("icon")) == 2
    assert head.named("theme-color") == ["#fbfaf7", "#14181b"]
