"""Bylines that somebody else changed meanwhile."""

import pytest

from accounts.models import Role
from blog.posts.models import Byline, Post
from tests.factories import make_author, make_post, make_user
from tests.posts.form_data import change_address, form_of
from tests.posts.forms.merging import BODY, posted_again, saved_by

pytestmark = pytest.mark.django_db


def with_authors(*names):
    authors = [make_author(name) for name in names]
    return make_post(body=BODY, authors=authors), authors


def shown_authors(response):
    formset = response.context["inline_admin_formsets"][0].formset
    rows = [form for form in formset.forms if form["author"].value()]
    return [int(form["author"].value()) for form in rows]


def names_of(post):
    return [byline.author.name for byline in post.bylines.order_by("position")]


def test_bylines_that_only_they_changed_are_theirs(admin):
    post, (a, _b) = with_authors("A", "B")
    mine = form_of(post, body="Mine")
    c = make_author("C")
    post.set_bylines([c, a])
    saved_by(make_user(), post, title="Theirs")
    response = admin.post(change_address(post), mine)
    assert shown_authors(response) == [c.pk, a.pk]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["C", "A"]


def test_bylines_that_only_i_changed_are_mine(admin):
    post, _authors = with_authors("A", "B")
    mine = form_of(post, **{"bylines-0-DELETE": "on"})
    saved_by(make_user(), post, title="Theirs")
    response = admin.post(change_address(post), mine)
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["B"]


def test_bylines_that_both_changed_are_theirs_and_mine_are_named(admin):
    post, _authors = with_authors("A", "B")
    mine = form_of(post, **{"bylines-TOTAL_FORMS": 3, "bylines-2-author": make_author("Mine").pk})
    post.set_bylines([make_author("Theirs")])
    response = admin.post(change_address(post), mine)
    assert response.status_code == 200
    page = response.content.decode()
    assert "yours were: A, B, Mine" in page
    assert names_of(post) == ["Theirs"]
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    assert names_of(post) == ["Theirs"]


def test_a_byline_that_vanished_is_no_dead_end(admin):
    post, (a, b) = with_authors("A", "B")
    mine = form_of(post, body="Mine")
    Byline.objects.filter(post=post).delete()
    post.set_bylines([a, b])
    assert admin.post(change_address(post), mine).status_code == 302
    assert names_of(post) == ["A", "B"]


@pytest.mark.parametrize(
    "forged",
    [
        {"bylines-TOTAL_FORMS": "x"},
        {"bylines-INITIAL_FORMS": "", "bylines-TOTAL_FORMS": "99999999"},
        {"bylines-0-id": "x", "bylines-1-id": "-5"},
        {"bylines-0-id": "99999999999999999999"},
        {"bylines-1-id": ""},
    ],
)
def test_forged_rows_give_no_traceback_and_lose_no_name(forged, admin):
    post, _authors = with_authors("A", "B")
    assert admin.post(change_address(post), form_of(post, **forged)).status_code == 302
    assert names_of(post) == ["A", "B"]


def test_who_may_not_assign_bylines_can_neither_add_nor_drop_one(client):
    user = make_user("kai", role=Role.AUTHOR)
    post = make_post(authors=[make_author("Kai", user=user), make_author("B")])
    client.force_login(user)
    stranger = make_author("Stranger")
    forged = form_of(post, body="Mine")
    forged = {name: value for name, value in forged.items() if not name.startswith("bylines")}
    forged |= {
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 0, "bylines-0-author": stranger.pk,
    }  # fmt: skip
    assert client.post(change_address(post), forged).status_code == 302
    assert Post.objects.get(pk=post.pk).body == "Mine"
    assert names_of(post) == ["Kai", "B"]
