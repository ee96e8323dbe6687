"""What whoever holds a link to a draft sees, and what nobody does."""

from datetime import timedelta

import pytest
from django.urls import reverse

from blog.posts.models import DraftLink, Post, Series
from tests.factories import make_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(db):
    return make_post("A secret draft", body="Not **yet** published.", status="draft")


def link_to(post, now, days=7):
    return DraftLink.objects.make(post, by=None, days=days, now=now)


def is_kept_out_of_caches_and_engines(response):
    return (
        response["Cache-Control"] == "no-store, private"
        and response["X-Robots-Tag"] == "noindex"
        and "ETag" not in response
    )


@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
def test_whoever_holds_the_link_reads_the_draft(status, client, now):
    post = make_post("A secret draft", body="Not **yet** published.", status=status)
    response = client.get(link_to(post, now).get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 200
    assert "Not <strong>yet</strong> published." in page
    assert "readers do not see this article now" in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_draft_is_never_cached_or_indexed_and_its_address_goes_nowhere(client, draft, now):
    response = client.get(link_to(draft, now).get_absolute_url())
    assert is_kept_out_of_caches_and_engines(response)
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_the_page_does_not_name_its_own_address(client, draft, now):
    link = link_to(draft, now)
    assert link.token not in client.get(link.get_absolute_url()).content.decode()


def test_a_change_of_the_draft_shows_at_once(client, draft, now):
    address = link_to(draft, now).get_absolute_url()
    client.get(address)
    draft.body = "Written anew."
    draft.save()
    assert "Written anew." in client.get(address).content.decode()


def test_the_link_leads_to_the_article_once_readers_see_it(client, draft, now):
    link = link_to(draft, now)
    draft.publish(now)
    draft.save()
    response = client.get(link.get_absolute_url())
    # Not for good: the article may be taken back to a draft.
    assert (response.status_code, response.url) == (302, draft.get_absolute_url())
    assert is_kept_out_of_caches_and_engines(response)
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_scheduled_article_is_shown_until_its_time_and_then_led_to(client, now, monkeypatch):
    from django.utils import timezone

    post = make_post(published_at=now + timedelta(hours=1))
    address = link_to(post, now).get_absolute_url()
    assert client.get(address).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=1))
    assert client.get(address).url == post.get_absolute_url()


@pytest.mark.parametrize("hide", [Post.unpublish, Post.archive])
def test_an_article_taken_back_is_shown_by_a_new_link_only(hide, client, draft, now):
    link = link_to(draft, now)
    draft.publish(now)
    draft.save()
    draft = Post.objects.get(pk=draft.pk)
    hide(draft)
    draft.save()
    assert client.get(link.get_absolute_url()).status_code == 410
    assert client.get(link_to(draft, now).get_absolute_url()).status_code == 200


def test_a_draft_that_is_moved_about_before_its_time_keeps_its_link(client, draft, now):
    link = link_to(draft, now)
    draft.publish(now, at=now + timedelta(days=1))
    draft.save()
    draft.unpublish()
    draft.save()
    assert client.get(link.get_absolute_url()).status_code == 200


def test_a_link_of_a_published_article_leads_there_even_when_it_has_ended(client, now):
    post = make_post()
    link = link_to(post, now - timedelta(days=8))
    assert client.get(link.get_absolute_url()).url == post.get_absolute_url()


@pytest.mark.parametrize("ended", ["expired", "at this moment", "revoked"])
def test_a_link_that_has_ended_says_so_and_shows_nothing(ended, client, draft, now):
    from django.utils import timezone

    link = link_to(draft, now)
    if ended == "expired":
        link.expires_at = now - timedelta(seconds=1)
    elif ended == "at this moment":
        link.expires_at = timezone.now()
    else:
        link.revoke(now)
    link.save()
    response = client.get(link.get_absolute_url())
    page = response.content.decode()
    assert response.status_code == 410
    assert is_kept_out_of_caches_and_engines(response)
    assert "This link has ended" in page
    assert "secret" not in page
    assert "yet" not in page
    assert draft.slug not in page


@pytest.mark.parametrize("token", ["x", "a" * 500, "%00", "%0A", "..", "%ED%A0%80", "倒排"])
def test_an_unknown_token_is_no_page(token, client, draft, now):
    link_to(draft, now)
    assert client.get(f"/drafts/{token}/").status_code == 404


def test_a_token_is_matched_wholly_and_with_its_case(client, draft, now):
    token = link_to(draft, now).token
    for near in (token[:-1], token + "A", token.swapcase(), "%", "_" * len(token)):
        assert client.get(reverse("posts:draft", args=[near])).status_code == 404


def test_a_link_shows_its_own_article_whatever_else_the_address_says(client, draft, now):
    other = make_post("Another draft", status="draft")
    address = link_to(draft, now).get_absolute_url()
    page = client.get(address, {"slug": other.slug, "pk": other.pk}).content.decode()
    assert "A secret draft" in page
    assert "Another draft" not in page


def test_a_part_of_a_series_names_no_other_draft(client, now):
    series = Series.objects.create(title="A series", slug="a-series")
    parts = [
        make_post(title, status=status, series=series, series_position=position)
        for position, (title, status) in enumerate(
            [
                ("Part published", Post.Status.PUBLISHED),
                ("Part shown", Post.Status.DRAFT),
                ("Part hidden", Post.Status.DRAFT),
                ("Part archived", Post.Status.ARCHIVED),
            ],
            start=1,
        )
    ]
    make_post(
        "Part scheduled",
        series=series,
        series_position=5,
        published_at=now + timedelta(days=1),
    )
    page = client.get(link_to(parts[1], now).get_absolute_url()).content.decode()
    assert "Part published" in page
    for hidden in ("Part hidden", "Part archived", "Part scheduled"):
        assert hidden not in page


def test_a_link_opens_neither_the_preview_nor_the_admin(client, draft, now):
    client.get(link_to(draft, now).get_absolute_url())
    assert client.get(reverse("posts:preview", args=[draft.slug])).status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_link_ends_with_its_article(client, draft, now):
    address = link_to(draft, now).get_absolute_url()
    draft.delete()
    assert client.get(address).status_code == 404


def test_a_link_is_only_read(client, draft, now):
    address = link_to(draft, now).get_absolute_url()
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_tokens_are_long_and_never_the_same(draft, now):
    tokens = {link_to(draft, now).token for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 43  # 256 bits in base64


def test_a_draft_behind_a_link_costs_a_query_more_than_an_article(
    client, draft, now, django_assert_num_queries
):
    address = link_to(draft, now).get_absolute_url()
    with django_assert_num_queries(2):
        client.get(address)
