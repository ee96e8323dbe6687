"""What the head of an article's page says."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from blog.authors.models import AuthorLink
from blog.media.models import MediaFile
from blog.posts.article_loading import whole_article
from blog.posts.metadata.articles import for_article, for_preview
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import picture
from tests.posts.metadata.head import Head

pytestmark = pytest.mark.django_db
SITE = "https://blog.example.org"
PUBLISHED = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
UPDATED = datetime(2026, 4, 5, 6, 7, 8, tzinfo=UTC)


def loaded(post):
    return whole_article(post.pk, timezone.now()).post


def furnished(**fields):
    """A post with everything that a head can say."""
    author = make_author(
        "林知夏", website="https://lin.example", avatar=MediaFile.objects.store("a.png", picture())
    )
    AuthorLink.objects.create(author=author, label="GitHub", address="https://github.com/lin")
    values = {
        "title": "倒排索引",
        "summary": "为什么搜索快。",
        "language": "zh-hans",
        "authors": [author, make_author("Emma Larsen")],
        "tags": ["Python", "搜索"],
        "category": make_category("索引", parent=make_category("信息检索")),
        "cover": MediaFile.objects.store("c.png", picture(size=(60, 40))),
        "published_at": PUBLISHED,
        "updated_at": UPDATED,
        "series": Series.objects.create(title="Search", slug="search"),
        "series_position": 2,
    }
    return make_post(**values | fields)


def test_title_description_and_address_are_the_articles():
    post = furnished()
    head = Head(for_article(loaded(post)))
    assert head.title == "倒排索引 · Incoming Transmission"
    assert head.named("description") == ["为什么搜索快。"]
    assert head.links("canonical") == [SITE + post.get_absolute_url()]
    assert head.named("robots") == []


def test_everything_comes_from_what_is_loaded(django_assert_num_queries):
    post = loaded(furnished())
    translation = make_post(translation_of=post, language="en")
    with django_assert_num_queries(0):
        Head(for_article(post, translations=[translation]))


def test_a_description_is_one_line_of_at_most_160_characters():
    post = make_post(summary="One line\nand another. " + "word " * 100)
    (description,) = Head(for_article(loaded(post))).named("description")
    assert description.startswith("One line and another. word")
    assert 140 < len(description) <= 160
    assert description.endswith("word…")


def test_an_article_of_another_site_names_its_home():
    post = furnished(canonical_url="https://first.example/a?b=1&c=2")
    head = Head(for_article(loaded(post)))
    assert head.links("canonical") == ["https://first.example/a?b=1&c=2"]
    assert head.properties("og:url") == ["https://first.example/a?b=1&c=2"]
    posting = head.nodes()["BlogPosting"]
    assert posting["mainEntityOfPage"] == "https://first.example/a?b=1&c=2"
    assert posting["url"] == SITE + post.get_absolute_url()


def test_social_networks_are_told_what_the_article_is():
    post = furnished()
    head = Head(for_article(loaded(post)))
    said = {
        "og:type": ["article"],
        "og:title": ["倒排索引"],
        "og:description": ["为什么搜索快。"],
        "og:url": [SITE + post.get_absolute_url()],
        "og:site_name": ["Incoming Transmission"],
        "og:locale": ["zh_CN"],
        "og:image:width": ["1200"],
        "og:image:height": ["630"],
        "article:published_time": ["2026-03-04T05:06:07+00:00"],
        "article:modified_time": ["2026-04-05T06:07:08+00:00"],
        "article:author": [SITE + author.get_absolute_url() for author in post.authors.all()],
        "article:section": ["索引"],
        "article:tag": ["Python", "搜索"],
    }
    assert {name: head.properties(name) for name in said} == said
    assert head.named("twitter:card") == ["summary_large_image"]
    assert "倒排索引" in head.properties("og:image:alt")[0]
    (image,) = head.properties("og:image")
    assert image.startswith(f"{SITE}/cards/{post.uid}-")


def test_structured_data_describe_the_article(settings):
    settings.SITE_LICENCE = "cc-by-4.0"
    post = furnished()
    url = SITE + post.get_absolute_url()
    nodes = Head(for_article(loaded(post))).nodes()
    posting = nodes["BlogPosting"]
    lin, emma = posting.pop("author")
    (blog, series) = posting.pop("isPartOf")
    cover, card = posting.pop("image")
    assert posting == {
        "@type": "BlogPosting",
        "@id": f"{url}#article",
        "mainEntityOfPage": url,
        "url": url,
        "headline": "倒排索引",
        "description": "为什么搜索快。",
        "datePublished": "2026-03-04T05:06:07+00:00",
        "dateModified": "2026-04-05T06:07:08+00:00",
        "publisher": {"@id": f"{SITE}/#publisher"},
        "inLanguage": "zh-Hans",
        "articleSection": "索引",
        "keywords": ["Python", "搜索"],
        "timeRequired": "PT1M",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "position": 2,
    }
    author = post.authors.get(name="林知夏")
    assert lin == {
        "@type": "Person",
        "@id": f"{SITE}{author.get_absolute_url()}#person",
        "name": "林知夏",
        "url": SITE + author.get_absolute_url(),
        "image": SITE + author.avatar.url,
        "sameAs": ["https://lin.example", "https://github.com/lin"],
    }
    assert emma["name"] == "Emma Larsen"
    assert "image" not in emma
    assert (blog["@type"], blog["@id"]) == ("Blog", f"{SITE}/#blog")
    assert (series["@type"], series["url"]) == ("CreativeWorkSeries", f"{SITE}/series/search/")
    assert cover == SITE + post.cover.url
    assert card.startswith(f"{SITE}/cards/")
    assert nodes["Organization"]["logo"]["url"].startswith(f"{SITE}/static/images/")


def test_where_all_rights_are_reserved_no_licence_is_named(settings):
    settings.SITE_LICENCE = "all-rights-reserved"
    assert "license" not in Head(for_article(loaded(furnished()))).nodes()["BlogPosting"]


def test_breadcrumbs_lead_over_the_category_to_the_article():
    post = furnished()
    leaf = post.category
    crumbs = Head(for_article(loaded(post))).nodes()["BreadcrumbList"]
    assert [
        (step["position"], step["name"], step.get("item")) for step in crumbs["itemListElement"]
    ] == [
        (1, "Latest", f"{SITE}/"),
        (2, "索引", SITE + leaf.get_absolute_url()),
        (3, "倒排索引", None),
    ]


def test_an_article_without_category_has_no_breadcrumbs():
    assert "BreadcrumbList" not in Head(for_article(loaded(make_post()))).nodes()


def test_what_an_author_wrote_cannot_leave_its_place():
    hostile = "</script><script>alert(1)</script><!--\u2028\" & ' >"
    post = make_post(
        hostile,
        slug="hostile",
        summary=hostile,
        authors=[make_author(hostile)],
        category=make_category(hostile),
    )
    head = Head(for_article(loaded(post)))
    assert head.text.count("<script") == 1
    assert head.text.count("</script>") == 1
    posting = head.nodes()["BlogPosting"]
    assert posting["headline"] == hostile
    assert posting["author"][0]["name"] == hostile
    assert head.title.startswith(hostile)
    assert "\u2028" not in head.text.partition("ld+json")[2]


def translated():
    """An article, its English translation, and each as the other's page has it."""
    original = make_post("倒排索引", language="zh-hans")
    translation = make_post("Inverted index", language="en", translation_of=original)
    return loaded(original), loaded(translation)


def test_translations_name_each_other_and_the_original_serves_everybody_else():
    original, translation = translated()
    both = {
        "en": SITE + translation.get_absolute_url(),
        "zh-Hans": SITE + original.get_absolute_url(),
        "x-default": SITE + original.get_absolute_url(),
    }
    for post, other in [(original, translation), (translation, original)]:
        head = Head(for_article(post, translations=[other]))
        assert head.languages() == both
        assert head.links("canonical") == [SITE + post.get_absolute_url()]
    assert head.properties("og:locale") == ["en_US"]
    assert head.properties("og:locale:alternate") == ["zh_CN"]


@pytest.mark.parametrize("elsewhere", ["original", "translation"])
def test_an_article_of_another_site_is_no_alternate(elsewhere):
    posts = dict(zip(("original", "translation"), translated(), strict=True))
    posts[elsewhere].canonical_url = "https://first.example/"
    for post, other in [posts.values(), reversed(posts.values())]:
        assert Head(for_article(post, translations=[other])).languages() == {}


def test_an_article_in_one_language_has_no_alternates():
    assert Head(for_article(loaded(make_post()))).languages() == {}


def test_a_preview_says_its_title_and_nothing_to_machines():
    post = furnished(status=Post.Status.DRAFT)
    head = Head(for_preview(loaded(post)))
    assert head.title == "倒排索引 · Incoming Transmission"
    assert head.named("robots") == ["noindex"]
    assert head.links("canonical") == []
    assert head.named("description") == []
    assert "og:" not in head.text
    assert "ld+json" not in head.text
