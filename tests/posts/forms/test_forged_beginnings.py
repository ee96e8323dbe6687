"""Forms that do not say rightly which version they began from: what no browser sends by itself."""

import json

import pytest
from django.urls import reverse

from blog.posts.models import Post
from tests.factories import make_post
from tests.posts.form_data import change_address, form_of
from tests.posts.forms.merging import BODY, form_in, merging, posted_again, saved_by, sentence

pytestmark = pytest.mark.django_db


FORGED = [
    {"base_version": "-1"},
    {"base_version": "1' OR 1=1"},
    {"base_version": "9" * 400},
    {"base_version": ""},
    {"base_revision": "-4"},
    {"base_revision": "text"},
    {"base_revision": "999"},
    {"base_revision": "9" * 5000},
    {"base_state": "{"},
    {"base_state": "[]"},
    {"base_state": '{"title": "text"}'},
    {"base_state": '{"title": [1]}'},
    {"base_state": '{"title": ["\\ud800"]}'},
    {"base_state": "[" * 100_000},
    {"base_state": json.dumps({"title": ["x" * 1_500_000]})},
]


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: str(forged)[:30])
def test_a_forged_beginning_stores_nothing_and_is_no_dead_end(forged, admin):
    post = make_post("Stored title", body=BODY)
    mine = form_of(post, title="My title", body=BODY.replace("Second", "My second"), **forged)
    response = admin.post(change_address(post), mine)
    assert "did not say rightly which version" in sentence(response)
    assert Post.objects.get(pk=post.pk).title == "Stored title"
    assert "My second" in form_in(response)["body"].value()
    assert form_in(response)["title"].value() == "My title"
    assert not any(name.startswith("base_") for name in form_in(response).errors)
    labels = [question.label for question in merging(response).questions]
    assert labels == ["Text", "Title"]
    choices = {question.name: "mine" for question in merging(response).questions}
    response = admin.post(change_address(post), posted_again(response, **choices))
    assert "Look at the merged article" in sentence(response)
    assert admin.post(change_address(post), posted_again(response)).status_code == 302
    post = Post.objects.get(pk=post.pk)
    assert (post.title, post.body) == ("My title", BODY.replace("Second", "My second"))


def test_a_revision_of_another_article_is_no_beginning(admin):
    other = make_post(body="Other")
    for number in range(4):
        saved_by(None, other, body=f"Other {number}")
    post = make_post(body=BODY)
    mine = form_of(post, body="Mine", base_revision=5)
    response = admin.post(change_address(post), mine)
    assert "did not say rightly" in sentence(response)
    assert "Other 3" not in response.content.decode()


@pytest.mark.parametrize("forged", FORGED, ids=lambda forged: str(forged)[:30])
def test_a_forged_beginning_is_no_dead_end_for_a_new_article_either(forged, admin):
    address = reverse("admin:posts_post_add")
    response = admin.post(address, form_of(title="New", **forged))
    if response.status_code == 200:
        assert "Nothing has been saved now" in sentence(response)
        assert not Post.objects.exists()
        response = admin.post(address, posted_again(response))
    assert response.status_code == 302
    assert Post.objects.get().title == "New"
