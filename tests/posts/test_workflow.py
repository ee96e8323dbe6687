"""Steps from a draft to its readers, and what is kept of them."""

from datetime import timedelta

import pytest

from blog.posts import workflow
from blog.posts.models import Post
from blog.posts.workflow import TRANSITIONS, TransitionRefused
from tests.factories import make_author, make_post, make_user

pytestmark = pytest.mark.django_db
STATUSES = Post.Status.values


@pytest.fixture
def writer():
    user = make_user(role="author")
    user.byline = make_author("Me", user=user)
    return user


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_step_begins_where_it_begins_and_nowhere_else(name, status, writer, now):
    post = make_post(status=status, authors=[writer.byline], published_at=now - timedelta(days=1))
    step = TRANSITIONS[name]
    if status in step.sources:
        workflow.perform(name, post, by=writer, now=now)
        assert post.status == step.target
    else:
        with pytest.raises(TransitionRefused, match=post.get_status_display()):
            workflow.perform(name, post, by=writer, now=now)
        assert post.status == status


def test_steps_offered_are_those_that_can_be_taken(writer, now):
    post = make_post(status="draft", authors=[writer.byline])
    assert [step.name for step in workflow.offered(writer, post)] == [
        "submit", "publish", "archive",
    ]  # fmt: skip
    assert workflow.offered(make_user(role="author"), post) == []
    assert workflow.offered(make_user(), post) == []


def test_a_refusal_names_the_article_and_the_step(now):
    contributor = make_user(role="contributor")
    post = make_post("深度学习", status="draft", authors=[make_author(user=contributor)])
    with pytest.raises(TransitionRefused, match="You may not do this with “深度学习”: Publish"):
        workflow.perform("publish", post, by=contributor, now=now)
    with pytest.raises(TransitionRefused):
        workflow.perform("no such step", post, by=contributor, now=now)


def test_publishing_takes_the_date_that_is_given_or_set_or_now(writer, now):
    later, planned = now + timedelta(days=2), now + timedelta(days=1)
    for at, set_before, expected in [
        (None, None, now), (None, planned, planned), (later, planned, later),
    ]:  # fmt: skip
        post = make_post(status="draft", authors=[writer.byline], published_at=set_before)
        workflow.perform("publish", post, by=writer, now=now, at=at)
        assert post.published_at == expected


@pytest.mark.parametrize(
    ("text", "before", "after", "kept"),
    [
        ("Please look", "draft", "in_review", ("Please look", "in_review")),
        ("", "draft", "in_review", ("", "in_review")),
        ("Not yet", "in_review", "draft", ("Not yet", "draft")),
        ("Well done", "in_review", "published", ("Well done", "published")),
        ("A remark", "draft", "draft", ("A remark", "")),
        ("  ", "draft", "draft", None),
        ("", "draft", "published", None),
        ("", "in_review", "in_review", None),
    ],
)
def test_remarks_and_steps_of_the_review_are_kept(text, before, after, kept, writer, now):
    post = make_post(status=after)
    note = workflow.remark(post, by=writer, text=text, before=before, now=now)
    stored = list(post.review_notes.values_list("text", "status"))
    assert stored == ([kept] if kept else [])
    assert (note is None) is (kept is None)
