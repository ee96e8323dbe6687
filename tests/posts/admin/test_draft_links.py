"""Making and revoking links to a draft in the admin."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from blog.posts.admin.draft_links import MOST_OPEN
from blog.posts.models import DraftLink
from blog.posts.models.draft_link import LIFETIMES
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, writer):
    client.force_login(writer.user)
    return client


@pytest.fixture
def draft(writer):
    return make_post(status="draft", authors=[writer])


def address(post):
    return reverse("admin:posts_post_draft_links", args=[post.pk])


def made(post, by, now, days=7):
    return DraftLink.objects.make(post, by=by, days=days, now=now)


@pytest.mark.parametrize("days", LIFETIMES)
def test_a_link_is_made_and_shown_with_its_whole_address(days, client, draft, writer, now):
    response = client.post(address(draft), {"action": "make", "days": days})
    assert (response.status_code, response.url) == (302, address(draft))
    link = DraftLink.objects.get()
    assert (link.post, link.created_by) == (draft, writer.user)
    assert link.expires_at - link.created_at == timedelta(days=days)
    page = client.get(address(draft)).content.decode()
    assert f"https://blog.example.org/drafts/{link.token}/" in page
    assert "The link has been made." in page


def test_a_link_is_revoked_and_listed_among_the_ended(client, draft, writer, now):
    link = made(draft, writer.user, now)
    response = client.post(address(draft), {"action": "revoke", "link": link.pk}, follow=True)
    link.refresh_from_db()
    assert link.revoked_at is not None
    page = response.content.decode()
    assert link.token not in page
    assert "revoked" in page
    assert LogEntry.objects.filter(object_id=str(draft.pk)).count() == 1


def test_an_expired_link_is_listed_among_the_ended_without_its_address(client, draft, writer, now):
    link = made(draft, writer.user, now - timedelta(days=8))
    page = client.get(address(draft)).content.decode()
    assert link.token not in page
    assert "expired" in page
    response = client.post(address(draft), {"action": "revoke", "link": link.pk}, follow=True)
    assert "The link had ended already." in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"action": "delete"},
        {"action": "make"},
        {"action": "make", "days": "365000"},
        {"action": "make", "days": "-1"},
        {"action": "revoke"},
        {"action": "revoke", "link": "x"},
        {"action": "revoke", "link": "99999999999999999999"},
        {"action": "revoke", "link": "１"},
    ],
)
def test_what_cannot_be_used_gives_a_sentence_and_changes_nothing(data, client, draft):
    response = client.post(address(draft), data, follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert not DraftLink.objects.exists()


def test_another_articles_link_is_not_revoked_from_here(client, draft, editor, now):
    link = made(make_post(status="draft"), editor, now)
    client.post(address(draft), {"action": "revoke", "link": link.pk})
    link.refresh_from_db()
    assert link.revoked_at is None


def test_an_article_that_readers_see_gets_no_link_but_loses_those_it_has(client, writer, now):
    post = make_post(authors=[writer])
    link = made(post, writer.user, now)
    client.post(address(post), {"action": "make", "days": "1"})
    assert DraftLink.objects.count() == 1
    page = client.get(address(post)).content.decode()
    assert "Readers see this article already" in page
    assert 'value="make"' not in page
    client.post(address(post), {"action": "revoke", "link": link.pk})
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_a_scheduled_article_gets_links(client, writer, now):
    post = make_post(authors=[writer], published_at=now + timedelta(days=1))
    client.post(address(post), {"action": "make", "days": "1"})
    assert DraftLink.objects.filter(post=post).exists()


def test_an_article_has_a_bounded_number_of_open_links(client, draft, writer, now):
    for _ in range(MOST_OPEN):
        made(draft, writer.user, now)
    made(draft, writer.user, now - timedelta(days=30))
    response = client.post(address(draft), {"action": "make", "days": "1"}, follow=True)
    assert "Revoke one before you make another." in response.content.decode()
    assert DraftLink.objects.open(now).count() == MOST_OPEN


def test_the_page_costs_the_same_queries_with_one_link_and_with_many(
    client, draft, writer, now, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    made(draft, writer.user, now)
    made(draft, writer.user, now - timedelta(days=30))
    with CaptureQueriesContext(connection) as few:
        client.get(address(draft))
    for _ in range(15):
        made(draft, make_user(), now)
        made(draft, make_user(), now - timedelta(days=30))
    with django_assert_num_queries(len(few)):
        client.get(address(draft))


def test_only_who_may_change_the_article_sees_and_makes_links(client, editor, now):
    others = make_post(status="draft")
    link = made(others, editor, now)
    for response in (
        client.get(address(others)),
        client.post(address(others), {"action": "make", "days": "1"}),
        client.post(address(others), {"action": "revoke", "link": link.pk}),
    ):
        assert (response.status_code, response.url) == (302, reverse("admin:index"))
    link.refresh_from_db()
    assert link.revoked_at is None
    assert DraftLink.objects.count() == 1


def test_a_contributor_has_no_links_to_what_is_no_draft_any_more(client):
    user = make_user(role="contributor")
    post = make_post(authors=[make_author(user=user)], status="archived")
    client.force_login(user)
    assert client.get(address(post)).status_code == 403
    assert client.post(address(post), {"action": "make", "days": "1"}).status_code == 403
    assert not DraftLink.objects.exists()


def test_a_link_is_made_by_a_form_only(client, draft):
    client.get(address(draft), {"action": "make", "days": "1"})
    assert not DraftLink.objects.exists()
    assert client.put(address(draft)).status_code == 405
