"""Hostile articles in a real browser, its Content-Security-Policy switched off: nothing runs."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from lxml import etree

from blog.posts.listing_views import PostListView
from blog.posts.models import Post
from tests.browser.alarms import armed
from tests.markup.payloads.catalogue import BODIES, numbered

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST_MINUTE = datetime(2026, 1, 1, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
ENTRIES_ON_A_PAGE = 40
EVERYTHING = list(chain.from_iterable(BODIES.values()))


@pytest.fixture
def alarms(browser, live_server):
    with armed(browser, live_server.url) as page:
        yield page


def make_hostile_posts(payloads, **fields):
    """Save an article for each payload; return them with the payload that each was made of.

    Numbers begin with 100, so that no `alert(1)` is taken for one of them.
    """
    posts = []
    for number, payload in enumerate(payloads, start=100):
        moment = FIRST_MINUTE + timedelta(minutes=number)
        told = {"status": "published", "published_at": moment, "updated_at": moment}
        # As the forms and the importers, which let no NUL through.
        body = numbered(payload, number).replace("\0", "")
        post = Post(
            title=f"Payload {number}",
            slug=f"payload-{number}",
            body=body,
            language="en",
            **(told | fields),
        )
        post.save()
        posts.append((post, payload))
    return posts


@pytest.mark.parametrize("channel", BODIES)
def test_no_article_runs(channel, alarms):
    heard = {
        payload: noticed
        for post, payload in make_hostile_posts(BODIES[channel])
        if (noticed := alarms.open(post.get_absolute_url()))
    }

    assert heard == {}


def test_no_draft_runs_in_an_editors_preview(alarms, editor, client):
    client.force_login(editor)
    alarms.log_in(client)

    heard = {
        payload: noticed
        for post, payload in make_hostile_posts(EVERYTHING[::8], status="draft")
        if (noticed := alarms.open(f"{post.get_absolute_url()}preview/"))
    }

    assert heard == {}


def test_no_excerpt_runs_on_a_card(alarms, monkeypatch):
    monkeypatch.setattr(PostListView, "paginate_by", len(EVERYTHING))
    make_hostile_posts(EVERYTHING)

    assert alarms.open("/") == []
    assert alarms.page.locator("article.card").count() == len(EVERYTHING)


def test_no_entry_of_a_feed_runs_as_a_page(alarms, settings, client):
    settings.POSTS_PER_FEED = len(EVERYTHING)
    make_hostile_posts(EVERYTHING)

    written = entries_of(client)

    for start in range(0, len(written), ENTRIES_ON_A_PAGE):
        page = "<hr>".join(written[start : start + ENTRIES_ON_A_PAGE])
        # The one style that feeds give: to pictures of formulas in a line (posts.feeds).
        page = page.replace(' style="vertical-align:middle"', "")
        assert alarms.show(f"<!doctype html><title>x</title><main>{page}</main>") == []


def entries_of(client):
    """Return what the three feeds hold as HTML, each text once."""
    items = json.loads(feed(client, "json"))["items"]
    entries = list(etree.fromstring(feed(client, "atom")).iter(f"{ATOM}entry"))
    rss = list(etree.fromstring(feed(client, "rss")).iter("item"))
    assert len(items) == len(entries) == len(rss) == len(EVERYTHING)
    texts = [item["content_html"] for item in items]
    texts += [entry.findtext(f"{ATOM}content") for entry in entries]
    texts += [item.findtext(f"{CONTENT}encoded") for item in rss]
    texts += [item.findtext("description") for item in rss]
    return list(dict.fromkeys(filter(None, texts)))


def feed(client, ending):
    response = client.get(f"/feed.{ending}")
    assert response.status_code == 200
    return response.content
