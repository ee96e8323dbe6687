"""The feeds, read as a feed reader reads them."""

import html
import json
import re
import warnings
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import pytest
from lxml import etree

from blog.media.models import MediaFile
from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import picture

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of the parser itself, at import
    import feedparser

pytestmark = pytest.mark.django_db
FORMATS = ["atom", "rss", "json"]
PREFIXES = ["/", "category", "tag", "author"]


def furnished(now):
    """One post with everything, and the pages that have feeds of it."""
    category, author = make_category("索引"), make_author("林知夏")
    post = make_post(
        "倒排索引 & <b>more</b>",
        body=(
            "见[另一篇](/posts/other/)和 $x_i$。\n\n![alt](/media/ab/c.png)\n\n## 小节\n\n"
            "[到小节](#小节)\n\nbell\x07 \x0b end ]]> &amp; 😀"
        ),
        authors=[author, make_author("Emma Larsen")],
        tags=["搜索", "Python"],
        category=category,
        published_at=now - timedelta(days=3),
        updated_at=now - timedelta(days=1),
        language="zh-hans",
    )
    pages = {
        "/": "/",
        "category": category.get_absolute_url(),
        "tag": post.tags.get(name="搜索").get_absolute_url(),
        "author": author.get_absolute_url(),
    }
    return post, pages


def parsed(response):
    feed = feedparser.parse(
        response.content, response_headers={"content-type": response["Content-Type"]}
    )
    assert not feed.bozo, feed.bozo_exception
    return feed


@pytest.mark.parametrize("page", PREFIXES)
@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_feed_reader_gets_the_whole_article(format, page, client, now):
    post, pages = furnished(now)
    response = client.get(f"{pages[page]}feed.{format}")
    feed = parsed(response)
    (entry,) = feed.entries
    assert feed.feed.title.endswith("Incoming Transmission")
    assert entry.title in {"倒排索引 & <b>more</b>", "倒排索引 &amp; &lt;b&gt;more&lt;/b&gt;"}
    assert entry.id == f"urn:uuid:{post.uid}"
    assert entry.link == "https://blog.example.org" + post.get_absolute_url()
    assert [person["name"] for person in entry.authors] == ["林知夏", "Emma Larsen"]
    assert entry.tags[0]["term"] == "索引"
    assert {tag["term"] for tag in entry.tags} == {"索引", "搜索", "Python"}
    assert datetime(*entry.published_parsed[:6], tzinfo=UTC) == now - timedelta(days=3)
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == now - timedelta(days=1)
    content = entry.content[0].value
    assert "https://blog.example.org/posts/other/" in content
    assert "https://blog.example.org/media/ab/c.png" in content
    links = {link["rel"]: link["href"] for link in feed.feed.links}
    assert links["self"] == "https://blog.example.org" + f"{pages[page]}feed.{format}"
    assert links["alternate"] == urljoin("https://blog.example.org", pages[page])


@pytest.mark.parametrize("page", PREFIXES)
def test_a_json_feed_follows_its_specification(page, client, now):
    post, pages = furnished(now)
    response = client.get(f"{pages[page]}feed.json")
    assert response["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(response.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"https://blog.example.org{pages[page]}feed.json"
    assert feed["home_page_url"] == f"https://blog.example.org{pages[page]}"
    (item,) = feed["items"]
    assert item["id"] == f"urn:uuid:{post.uid}"
    assert item["url"] == "https://blog.example.org" + post.get_absolute_url()
    assert [person["name"] for person in item["authors"]] == ["林知夏", "Emma Larsen"]
    assert all(person["url"].startswith("https://") for person in item["authors"])
    assert datetime.fromisoformat(item["date_published"]) == now - timedelta(days=3)
    assert datetime.fromisoformat(item["date_modified"]) == now - timedelta(days=1)
    assert set(item["tags"]) == {"索引", "搜索", "Python"}
    assert "<var>x</var><sub><var>i</var></sub>" in item["content_html"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_has_absolute_addresses_and_no_control_characters(format, client, now):
    post, _pages = furnished(now)
    Post.objects.filter(pk=post.pk).update(title="bell\x07\x0b title\ufffe", excerpt="\x1b[31m")
    text = client.get(f"/feed.{format}").content.decode()
    assert not [character for character in text if character < " " and character not in "\n\r\t"]
    assert "\ufffe" not in text
    if format != "json":
        text = parsed(client.get(f"/feed.{format}")).entries[0].content[0].value
    assert 'href="/' not in text.replace("\\", "")
    assert 'src="/' not in text.replace("\\", "")
    assert f"{post.get_absolute_url()}#" in text


@pytest.mark.parametrize("format", FORMATS)
def test_an_entry_keeps_its_id_when_slug_and_title_change(format, client):
    post = make_post("Before", slug="before")
    before = client.get(f"/feed.{format}").content.decode()
    post.title, post.slug = "After", "after"
    post.save()
    after = client.get(f"/feed.{format}").content.decode()
    assert f"urn:uuid:{post.uid}" in before
    assert f"urn:uuid:{post.uid}" in after


@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_has_the_twenty_latest_updates_first(format, client):
    posts = [make_post() for _ in range(23)]
    text = client.get(f"/feed.{format}").content.decode()
    places = [text.find(str(post.uid)) for post in reversed(posts)]
    assert places[:20] == sorted(places[:20])
    assert min(places[:20]) > 0
    assert places[20:] == [-1, -1, -1]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("status", [*Post.Status])
def test_a_feed_shows_nothing_hidden(status, format, client, now):
    post = make_post(
        status=status, published_at=now + timedelta(days=1), authors=[make_author("X")]
    )
    assert str(post.uid) not in client.get(f"/feed.{format}").content.decode()
    assert client.get(f"/authors/x/feed.{format}").status_code == 404


def correct(post):
    post.body = "A correction, which is no update."
    post.save()


def take_back(post):
    post.unpublish()
    post.save()


def rename_author(post):
    post.authors.update(name="Another name")


@pytest.mark.parametrize("changes", [correct, take_back, Post.delete, rename_author])
@pytest.mark.parametrize("format", FORMATS)
def test_an_unchanged_feed_is_not_sent_again(format, changes, client):
    make_post()
    post = make_post()
    first = client.get(f"/feed.{format}")
    by_tag = client.get(f"/feed.{format}", headers={"if-none-match": first["ETag"]})
    assert by_tag.status_code == 304
    changes(post)
    again = client.get(f"/feed.{format}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("format", FORMATS)
def test_an_empty_site_has_valid_feeds(format, client):
    response = client.get(f"/feed.{format}")
    assert response.status_code == 200
    if format == "json":
        assert json.loads(response.content)["items"] == []
    else:
        assert parsed(response).entries == []


@pytest.mark.parametrize(("page", "cost"), [("/", 4), ("category", 5), ("tag", 5), ("author", 5)])
@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_costs_the_same_queries_with_one_post_and_with_twenty(
    format, page, cost, client, now, django_assert_num_queries
):
    post, pages = furnished(now)
    with django_assert_num_queries(cost):
        client.get(f"{pages[page]}feed.{format}")
    for _ in range(19):
        make_post(authors=post.authors.all(), tags=["搜索"], category=post.category)
    with django_assert_num_queries(cost):
        client.get(f"{pages[page]}feed.{format}")


def test_every_page_announces_its_feeds(client, now):
    post, pages = furnished(now)
    for address in pages.values():
        page = client.get(address).content.decode()
        for ending in FORMATS:
            assert f'href="{address}feed.{ending}"' in page
    assert 'href="/feed.atom"' in client.get(post.get_absolute_url()).content.decode()


def test_a_summary_with_markup_in_it_stays_text(client):
    make_post(body="Use `List<String>` & <not a tag>", authors=[])
    for ending in ("atom", "rss"):
        text = client.get(f"/feed.{ending}").content.decode()
        entry = parsed(client.get(f"/feed.{ending}")).entries[0]
        assert "List<String>" not in text
        assert html.unescape(entry.summary).replace("&lt;", "<") == "Use List<String> & <not a tag>"


def test_what_atom_and_rss_demand_is_there(client, now):
    make_post(authors=[], published_at=now - timedelta(days=2))
    atom = client.get("/feed.atom").content.decode()
    # RFC 4287, section 4.1.2: an entry has an author; the site stands in where nobody is named.
    assert "<author><name>Incoming Transmission</name>" in atom
    assert '<content type="html">' in atom
    assert "<updated>2026-11-18T12:00:00+00:00</updated><icon>https://blog.example.org/" in atom
    rss = client.get("/feed.rss").content.decode()
    assert '<guid isPermaLink="false">urn:uuid:' in rss
    assert "<lastBuildDate>Wed, 18 Nov 2026 12:00:00 +0000</lastBuildDate>" in rss
    assert client.get("/feed.json")["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("format", FORMATS)
def test_a_feed_is_served_as_browsers_show_it(format, client):
    make_post()
    kind = client.get(f"/feed.{format}")["Content-Type"]
    assert kind == {
        "atom": "application/xml; charset=utf-8",
        "rss": "application/xml; charset=utf-8",
        "json": "application/feed+json; charset=utf-8",
    }[format]  # fmt: skip


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_feed_carries_its_page_for_browsers(format, client, now):
    post, _pages = furnished(now)
    content = client.get(f"/feed.{format}").content
    root = etree.fromstring(content)
    instruction = root.getprevious()
    assert instruction.target == "xml-stylesheet"
    assert instruction.get("type") == "text/css"
    assert instruction.get("href").startswith("/static/css/feed.")
    xhtml = {"x": "http://www.w3.org/1999/xhtml"}
    (article,) = root.iterfind(".//x:article", xhtml)
    title = article.find("x:h2/x:a", xhtml)
    assert (title.text, title.get("href")) == (
        post.title,
        "https://blog.example.org" + post.get_absolute_url(),
    )
    assert article.find("x:p/x:time", xhtml).text == "Nov. 19, 2026"
    assert article.findall("x:p", xhtml)[-1].text == post.excerpt
    notice = "".join(root.find(".//x:header", xhtml).itertext())
    assert "copy its address" in notice
    assert f"https://blog.example.org/feed.{format}" in notice


@pytest.mark.parametrize("format", ["atom", "rss"])
def test_the_page_for_browsers_disturbs_no_feed_reader(format, client, now):
    furnished(now)
    content = client.get(f"/feed.{format}").content
    bare = re.sub(rb"<x:(header|article)\b.*?</x:\1>", b"", content, flags=re.DOTALL)
    told, bare_told = (feedparser.parse(each) for each in (content, bare))
    assert bare != content
    assert not told.bozo
    for whole, rest in zip(
        [told.feed, *told.entries], [bare_told.feed, *bare_told.entries], strict=True
    ):
        known = {name: value for name, value in whole.items() if not name.startswith("xhtml_")}
        assert known == dict(rest)


@pytest.mark.parametrize("format", FORMATS)
def test_a_cover_and_avatars_are_where_the_format_has_a_place(format, client):
    cover = MediaFile.objects.store("c.png", picture(size=(300, 200)))
    face = MediaFile.objects.store("f.png", picture(size=(40, 40)))
    make_post(cover=cover, authors=[make_author("A", avatar=face), make_author("B")])
    response = client.get(f"/feed.{format}")
    image = f"https://blog.example.org{cover.url}"
    if format == "json":
        feed = json.loads(response.content)
        (item,) = feed["items"]
        assert item["image"] == image
        avatars = [author.get("avatar") for author in item["authors"]]
        assert avatars == [f"https://blog.example.org{face.thumbnail_url}", None]
        assert feed["icon"].startswith("https://blog.example.org/static/images/icon-512")
    else:
        feed = parsed(response)
        (entry,) = feed.entries
        assert entry.media_content == [{"url": image, "medium": "image"}]
        icon = feed.feed.icon if format == "atom" else feed.feed.image.href
        assert icon.startswith("https://blog.example.org/static/images/icon-512")


@pytest.mark.parametrize("format", FORMATS)
def test_a_post_without_pictures_names_none(format, client):
    make_post(authors=[make_author("A")])
    text = client.get(f"/feed.{format}").content.decode()
    assert "media:content" not in text
    assert "avatar" not in text
    assert '"image"' not in text
