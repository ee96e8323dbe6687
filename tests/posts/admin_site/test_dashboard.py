"""The admin's front page: what each of the roles finds on it."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from blog.posts.admin_site.dashboard import AT_ONCE
from blog.posts.models import Post, PostLink, Redirect, ReviewNote, UnsavedCopy
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
QUERIES = 12
"""The login's two, nine of the panels, recent actions."""


@pytest.fixture
def emma(db):
    """An author with the login `emma.user`."""
    return make_author("Emma", user=make_user("emma", role="author"))


@pytest.fixture
def open_as(client):
    def open_as(user):
        client.force_login(user)
        response = client.get(reverse("admin:index"))
        assert response.status_code == 200
        return response

    return open_as


def rows(response, kind):
    (panel,) = [panel for panel in response.context["panels"] if panel.kind == kind]
    return panel.rows


def keep(user, title, post=None, *, saved_at=None):
    return UnsavedCopy.objects.create(
        user=user,
        post=post,
        tab=uuid.uuid4(),
        fields={"title": [title], "body": ["typed"]},
        saved_at=saved_at or timezone.now(),
    )


def test_my_drafts_are_those_that_name_me_the_last_saved_first(open_as, emma, editor):
    first = make_post("First", status="draft", authors=[emma])
    second = make_post("Second", status="draft", authors=[make_author(), emma])
    make_post("Not mine", status="draft")
    make_post("Published", authors=[emma])
    assert rows(open_as(emma.user), "draft") == [second, first]
    assert rows(open_as(editor), "draft") == []


def test_an_editor_sees_all_that_waits_for_review_with_the_last_note(open_as, editor, emma, now):
    post = make_post("Waits", status="in_review", authors=[emma])
    other = make_post("Waits too", status="in_review")
    for minutes, text in enumerate(["Is this ready?", "The second figure is missing.", ""]):
        at = now + timedelta(minutes=minutes)
        ReviewNote.objects.create(
            post=post, by=editor, text=text, status="in_review", created_at=at
        )
    response = open_as(editor)
    assert rows(response, "review") == [other, post]
    assert "The second figure is missing." in response.content.decode()
    assert "Is this ready?" not in response.content.decode()


def test_an_author_reads_what_the_editor_said_of_an_own_draft(open_as, editor, emma, now):
    post = make_post("Returned", status="draft", authors=[emma])
    ReviewNote.objects.create(
        post=post, by=editor, text="<b>Shorter</b>, please.", status="draft", created_at=now
    )
    page = open_as(emma.user).content.decode()
    assert "&lt;b&gt;Shorter&lt;/b&gt;, please." in page
    assert "<b>Shorter</b>" not in page


@pytest.mark.parametrize("role", ["contributor", "author"])
def test_nothing_of_others_is_shown_to_who_is_no_editor(role, open_as, now):
    user = make_user(role=role)
    other = make_user("other", role="author")
    posts = [
        make_post("Secret draft", status="draft", authors=[make_author(user=other)]),
        make_post("Secret review", status="in_review"),
        make_post("Secret schedule", published_at=now + timedelta(days=1)),
        make_post("Secret problem"),
    ]
    Post.objects.filter(pk=posts[3].pk).update(problem_count=1)
    PostLink.objects.create(post=posts[3], slug="gone")
    keep(other, "Secret copy")
    response = open_as(user)
    assert "Secret" not in response.content.decode()
    assert all(panel.rows == [] for panel in response.context["panels"])


def test_what_is_scheduled_comes_in_the_order_of_its_dates_with_the_sites_zone(
    open_as, editor, now
):
    later = make_post("Later", published_at=now + timedelta(days=2))
    sooner = make_post("Sooner", published_at=now + timedelta(days=1))
    published = make_post("Past", published_at=now - timedelta(days=1))
    response = open_as(editor)
    assert rows(response, "scheduled") == [sooner, later]
    assert rows(response, "published") == [published]
    assert "Asia/Shanghai" in response.content.decode()
    assert "Nov. 21, 2026, 8 p.m." in response.content.decode()


def test_problems_are_those_of_published_articles(open_as, editor, emma, now):
    posts = [
        make_post("Mine", authors=[emma], published_at=now - timedelta(days=1)),
        make_post("Another's", published_at=now - timedelta(days=2)),
        make_post("Draft", status="draft", authors=[emma]),
        make_post("Scheduled", authors=[emma], published_at=now + timedelta(days=2)),
    ]
    Post.objects.update(problem_count=3)
    make_post("Clean", authors=[emma], published_at=now - timedelta(days=3))
    assert rows(open_as(editor), "problems") == posts[:2]
    response = open_as(emma.user)
    assert rows(response, "problems") == posts[:1]
    assert "3 problems" in response.content.decode()


def test_links_to_what_readers_do_not_see_are_listed_with_the_reason(open_as, editor, now):
    post = make_post("Has links", published_at=now - timedelta(days=1))
    seen = make_post("Seen", published_at=now - timedelta(days=1))
    draft = make_post("Still a draft", status="draft")
    late = make_post("Comes later", published_at=now + timedelta(days=1))
    moved = Redirect.objects.create(path="/posts/moved/", post=seen)
    hidden = make_post("Hidden source", status="draft")
    for slug in [seen.slug, draft.slug, late.slug, "moved", "gone"]:
        PostLink.objects.create(post=post, slug=slug)
    PostLink.objects.create(post=hidden, slug="also-gone")
    response = open_as(editor)
    found = {link.slug: link.leads_to for link in rows(response, "dead_link")}
    assert found == {draft.slug: draft.pk, late.slug: late.pk, "gone": None}
    page = response.content.decode()
    assert f"links to “{draft.slug}”, which readers do not see" in page
    assert "links to “gone”, which does not exist" in page
    moved.delete()
    assert len(rows(open_as(editor), "dead_link")) == 4


def test_ones_own_unsaved_copies_lead_to_their_pages(open_as, emma, editor, now):
    post = make_post("Stored title", authors=[emma])
    kept = keep(emma.user, "Typed title", post)
    untitled = keep(emma.user, "", saved_at=now - timedelta(days=1))
    keep(editor, "The editor's")
    response = open_as(emma.user)
    assert [offer.pk for offer in rows(response, "unsaved")] == [kept.pk, untitled.pk]
    page = response.content.decode()
    assert reverse("admin:posts_post_unsaved_copy", args=[kept.pk]) in page
    assert "Typed title" in page
    assert "Without a title" in page


def test_each_panel_is_short_and_leads_to_the_list_of_all(open_as, client, editor, now):
    for number in range(AT_ONCE + 2):
        make_post(f"Review {number}", status="in_review")
    response = open_as(editor)
    (panel,) = [panel for panel in response.context["panels"] if panel.kind == "review"]
    assert len(panel.rows) == AT_ONCE
    assert panel.more
    assert f'href="{panel.address}"' in response.content.decode()
    assert client.get(panel.address).context["cl"].result_count == AT_ONCE + 2


@pytest.mark.parametrize("kind", ["draft", "review", "scheduled", "published", "problems"])
@pytest.mark.parametrize("role", ["contributor", "author", "editor"])
def test_the_lists_behind_the_panels_exist_for_every_role(role, kind, open_as, client):
    response = open_as(make_user(role=role))
    (panel,) = [panel for panel in response.context["panels"] if panel.kind == kind]
    assert client.get(panel.address).status_code == 200


def test_empty_panels_say_so_and_a_new_article_is_one_click_away(open_as, editor):
    response = open_as(editor)
    page = response.content.decode()
    for panel in response.context["panels"]:
        assert panel.empty
    assert "Nothing waits for review." in page
    assert f'href="{reverse("admin:posts_post_add")}"' in page
    assert "app-posts" in page, "Django's own list of applications stays below"


@pytest.mark.parametrize("role", ["author", "editor"])
@pytest.mark.parametrize("many", [1, 12])
def test_it_costs_the_same_however_much_there_is(
    role, many, client, django_assert_num_queries, now
):
    writer = make_author(user=make_user(role=role))
    for number in range(many):
        for status in ["draft", "in_review"]:
            post = make_post(status=status, authors=[writer, make_author()])
            ReviewNote.objects.create(
                post=post, by=writer.user, text="?", status="", created_at=now
            )
        make_post(authors=[writer], published_at=now + timedelta(days=number + 1))
        post = make_post(authors=[writer], published_at=now - timedelta(days=number + 1))
        Post.objects.filter(pk=post.pk).update(problem_count=1)
        PostLink.objects.create(post=post, slug="gone")
        keep(writer.user, "Typed", post)
    client.force_login(writer.user)
    client.get(reverse("admin:index"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("admin:index"))


def test_nobody_else_gets_in(client, reader):
    assert client.get(reverse("admin:index")).status_code == 302
    client.force_login(reader)
    assert client.get(reverse("admin:index")).status_code == 302
