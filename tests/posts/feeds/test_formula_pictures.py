"""The pictures of formulas in feeds, at their addresses."""

import json
import re
import uuid
from datetime import timedelta

import pytest

from tests.factories import make_post

pytestmark = pytest.mark.django_db
SITE = "https://blog.example.org"


def addresses(client):
    text = json.loads(client.get("/feed.json").content)["items"][0]["content_html"]
    found = re.findall(r'src="([^"]+\.svg)"', text)
    assert all(address.startswith(f"{SITE}/formulas/") for address in found)
    return [address.removeprefix(SITE) for address in found]


def test_a_feed_leads_to_the_pictures_of_its_formulas(client, django_assert_num_queries):
    make_post(body="$\\frac{a}{b}$ 与 $\\frac{c}{d}$ 与 $x$")
    first, second = addresses(client)
    with django_assert_num_queries(1):
        response = client.get(first)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "<title>\\frac{a}{b}</title>" in response.content.decode()
    assert "<title>\\frac{c}{d}</title>" in client.get(second).content.decode()


def test_a_picture_never_changes_and_runs_nothing(client):
    make_post(body="$\\frac{a}{b}$")
    response = client.get(*addresses(client))
    assert "immutable" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("hide", ["unpublish", "archive"])
def test_a_hidden_article_shows_no_formula(hide, client):
    post = make_post(body="$\\frac{a}{b}$")
    (address,) = addresses(client)
    getattr(post, hide)()
    post.save()
    assert client.get(address).status_code == 404


def test_a_scheduled_article_shows_no_formula_before_its_time(client, now):
    post = make_post(body="$\\frac{a}{b}$")
    (address,) = addresses(client)
    post.publish(now, now + timedelta(days=1))
    post.save()
    assert client.get(address).status_code == 404


def test_a_formula_that_is_gone_is_not_found(client):
    post = make_post(body="$\\frac{a}{b}$")
    (address,) = addresses(client)
    post.body = "$\\frac{a}{c}$"
    post.save()
    assert client.get(address).status_code == 404
    assert addresses(client) != [address]


@pytest.mark.parametrize("digest", ["0" * 20, "x", "..", "%00", "a" * 5000])
def test_what_is_no_formula_is_not_found(digest, client):
    post = make_post(body="$\\frac{a}{b}$")
    assert client.get(f"/formulas/{post.uid}/{digest}.svg").status_code == 404
    assert client.get(f"/formulas/{uuid.uuid4()}/{digest}.svg").status_code == 404


def test_a_formula_that_is_not_drawn_has_no_picture(client):
    make_post(body="$\\cancel{x}$")
    assert addresses(client) == []


def test_only_reading_is_answered(client):
    make_post(body="$\\frac{a}{b}$")
    (address,) = addresses(client)
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
