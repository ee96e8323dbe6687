"""What is stored for search: when it is made, what is loaded of it, how rows lie in the table."""

import pytest
from django.core.management import call_command
from django.db import connection

from blog.posts.models import Post
from blog.posts.rerendering import outdated
from blog.search.vectors import SEARCH_VERSION
from tests.factories import make_post

pytestmark = pytest.mark.django_db
SEARCHED = {"search_text", "search_vector", "subject_vector", "search_digest"}


def test_articles_of_an_older_version_are_made_findable_without_being_rendered(client, monkeypatch):
    post = make_post("Title", body="needle")
    Post.objects.update(search_version=0, search_text="", search_vector="", body_html="as it was")
    assert client.get("/search/?q=needle").context["posts"] == []
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
    assert client.get("/search/?q=needle").context["posts"] == [post]


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


@pytest.mark.parametrize("shape", ["for_list", "for_feed", "for_detail", "for_admin"])
def test_no_page_loads_what_only_the_database_searches(shape):
    make_post()
    post = getattr(Post.objects.all(), shape)().get()
    assert post.get_deferred_fields() >= SEARCHED


def test_wide_columns_leave_the_rows():
    text = "words of a text, each of them another one. " * 100
    for number in range(20):
        make_post(f"Title {number}", body=text, authors=[])
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('posts_post')")
        (size,) = cursor.fetchone()
    # Less than a tenth of the text alone, with the rows' former versions.
    assert size / 20 < 2 * 1_000


@pytest.mark.parametrize("name", ["post_search", "post_subject"])
def test_only_what_readers_see_is_indexed(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        (definition,) = cursor.fetchone()
    assert "USING gin" in definition
    assert "'published'" in definition
