"""What stands on an article's page around its text."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from lxml import html

from blog.authors.models import AuthorLink
from blog.media.models import MediaFile
from blog.posts.models import Post, RelatedPost, Series, SignificantUpdate
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import photograph, picture

pytestmark = pytest.mark.django_db

NO_WEB_ADDRESS = "javascript:alert(1)"


def opened(client, post):
    """The tree of the article's page."""
    return html.fromstring(client.get(post.get_absolute_url()).content.decode())


def section(page, name):
    """The part of the page that the heading `name` labels."""
    return page.xpath("//section[h2[normalize-space()=$name]]", name=name)


def links_of(element):
    return [(link.text_content(), link.get("href")) for link in element.xpath(".//a")]


def test_a_picture_stands_beside_the_name_of_an_author_who_has_one(client):
    avatar = MediaFile.objects.store("a.png", picture(size=(300, 300)))
    post = make_post(authors=[make_author("林知夏", avatar=avatar), make_author("emma")])
    faces = opened(client, post).xpath("//header//*[contains(@class, 'avatar')]")
    assert [face.tag for face in faces] == ["img", "span"]
    assert faces[0].get("src") == avatar.thumbnail_url
    assert faces[0].get("alt") == ""
    assert faces[1].get("data-initial") == "E"
    assert faces[1].text_content() == ""


def test_below_an_article_its_authors_introduce_themselves(client):
    author = make_author("林知夏", biography="Writes.", website="https://example.org/me")
    AuthorLink.objects.create(author=author, label="知乎", address="https://example.org/zhihu")
    (authors,) = section(opened(client, make_post(authors=[author])), "Author")
    assert "Writes." in authors.text_content()
    assert links_of(authors) == [
        ("林知夏", author.get_absolute_url()),
        ("Website", "https://example.org/me"),
        ("知乎", "https://example.org/zhihu"),
    ]
    assert all("me" in link.get("rel").split() for link in authors.xpath(".//ul//a"))


def test_what_is_no_address_of_the_web_is_no_link(client):
    author = make_author(website=NO_WEB_ADDRESS)
    post = make_post(authors=[author], canonical_url=NO_WEB_ADDRESS)
    for page in (opened(client, post), html.fromstring(client.get(author.get_absolute_url()).text)):
        assert not page.xpath("//main//a[starts-with(@href, 'javascript')]")


def test_a_copy_says_where_the_article_was_first(client):
    address = "https://example.org/first/"
    page = opened(client, make_post(canonical_url=address))
    (licence,) = section(page, "Licence")
    assert (address, address) in links_of(licence)


def test_the_licence_is_linked_or_all_rights_are_reserved(client, settings):
    post = make_post()
    assert "All rights reserved" in section(opened(client, post), "Licence")[0].text_content()
    settings.SITE_LICENCE = "cc-by-4.0"
    (link,) = section(opened(client, post), "Licence")[0].xpath(".//a")
    assert link.text == "CC BY 4.0"
    assert link.get("rel") == "license"


def test_the_history_of_significant_updates_is_shown(client, now):
    post = make_post()
    assert section(opened(client, post), "Updates") == []
    SignificantUpdate.objects.create(post=post, at=now - timedelta(days=9), note="More proofs.")
    SignificantUpdate.objects.create(post=post, at=now - timedelta(days=2))
    (updates,) = section(opened(client, post), "Updates")
    assert len(updates.xpath(".//li")) == 2
    assert "More proofs." in updates.xpath(".//li")[1].text_content()


def test_only_who_may_change_an_article_is_led_to_its_form(client, editor, reader):
    post = make_post()
    address = reverse("admin:posts_post_change", args=[post.pk])
    for user in (None, reader):
        if user:
            client.force_login(user)
        assert not opened(client, post).xpath("//a[@href=$to]", to=address)
    client.force_login(editor)
    assert opened(client, post).xpath("//a[@href=$to]", to=address)


def test_an_article_leads_to_its_neighbours_its_series_and_its_kin(client, now):
    series = Series.objects.create(title="S", slug="s")
    first, second, third = (
        make_post(
            f"Part {n}", series=series, series_position=n, published_at=now - timedelta(days=n)
        )
        for n in (1, 2, 3)
    )
    RelatedPost.objects.create(post=second, other=third, score=1)
    page = opened(client, second)
    (neighbours,) = page.xpath("//nav[@aria-label='Neighbours']")
    assert [(link.get("rel"), link.get("href")) for link in neighbours.xpath(".//a")] == [
        ("prev", first.get_absolute_url()),
        ("next", third.get_absolute_url()),
        ("prev", third.get_absolute_url()),
        ("next", first.get_absolute_url()),
    ]
    assert links_of(section(page, "Related")[0]) == [("Part 3", third.get_absolute_url())]


def test_an_article_names_its_translations_in_their_own_language(client):
    original = make_post("倒排索引", language="zh-hans")
    translation = make_post("Inverted indexes", language="en", translation_of=original)
    (link,) = opened(client, translation).xpath("//*[contains(@class, 'translations')]//a")
    assert (link.text, link.get("lang")) == ("简体中文", "zh-Hans")
    assert link.get("href") == original.get_absolute_url()


def test_a_cover_keeps_its_place_while_it_loads(client):
    cover = MediaFile.objects.store("c.png", photograph(size=(1600, 700)))
    (image,) = opened(client, make_post(cover=cover)).xpath("//img[@class='cover']")
    assert (image.get("width"), image.get("height")) == ("1600", "700")
    assert image.get("fetchpriority") == "high"
    assert image.get("srcset").endswith(f"{cover.url} 1600w")


def test_an_article_says_where_it_stands(client):
    category = make_category("索引")
    page = opened(client, make_post(category=category))
    (trail,) = page.xpath("//article//nav[@class='trail']")
    assert links_of(trail) == [
        ("Categories", "/categories/"),
        ("索引", category.get_absolute_url()),
    ]


def test_the_page_has_one_title_and_headings_in_order(client, now):
    post = make_post(body="## A\n\n### B\n\n## C", status=Post.Status.PUBLISHED)
    SignificantUpdate.objects.create(post=post, at=now)
    levels = [
        int(heading.tag[1])
        for heading in opened(client, post).xpath("//main//*[self::h1|self::h2|self::h3|self::h4]")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
