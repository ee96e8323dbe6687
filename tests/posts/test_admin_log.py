from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry

from blog.posts.admin_log import last_saved_by, log_of
from tests.factories import make_post, make_user

pytestmark = pytest.mark.django_db


def logged(post, user, at, message="Saved"):
    LogEntry.objects.log_actions(user.pk, [post], CHANGE, message, single_object=True)
    entry = LogEntry.objects.latest("pk")
    LogEntry.objects.filter(pk=entry.pk).update(action_time=at)


@pytest.fixture
def post():
    return make_post()


def test_who_saved_last_is_whoever_the_log_names_first_since_then(post):
    emma, ada, kurt = (make_user(name) for name in ("emma", "ada", "kurt"))
    logged(post, emma, post.modified_at - timedelta(minutes=1))
    logged(post, ada, post.modified_at + timedelta(milliseconds=5))
    logged(post, kurt, post.modified_at + timedelta(minutes=1), "Made a draft link")
    assert last_saved_by(post) == ada


def test_nobody_is_known_of_a_save_by_a_command(post):
    logged(post, make_user(), post.modified_at - timedelta(minutes=1))
    assert last_saved_by(post) is None


def test_the_log_is_of_one_article_and_costs_one_query(post, django_assert_num_queries):
    user = make_user()
    for one in (post, make_post("Other")):
        logged(one, user, one.modified_at)
    with django_assert_num_queries(1):
        assert [entry.user for entry in log_of(post)] == [user]
