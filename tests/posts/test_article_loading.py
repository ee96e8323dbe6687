"""An article and what hangs on it, loaded by one statement, against what Django would load."""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldFetchBlocked
from django.utils import timezone
from psycopg._queries import MAX_CACHED_STATEMENT_LENGTH

from blog.authors.models import AuthorLink
from blog.media.models import MediaFile
from blog.posts.article_loading import PUBLISHED, published_article, whole_article
from blog.posts.models import Post, Series
from tests.factories import make_author, make_category, make_post
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def furnished():
    pictured = make_author(
        "林知夏", website="https://lin.example", avatar=MediaFile.objects.store("a.png", picture())
    )
    for label in ("GitHub", "知乎"):
        AuthorLink.objects.create(
            author=pictured, label=label, address=f"https://{label}.example/it's"
        )
    post = make_post(
        "Raft",
        authors=[make_author('Emma "E"'), pictured],
        tags=["Zebra", "注意力", "consensus"],
        category=make_category("Systems"),
        series=Series.objects.create(title="Consensus", slug="consensus"),
        series_position=3,
        cover=MediaFile.objects.store("b.png", picture(size=(1200, 800))),
        body="# One\n\n## Two\n\n$x$",
    )
    for days, note in [(3, "second"), (9, 'third: it\'s "new"'), (1, "")]:
        at = post.published_at + timedelta(days=days, microseconds=5)
        post.significant_updates.create(at=at, note=note)
    return post


def test_it_is_what_django_would_load(furnished, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        post = published_article(furnished.slug, now).post
    plain = Post.objects.get(pk=furnished.pk)
    with django_assert_num_queries(0):
        loaded = {
            field.attname: getattr(post, field.attname)
            for field in Post._meta.concrete_fields
            if field.attname in post.__dict__
        }
        referred = post.category, post.series, post.cover
        names = post.category.name, post.series.title, post.cover.sources()
        bylines = list(post.bylines.all())
        tags = list(post.tagged_items.all())
        updates = list(post.significant_updates.all())
        authors = [of_author(byline.author, byline.author.links.all()) for byline in bylines]
    assert {"body_html", "translation_of_id", "uid"} < loaded.keys()
    assert loaded == {name: getattr(plain, name) for name in loaded}
    assert referred == (plain.category, plain.series, plain.cover)
    assert names == (plain.category.name, plain.series.title, plain.cover.sources())
    assert bylines == list(plain.bylines.order_by("position", "pk"))
    assert authors == [
        of_author(byline.author, byline.author.links.order_by("pk"))
        for byline in plain.bylines.order_by("position", "pk")
    ]
    assert tags == list(plain.tagged_items.order_by("tag__name"))
    assert [item.tag.name for item in tags] == [item.tag.name for item in sorted(tags, key=name)]
    assert updates == list(plain.significant_updates.order_by("-at", "-pk"))
    assert [(one.at, one.note, one.post_id) for one in updates] == list(
        plain.significant_updates.order_by("-at", "-pk").values_list("at", "note", "post_id")
    )


def name(item):
    return item.tag.name


def of_author(author, links):
    same = [getattr(author, one) for one in ("pk", "name", "slug", "biography", "website")]
    picture = author.avatar.thumbnail_url if author.avatar else ""
    return [*same, picture, [(link.label, link.address) for link in links]]


def test_reading_what_was_left_behind_raises(furnished):
    post = whole_article(furnished.pk, timezone.now()).post
    with pytest.raises(FieldFetchBlocked):
        post.body  # noqa: B018  # reading is what is tried
    with pytest.raises(FieldFetchBlocked):
        post.bylines.filter(position=1)


def test_what_the_page_does_not_show_leaves_its_fingerprint(furnished, now):
    before = published_article(furnished.slug, now).fingerprint
    Post.objects.update(version=99, source_digest="other", modified_at=now)
    assert published_article(furnished.slug, now).fingerprint == before
    Post.objects.update(title="Paxos")
    assert published_article(furnished.slug, now).fingerprint != before


def test_a_bare_article_has_nothing(django_assert_num_queries):
    post = whole_article(make_post(authors=[]).pk, timezone.now()).post
    with django_assert_num_queries(0):
        assert (post.category, post.series, post.cover) == (None, None, None)
        assert list(post.bylines.all()) == list(post.tagged_items.all()) == []
        assert list(post.significant_updates.all()) == []


@pytest.mark.parametrize("status", [s for s in Post.Status if s != Post.Status.PUBLISHED])
def test_only_what_readers_see_is_found_by_its_address(status, now):
    assert published_article(make_post(status=status).slug, now) is None
    later = make_post(published_at=now + timedelta(seconds=1))
    assert published_article(later.slug, now) is None
    assert published_article(later.slug, now + timedelta(seconds=1)).post == later
    assert published_article("nothing", now) is None
    assert whole_article(0, timezone.now()) is None


def test_the_statement_is_read_once_by_the_driver():
    assert len(PUBLISHED) <= MAX_CACHED_STATEMENT_LENGTH
