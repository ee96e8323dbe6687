"""The article's page, its preview, and addresses it had before."""

from datetime import timedelta

import pytest
from django.urls import reverse

from blog.posts.models import Post, Redirect, Series
from tests.factories import make_author, make_category, make_post, make_user

pytestmark = pytest.mark.django_db

HIDDEN = [Post.Status.DRAFT, Post.Status.IN_REVIEW, Post.Status.ARCHIVED]


def test_an_article_costs_one_query_however_much_hangs_on_it(client, django_assert_num_queries):
    bare = make_post(authors=[make_author()])
    full = make_post(
        authors=[make_author() for _ in range(5)],
        tags=[f"tag {number}" for number in range(20)],
        category=make_category(),
        series=Series.objects.create(title="Search engine", slug="search"),
        series_position=1,
    )
    for part in range(2, 21):
        other = make_post(series=full.series, series_position=part)
        full.related.create(other=other, score=1)
        full.significant_updates.create(at=other.published_at)
    make_post(translation_of=full, language="zh-hans")
    for post in (bare, full):
        with django_assert_num_queries(1):
            assert client.get(post.get_absolute_url()).status_code == 200


def test_a_hidden_part_of_a_series_is_neither_named_nor_counted(client):
    series = Series.objects.create(title="S", slug="s")
    make_post("Secret part", series=series, series_position=1, status=Post.Status.DRAFT)
    make_post(series=series, series_position=2)
    third = make_post(series=series, series_position=3)
    page = client.get(third.get_absolute_url()).content.decode()
    assert "part 2 of 2" in page
    assert "Secret part" not in page


def test_a_series_of_which_readers_see_one_part_is_not_shown_in_it(client, editor):
    series = Series.objects.create(title="S", slug="s")
    first = make_post(series=series, series_position=1)
    second = make_post(series=series, series_position=2, status=Post.Status.DRAFT)
    box = '<details class="series">'
    assert box not in client.get(first.get_absolute_url()).content.decode()
    client.force_login(editor)
    assert box in client.get(f"{second.get_absolute_url()}preview/").content.decode()


def test_an_article_names_every_author_in_order(client):
    names = ["林知夏", "Emma", "周明"]
    post = make_post(authors=[make_author(name) for name in names])
    page = client.get(post.get_absolute_url()).content.decode()
    article = page[page.index("<article") :]
    assert sorted(names, key=article.index) == names


def test_an_article_is_in_its_own_language(client):
    post = make_post("倒排索引", language="zh-hans")
    page = client.get(post.get_absolute_url()).content.decode()
    assert '<html lang="en">' in page
    assert '<article class="article" lang="zh-Hans">' in page


def test_an_article_has_a_unicode_address(client):
    post = make_post("倒排索引是什么？")
    assert (
        post.get_absolute_url()
        == "/posts/%E5%80%92%E6%8E%92%E7%B4%A2%E5%BC%95%E6%98%AF%E4%BB%80%E4%B9%88/"
    )
    assert client.get("/posts/倒排索引是什么/").status_code == 200


@pytest.mark.parametrize("status", HIDDEN)
def test_what_is_not_published_does_not_exist(status, client, now):
    post = make_post(status=status, published_at=now - timedelta(days=1))
    assert client.get(post.get_absolute_url()).status_code == 404


def test_what_is_scheduled_does_not_exist_before_its_second(client, now):
    post = make_post(published_at=now + timedelta(seconds=1))
    assert client.get(post.get_absolute_url()).status_code == 404


def test_a_page_not_found_has_the_sites_look_and_a_way_on(client, django_assert_num_queries):
    page = client.get("/no/such/page")
    assert page.status_code == 404
    assert "To the latest updates" in page.content.decode()
    with django_assert_num_queries(1):  # former addresses
        client.get("/no/such/page")


def test_who_may_change_an_article_is_led_to_its_form(client, editor, author):
    post = make_post(authors=[author])
    address = reverse("admin:posts_post_change", args=[post.pk])
    assert address not in client.get(post.get_absolute_url()).content.decode()
    author.user = make_user(role="author")
    author.save()
    for user, is_led in [(editor, True), (author.user, True), (make_user(role="author"), False)]:
        client.force_login(user)
        page = client.get(post.get_absolute_url())
        assert (address in page.content.decode()) is is_led
        # No proxy may hand it to others.
        assert page["Cache-Control"] == "private, no-store"


def test_what_everybody_reads_may_be_shared(client):
    assert "Cache-Control" not in client.get(make_post().get_absolute_url()).headers


def test_an_update_that_lies_ahead_is_not_told(client, now):
    post = make_post(published_at=now)
    post.significant_updates.create(at=now, note="Seen now")
    post.significant_updates.create(at=now + timedelta(days=1), note="Seen later")
    page = client.get(post.get_absolute_url()).content.decode()
    assert "Seen now" in page
    assert "Seen later" not in page


# Preview


@pytest.mark.parametrize("status", [*HIDDEN, Post.Status.PUBLISHED])
def test_an_editor_previews_what_readers_do_not_see(status, client, editor, now):
    post = make_post("Secret", status=status, published_at=now + timedelta(days=1))
    client.force_login(editor)
    page = client.get(reverse("posts:preview", args=[post.slug]))
    assert page.status_code == 200
    assert "Secret" in page.content.decode()
    assert "Preview: readers do not see this article now" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"
    assert page["X-Robots-Tag"] == "noindex"
    assert "ETag" not in page
    assert '<meta name="robots" content="noindex">' in page.content.decode()
    assert 'datetime=""' not in page.content.decode()


def test_to_the_public_and_to_readers_a_preview_does_not_exist(client, reader):
    address = reverse("posts:preview", args=[make_post(status=Post.Status.DRAFT).slug])
    assert client.get(address).status_code == 404
    client.force_login(reader)
    assert client.get(address).status_code == 404
    client.force_login(make_user(role="contributor"))
    assert client.get(address).status_code == 404


def test_the_permalink_of_a_draft_does_not_exist_for_editors_either(client, editor):
    post = make_post(status=Post.Status.DRAFT)
    client.force_login(editor)
    assert client.get(post.get_absolute_url()).status_code == 404


# Former addresses


def test_a_former_slug_leads_to_the_article(client):
    post = make_post("Old name", slug="old-name")
    post.slug = "新名字"
    post.save()
    response = client.get("/posts/old-name/")
    assert response.status_code == 301
    assert response["Location"] == post.get_absolute_url()


def test_a_slug_changed_twice_and_back_makes_no_circle(client):
    post = make_post(slug="first")
    for slug in ("second", "third", "first"):
        post = Post.objects.get(pk=post.pk)
        post.slug = slug
        post.save()
    assert client.get("/posts/first/").status_code == 200
    for slug in ("second", "third"):
        assert client.get(f"/posts/{slug}/")["Location"] == "/posts/first/"
    assert not Redirect.objects.filter(path="/posts/first/").exists()


def test_a_new_article_at_a_former_address_wins_over_the_redirect(client):
    old = make_post(slug="taken")
    old.slug = "moved"
    old.save()
    new = make_post("The new one", slug="taken")
    assert client.get("/posts/taken/").context_data["post"] == new


@pytest.mark.parametrize("path", ["/2016/05/文章/", "/2016/05/文章", "/2016/05/文章/index.html"])
def test_an_address_on_the_former_site_leads_to_the_article(path, client):
    post = make_post()
    Redirect.objects.create(path="/2016/05/文章/", post=post)
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, post.get_absolute_url())


def test_of_two_former_addresses_the_exact_one_wins(client):
    first, second = make_post(), make_post()
    Redirect.objects.create(path="/x", post=first)
    Redirect.objects.create(path="/x/", post=second)
    assert client.get("/x/")["Location"] == second.get_absolute_url()
    assert client.get("/x/")["Cache-Control"] == "no-cache"


def test_a_former_address_of_a_hidden_article_does_not_exist(client):
    post = make_post(status=Post.Status.DRAFT)
    Redirect.objects.create(path="/old/", post=post)
    assert client.get("/old/").status_code == 404


def test_hostile_paths_are_not_found(client):
    for path in ["/%00", "/a\r\nb", "/%ff%fe", "/posts/" + "a" * 5000 + "/"]:
        assert client.get(path).status_code == 404


def test_a_draft_takes_no_former_address_from_a_published_article(client):
    article = make_post(slug="known")
    article.slug = "better"
    article.save()
    draft = make_post(slug="known", status=Post.Status.DRAFT)
    for slug in ("other", "known", "third"):
        draft.slug = slug
        draft.save()
        assert client.get("/posts/known/")["Location"] == "/posts/better/"


def test_an_article_that_readers_saw_at_an_address_takes_it_along(client):
    former = make_post(slug="known")
    former.slug = "better"
    former.save()
    article = make_post(slug="known")
    article.slug = "third"
    article.save()
    assert client.get("/posts/known/")["Location"] == "/posts/third/"
