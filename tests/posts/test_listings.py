"""The listings: what they show, how they are paged, what they cost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db


IN_MAY = datetime(2026, 5, 9, 8, tzinfo=UTC)


def listed(response):
    """The numbers of the posts that a page lists, in order."""
    return [card.pk for card in response.context_data["cards"]]


def addresses_of_one_post():
    """Every listing that shows a fully furnished post, by name."""
    parent = make_category("信息检索")
    category = make_category("索引", parent=parent)
    author = make_author("林知夏")
    series = Series.objects.create(title="Search", slug="search")
    post = make_post(
        authors=[author, make_author()],
        tags=["Python", "倒排索引"],
        category=category,
        series=series,
        series_position=1,
        published_at=IN_MAY,
    )
    return {
        "home": "/",
        "category": category.get_absolute_url(),
        "parent category": parent.get_absolute_url(),
        "tag": post.tags.get(name="倒排索引").get_absolute_url(),
        "author": author.get_absolute_url(),
        "series": series.get_absolute_url(),
        "year": reverse("posts:year", args=[2026]),
        "month": reverse("posts:month", args=[2026, 5]),
    }, post


QUERIES = {
    "home": 2,
    "category": 4,
    "parent category": 4,
    "tag": 3,
    "author": 4,
    "series": 4,
    "year": 2,
    "month": 2,
}


@pytest.mark.parametrize("name", QUERIES)
def test_a_listing_costs_the_same_queries_with_one_post_and_with_twenty(
    name, client, django_assert_num_queries
):
    addresses, post = addresses_of_one_post()
    with django_assert_num_queries(QUERIES[name]):
        response = client.get(addresses[name])
    assert response.status_code == 200
    assert len(response.context_data["cards"]) == 1

    for number in range(2, 21):
        make_post(
            authors=[*post.authors.all(), make_author()],
            tags=["Python", "倒排索引", f"tag {number}"],
            category=post.category,
            series=post.series,
            series_position=number,
            published_at=IN_MAY + timedelta(minutes=number),
        )
    with django_assert_num_queries(QUERIES[name]):
        response = client.get(addresses[name])
    assert len(response.context_data["cards"]) == 12


@pytest.mark.parametrize("name", QUERIES)
def test_a_listing_shows_title_category_date_bylines_tags_and_excerpt(name, client):
    addresses, post = addresses_of_one_post()
    page = client.get(addresses[name]).content.decode()
    card = page[page.index('<article class="card ') : page.index("</article>")]
    for shown in [post.title, "索引", "2026", "林知夏", "Python", "Some text."]:
        assert shown in card


HIDDEN = {
    "a draft": {"status": Post.Status.DRAFT},
    "a post in review": {"status": Post.Status.IN_REVIEW},
    "an archived post": {"status": Post.Status.ARCHIVED},
    "a scheduled post": {"status": Post.Status.PUBLISHED},
}


@pytest.mark.parametrize("kind", HIDDEN)
@pytest.mark.parametrize("name", [name for name in QUERIES if name != "home"])
def test_a_listing_that_only_hidden_posts_would_fill_does_not_exist(kind, name, client, now):
    addresses, post = addresses_of_one_post()
    Post.objects.filter(pk=post.pk).update(
        **HIDDEN[kind], published_at=now + timedelta(days=1), updated_at=now + timedelta(days=1)
    )
    assert client.get(addresses[name]).status_code == 404


@pytest.mark.parametrize("kind", HIDDEN)
def test_the_home_page_does_not_show_what_is_hidden(kind, client, now):
    make_post("Hidden one", published_at=now + timedelta(seconds=1), **HIDDEN[kind])
    page = client.get("/")
    assert page.status_code == 200
    assert "Hidden one" not in page.content.decode()


def test_a_scheduled_post_appears_at_its_second_without_any_job(client, now, monkeypatch):
    make_post("To come", published_at=now)
    assert "To come" in client.get("/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now - timedelta(seconds=1))
    assert "To come" not in client.get("/").content.decode()


def test_the_latest_update_comes_first_and_a_tie_is_broken_by_the_newer_post(client, now):
    old = make_post("Old", published_at=now - timedelta(days=9))
    first = make_post("First", published_at=now - timedelta(days=5))
    second = make_post("Second", published_at=now - timedelta(days=5))
    old.mark_updated(now - timedelta(days=1))
    old.save()
    assert listed(client.get("/")) == [old.pk, second.pk, first.pk]


def test_a_correction_does_not_resurface_a_post(client, now):
    old = make_post("Old", published_at=now - timedelta(days=9))
    new = make_post("New", published_at=now - timedelta(days=5))
    old.body += " Corrected."
    old.save()
    assert listed(client.get("/")) == [new.pk, old.pk]


@pytest.mark.parametrize(
    ("address", "dates"),
    [
        ("/", ["2026-07-01"]),
        ("/archive/2026/", ["2026-05-09", "2026-07-01"]),
        ("/archive/2026/05/", ["2026-05-09", "2026-07-01"]),
    ],
)
def test_a_listing_by_publication_shows_when_an_article_was_published(client, address, dates):
    post = make_post(published_at=IN_MAY)
    post.mark_updated(datetime(2026, 7, 1, 8, tzinfo=UTC))
    post.save()
    page = client.get(address).content.decode()
    assert re.findall(r'<time datetime="([\d-]{10})', page) == dates


@pytest.mark.parametrize("name", QUERIES)
def test_pages_of_a_category_a_tag_and_an_author_count_their_articles_and_name_their_feeds(
    name, client
):
    addresses, post = addresses_of_one_post()
    page = client.get(addresses[name]).content.decode()
    if name not in {"category", "parent category", "tag", "author"}:
        assert "listing-facts" not in page
        return
    assert "1 article ·" in page
    for file_format in ("atom", "rss", "json"):
        assert f'<a href="{addresses[name]}feed.{file_format}">' in page
    make_post(category=post.category, tags=["倒排索引"], authors=list(post.authors.all()))
    assert "2 articles ·" in client.get(addresses[name]).content.decode()


def test_the_home_page_of_an_empty_site_says_so(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "Nothing has been published yet." in page.content.decode()


def test_pages_hold_twelve_and_end_where_they_should(client):
    posts = [make_post() for _ in range(25)]
    shown = []
    for address, size in [("/", 12), ("/?page=2", 12), ("/?page=3", 1)]:
        response = client.get(address)
        assert len(response.context_data["cards"]) == size
        shown += listed(response)
    assert shown == [post.pk for post in posts[::-1]]
    assert client.get("/?page=4").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "x", "last", "1.5", "01", "٣", "9" * 30, ""])
def test_a_page_that_is_no_page_is_not_found(page, client):
    make_post()
    assert client.get("/", {"page": page}).status_code == 404


def test_the_first_page_has_one_address_only(client):
    make_post()
    response = client.get("/?page=1")
    assert (response.status_code, response["Location"]) == (301, "/")


def test_far_pages_are_reached_by_numbers_with_gaps(client, settings, monkeypatch):
    monkeypatch.setattr("blog.posts.listing_views.PostListView.paginate_by", 1)
    for _ in range(9):
        make_post()

    def numbers(address):
        return [number for number, _url in client.get(address).context_data["paging"].pages]

    assert numbers("/") == [1, 2, 3, "…", 9]
    assert numbers("/?page=9") == [1, "…", 7, 8, 9]
    assert numbers("/?page=5") == [1, "…", 4, 5, 6, "…", 9]


def test_a_deep_page_names_itself_as_canonical(client):
    for _ in range(13):
        make_post()
    assert '<link rel="canonical" href="https://blog.example.org/">' in (
        client.get("/").content.decode()
    )
    assert '<link rel="canonical" href="https://blog.example.org/?page=2">' in (
        client.get("/?page=2").content.decode()
    )


def test_a_category_shows_its_place_in_the_tree(client):
    root = make_category("Root")
    middle = make_category("Middle", parent=root)
    leaf = make_category("Leaf", parent=middle)
    make_post(category=leaf)
    context = client.get(middle.get_absolute_url()).context_data
    assert context["trail"] == [root]
    assert context["below"] == [leaf]
    assert client.get(leaf.get_absolute_url()).context_data["trail"] == [root, middle]


def test_a_category_does_not_name_hidden_ones_below_it(client, now):
    root = make_category("Root")
    make_post(category=root)
    make_post(category=make_category("Secret draft", parent=root), status=Post.Status.DRAFT)
    later = make_category("Secret plan", parent=make_category("Secret parent", parent=root))
    make_post(category=later, published_at=now + timedelta(days=1))
    assert "Secret" not in client.get(root.get_absolute_url()).content.decode()


def test_tags_stand_in_one_order_everywhere(client):
    post = make_post(tags=["c", "a", "b", "d"])
    for address in ["/", post.get_absolute_url()]:
        page = client.get(address).content.decode()
        places = [page.index(f'rel="tag">{name}<') for name in "abcd"]
        assert places == sorted(places)


def test_months_are_those_of_the_sites_time_zone(client):
    # 17:00 UTC on 31 May is 01:00 on 1 June in Shanghai, the tests' time zone.
    make_post(published_at=datetime(2026, 5, 31, 17, tzinfo=UTC))
    assert client.get("/archive/2026/06/").status_code == 200
    assert client.get("/archive/2026/05/").status_code == 404


def test_a_series_is_in_its_own_order(client):
    series = Series.objects.create(title="S", slug="s")
    second = make_post(series=series, series_position=2)
    first = make_post(series=series, series_position=1)
    assert listed(client.get("/series/s/")) == [first.pk, second.pk]
