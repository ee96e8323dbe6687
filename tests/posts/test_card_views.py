"""The address of a card."""

import io
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image

from blog.posts.card_images import card_url, keeping
from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post

pytestmark = pytest.mark.django_db


def address_of(post):
    return card_url(Post.objects.for_list().get(pk=post.pk))


@pytest.fixture
def drawings(monkeypatch):
    """How many cards were drawn is the length of this list."""
    made, draw_card = [], keeping.draw_card
    monkeypatch.setattr(keeping, "draw_card", lambda words: made.append(words) or draw_card(words))
    return made


def test_a_card_is_a_picture_that_caches_keep(client):
    response = client.get(address_of(make_post("Raft")))
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(len(response.content))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {*response["Cache-Control"].split(", ")} == {"public", "max-age=31536000", "immutable"}
    assert "Set-Cookie" not in response
    with Image.open(io.BytesIO(response.content)) as picture:
        assert picture.size == (1200, 630)


def test_a_card_costs_three_queries(client, django_assert_num_queries):
    bare = make_post(authors=[])
    full = make_post(
        authors=[make_author() for _ in range(20)],
        tags=[f"tag {number}" for number in range(20)],
        category=make_category(),
    )
    for post in (bare, full):
        address = address_of(post)
        for _ in ("drawn", "stored"):
            with django_assert_num_queries(3):
                assert client.get(address).status_code == 200


def test_a_card_that_is_known_is_not_sent_again(client):
    address = address_of(make_post())
    etag = client.get(address)["ETag"]
    response = client.get(address, headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""


def test_only_its_head_can_be_asked_for_and_nothing_else(client):
    address = address_of(make_post())
    response = client.head(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response.content == b""
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("status", [Post.Status.DRAFT, Post.Status.IN_REVIEW, Post.Status.ARCHIVED])
def test_a_hidden_article_has_no_card(status, client, drawings):
    assert client.get(address_of(make_post(status=status))).status_code == 404
    assert drawings == []


def test_a_scheduled_article_has_none_yet(client, now):
    address = address_of(make_post(published_at=now + timedelta(days=1)))
    assert client.get(address).status_code == 404


def test_what_is_taken_back_takes_its_card_along(client):
    post = make_post()
    address = address_of(post)
    assert client.get(address).status_code == 200
    post.unpublish()
    post.save()
    assert client.get(address).status_code == 404


def test_a_former_address_leads_to_the_present_card(client, drawings):
    author = make_author("Ada")
    post = make_post(authors=[author])
    former = address_of(post)
    author.name = "Augusta Ada"
    author.save()
    response = client.get(former)
    assert response.status_code == 302
    assert response["Location"] == address_of(post) != former
    assert drawings == []
    assert client.get(response["Location"]).status_code == 200
    # Back again: no permanent redirect may stand in the way.
    author.name = "Ada"
    author.save()
    assert client.get(former).status_code == 200


def test_no_address_makes_the_server_draw_more_than_once(client, drawings):
    post = make_post()
    for digest in ("0" * 12, "f" * 12, "x", "0" * 500):
        assert client.get(f"/cards/{post.uid}-{digest}.png").status_code == 302
    assert drawings == []
    for _ in range(3):
        client.get(address_of(post))
    assert len(drawings) == 1


@pytest.mark.parametrize(
    "path", [f"/cards/{UUID(int=1)}-{'0' * 12}.png", "/cards/", "/cards/1-2.png", "/cards/../x.png"]
)
def test_an_unknown_address_is_not_found(path, client):
    assert client.get(path).status_code == 404


def test_the_stored_file_is_not_served_by_its_path(client):
    post = make_post()
    client.get(address_of(post))
    assert client.get(f"/media/{keeping.FOLDER}/{post.uid.hex[:2]}/x.png").status_code == 404
    digest = address_of(post).rpartition("-")[2]
    path = f"/media/cards/{post.uid.hex[:2]}/{post.uid.hex}-{digest}"
    assert client.get(path).status_code == 404
