"""What is stored for search: when it is made, what is loaded of it, how rows lie in the table."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blog.posts.models import Post
from blog.posts.rerendering import outdated
from blog.search.lexemes import of_query
from blog.search.normalising import normalise
from blog.search.vectors import SEARCH_VERSION, all_of, searchable
from tests.factories import make_post
from tests.posts.search.asking import titles

pytestmark = pytest.mark.django_db
SEARCHED = {"search_text", "search_vector", "subject_vector", "search_digest"}


def test_articles_of_an_older_version_are_made_findable_without_being_rendered(client, monkeypatch):
    post = make_post("Title", body="needle")
    Post.objects.update(search_version=0, search_text="", search_vector="", body_html="as it was")
    assert titles(client.get("/search/?q=needle")) == []
    assert list(outdated()) == [post]

    def refuse(*args, **kwargs):
        raise AssertionError("nothing has to be rendered")

    monkeypatch.setattr("blog.posts.models.derived.render_for_site", refuse)
    call_command("rerender_posts", verbosity=0)
    assert not outdated().exists()
    again = Post.objects.get()
    assert again.body_html == "as it was"
    assert again.search_version == SEARCH_VERSION
    assert again.modified_at == post.modified_at
    assert titles(client.get("/search/?q=needle")) == [post.title]


def test_a_save_that_changes_no_words_makes_them_not_anew(monkeypatch):
    post = make_post("Title", body="needle")

    def refuse(*args, **kwargs):
        raise AssertionError("no word has changed")

    monkeypatch.setattr("blog.posts.models.derived.searchable", refuse)
    post.slug = "another"
    post.save()
    post.title = "Another"
    with pytest.raises(AssertionError, match="no word"):
        post.save(update_fields=["title"])


@pytest.mark.parametrize("shape", ["for_list", "for_feed", "for_admin"])
def test_no_page_loads_what_only_the_database_searches(shape):
    make_post()
    post = getattr(Post.objects.all(), shape)().get()
    assert post.get_deferred_fields() >= SEARCHED


def test_wide_columns_leave_the_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE oid = 'posts_post'::regclass")
        assert cursor.fetchone() == (["toast_tuple_target=640"],)
        cursor.execute(
            "SELECT attname, attstorage FROM pg_attribute WHERE attrelid = 'posts_post'::regclass"
            " AND attname IN ('title', 'slug', 'search_text', 'search_vector', 'body_html')"
        )
        storage = dict(cursor.fetchall())
    # PostgreSQL manual, catalog pg_attribute: m stays, e leaves as it is, x is compressed first.
    assert storage == {
        "title": "m", "slug": "m", "search_text": "e", "search_vector": "e", "body_html": "x",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["post_search", "post_subject"])
def test_only_what_readers_see_is_indexed(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        (definition,) = cursor.fetchone()
    assert "USING gin" in definition
    assert "'published'" in definition


@st.composite
def words(draw):
    """Any characters, often so many times that they are longer than a lexeme may be."""
    times = draw(st.sampled_from([1, 2, 59, 60, 61, 600, 3_000]))
    return draw(st.text(min_size=1, max_size=3)) * times + draw(st.sampled_from(["", "++", "#"]))


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # nothing is stored
)
@given(st.lists(words(), min_size=1, max_size=4).map(" ".join))
def test_postgresql_takes_what_is_made_of_any_text(text):
    stored = searchable(text.replace("\n", " ")[:300], "", text)
    asked = all_of(of_query(normalise(text)))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s::tsvector, %s::tsvector, %s::tsvector @@ %s::tsquery",
            [stored.vector, stored.subject, stored.vector, asked],
        )
        *_vectors, is_found = cursor.fetchone()
    assert is_found or not asked


def test_an_article_with_a_very_long_word_is_saved_and_found(client):
    post = make_post(body="see " + "a" * 3_000 + "++ end")
    assert titles(client.get("/search/", {"q": "a" * 60 + " end"})) == [post.title]
