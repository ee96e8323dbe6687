"""`manage.py fill_benchmark`: the rows are such that every page can be made of them."""

from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from blog.posts.benchmark.vocabulary import COMMON, RARE
from blog.posts.models import Byline, Post, PostTag, RelatedPost
from tests.factories import make_post
from tests.posts.benchmark.conftest import POSTS

DERIVED = [
    "body_html", "toc", "excerpt", "plain_text", "reading_minutes", "has_math", "problem_count",
    "search_text", "search_is_cut", "rendering_digest", "search_digest", "rendering_version",
    "search_version",
]  # fmt: skip


@pytest.fixture
def some(filled, db):
    return Post.objects.order_by("pk")


def lexemes(**vectors):
    """The vectors as PostgreSQL has them, sorted and each lexeme once."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join('%s::tsvector::text' for _ in vectors)}", [*vectors.values()]
        )
        return dict(zip(vectors, cursor.fetchone(), strict=True))


def test_derived_columns_are_what_rendering_gives(some):
    for post in some[::3]:
        stored = {name: getattr(post, name) for name in DERIVED}
        vectors = lexemes(text=post.search_vector, subject=post.subject_vector)
        post.rendering_digest = post.search_digest = ""
        post.refresh_derived()
        assert {name: getattr(post, name) for name in DERIVED} == stored
        assert lexemes(text=post.search_vector, subject=post.subject_vector) == vectors


def test_no_problems(some):
    assert not some.filter(problem_count__gt=0).exists()


def test_kinds(some):
    kinds = Counter(some.values_list("status", flat=True))
    languages = Counter(some.values_list("language", flat=True))
    assert kinds["published"] > 0.9 * POSTS > 2 * kinds["draft"] > 0
    assert some.scheduled(timezone.now()).exists()
    assert languages["en"] + languages["zh-hans"] == POSTS
    assert min(languages.values()) > 0.3 * POSTS
    assert some.filter(series__isnull=False).exists()
    assert some.filter(translation_of__isnull=False).exists()
    assert some.filter(has_math=True).exists()


def test_sizes_have_a_long_tail(some):
    sizes = sorted(len(body.encode()) for body in some.values_list("body", flat=True))
    assert 1_000 < sizes[POSTS // 2] < 2_500
    assert sizes[-1] > 8_000


def test_some_tags_and_authors_are_far_more_frequent(some):
    assert {1, 2, 3} <= set(Byline.objects.values_list("position", flat=True))
    uses = sorted(Counter(PostTag.objects.values_list("tag", flat=True)).values())
    assert uses[-1] > 5 * uses[0]


def test_no_index_constraint_or_trigger_is_left_out(filled, db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'posts_post'::regclass"
            " AND tgenabled = 'D'"
        )
        assert cursor.fetchone() == (0,)
        constraints = connection.introspection.get_constraints(cursor, "posts_post")
        related = connection.introspection.get_constraints(cursor, RelatedPost._meta.db_table)
    expected = {one.name for one in [*Post._meta.indexes, *Post._meta.constraints]}
    assert expected <= constraints.keys()
    assert sum(one["foreign_key"] is not None for one in constraints.values()) == 4
    assert sum(one["foreign_key"] is not None for one in related.values()) == 2


@pytest.mark.parametrize(
    "kind", ["", "?page=2", "?page={last}", "categories/", "tags/", "authors/", "archive/",
             "series/", "feed.atom", "feed.rss", "feed.json", "sitemap.xml", "robots.txt"],
)  # fmt: skip
def test_pages(filled, db, client, kind):
    visible = Post.objects.published(timezone.now()).count()
    assert client.get("/" + kind.format(last=-(-visible // 12))).status_code == 200


def test_pages_of_articles(some, client):
    for post in some.published(timezone.now())[::30]:
        pages = [post, post.category, *post.tags.all(), *post.authors.all()]
        for page in pages + ([post.series] if post.series else []):
            assert client.get(page.get_absolute_url()).status_code == 200
        response = client.get(f"/archive/{timezone.localtime(post.published_at):%Y/%m}/")
        assert response.status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_search(some, client, language):
    found = client.get("/search/", {"q": RARE[language]}).context_data["hits"]
    rare = {hit.pk for hit in found.rows}
    visible = some.published(timezone.now())
    assert rare == set(visible.filter(body__contains=RARE[language]).values_list("pk", flat=True))
    assert 1 < len(rare) < 10
    common = client.get("/search/", {"q": COMMON[language]}).context_data["hits"].rows
    assert len(common) > 0.2 * POSTS


def test_a_new_article_gets_the_next_number(some):
    assert make_post().pk > POSTS
