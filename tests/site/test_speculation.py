"""Which pages tell browsers to follow links ahead of the reader."""

import json
from urllib.parse import unquote

import pytest

from blog.posts.models import DraftLink, Post
from tests.factories import make_post

pytestmark = pytest.mark.django_db


def rules(response):
    header = response["Speculation-Rules"]
    assert header.isascii()
    assert header.isprintable()
    address = header.removeprefix('"').removesuffix('"')
    assert '"' not in address
    kind, _, text = address.partition(",")
    assert kind == "data:application/speculationrules+json"
    return json.loads(unquote(text))


def test_pages_for_readers_carry_the_rules(client):
    post = make_post(tags=["a"])
    for address in ["/", post.get_absolute_url(), "/tags/", "/tags/a/", "/archive/"]:
        (rule,) = rules(client.get(address))["prerender"]
        assert rule["eagerness"] == "moderate"
        everything, paths, marked = rule["where"]["and"]
        assert everything["href_matches"] == "/*"
        assert {"/admin/*", "/accounts/*", "/drafts/*", "/media/*"} <= {
            *paths["not"]["href_matches"]
        }
        assert "nofollow" in marked["not"]["selector_matches"]


def test_nothing_else_carries_them(client, editor, now):
    draft = make_post(status=Post.Status.DRAFT)
    link = DraftLink.objects.make(draft, by=editor, days=1, now=now)
    addresses = [
        "/nothing/", "/feed.atom", "/sitemap.xml", "/robots.txt", "/healthz", "/admin/login/",
        f"/drafts/{link.token}/",
    ]  # fmt: skip
    for address in addresses:
        assert "Speculation-Rules" not in client.get(address), address
    client.force_login(editor)
    preview = client.get(f"{draft.get_absolute_url()}preview/")
    assert preview.status_code == 200
    assert "Speculation-Rules" not in preview
