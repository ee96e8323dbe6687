"""The history of an article and the links to its draft, in a browser."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from blog.posts.models import DraftLink, Post
from tests.factories import make_author, make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [375, 768, 1440]


@pytest.fixture
def writer(db):
    return make_author("林知夏", user=make_user("zhixia", role="author"))


@pytest.fixture
def post(writer):
    """Two revisions, with what is wide and what has a head of its own."""
    body = "## header\n\n深度学习需要大量数据。\n\n$$x_1" + "+x_1" * 60 + "$$\n\n" + "w" * 300
    post = make_post("深度学习", body=body, language="zh-hans", status="draft", authors=[writer])
    post.body = body.replace("大量", "海量").replace("x_1+", "x_2+")
    post.save()
    post.record_revision(by=writer.user, note="w" * 300)
    return Post.objects.get(pk=post.pk)


@pytest.fixture
def admin(watched, live_server, client, writer):
    """A browser in which the writer is logged in, and its complaints."""
    page, complaints = watched
    client.force_login(writer.user)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page, complaints


def address(live_server, name, post, *more, **query):
    return live_server.url + reverse(f"admin:posts_post_{name}", args=[post.pk, *more], query=query)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_the_history_scrolls_sideways_or_makes_the_browser_complain(
    width, scheme, post, admin, live_server, writer
):
    page, complaints = admin
    DraftLink.objects.make(post, by=writer.user, days=7, now=timezone.now())
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    rendered = {"as": "rendered"}
    for target in (
        address(live_server, "history", post),
        address(live_server, "revision", post, 1),
        address(live_server, "revision", post, 1, **rendered),
        address(live_server, "compare", post),
        address(live_server, "compare", post, **rendered),
        address(live_server, "rendered", post, **{"from": 1, "to": 2}),
        address(live_server, "restore", post, revision=1),
        address(live_server, "draft_links", post),
    ):
        page.goto(target)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, target
    assert not complaints


def test_two_revisions_are_chosen_compared_and_one_is_restored(post, admin, live_server):
    page, complaints = admin
    page.goto(address(live_server, "history", post))
    page.get_by_role("radio", name="From revision 1").check()
    page.get_by_role("radio", name="To revision 2").check()
    page.get_by_role("button", name="Compare the chosen revisions").click()
    expect(page.locator(".differences .changed del").first).to_have_text("大")
    page.get_by_role("link", name="Rendered").click()
    frame = page.frame_locator("iframe.revision-frame")
    expect(frame.locator("p ins")).to_have_text("海")
    page.goto(address(live_server, "history", post))
    page.get_by_role("link", name="Restore").click()
    page.get_by_role("button", name="Restore revision 1").click()
    expect(page.locator(".messagelist .success")).to_contain_text("restored as revision 3")
    assert not complaints
    assert "大量" in Post.objects.get(pk=post.pk).body


def test_a_link_is_made_copied_read_and_revoked(post, admin, live_server, settings, browser):
    settings.SITE_URL = live_server.url
    page, complaints = admin
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(live_server, "draft_links", post))
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == live_server.url + DraftLink.objects.get().get_absolute_url()

    stranger = browser.new_context()
    reading = stranger.new_page()
    reading.goto(copied)
    expect(reading.get_by_role("heading", name="深度学习")).to_be_visible()
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    assert reading.goto(copied).status == 410
    stranger.close()
    assert not complaints
