"""Two people with the same article open, each in a browser of their own."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Role
from blog.posts.models import Post
from tests.factories import make_post, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = """甲写了第一段。First paragraph.

乙写了第二段。Second paragraph.

丙写了第三段。Third paragraph."""


@pytest.fixture
def article():
    return make_post("倒排索引", body=BODY, language="zh-hans")


@pytest.fixture
def opened(browser, live_server, article):
    """Returns a function that opens the article for an editor of this name."""
    contexts = []

    def open_for(name, **options):
        client = Client()
        client.force_login(make_user(name, role=Role.EDITOR))
        context = browser.new_context(**options)
        contexts.append(context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        page = context.new_page()
        page.goto(live_server.url + reverse("admin:posts_post_change", args=[article.pk]))
        return page

    yield open_for
    for context in contexts:
        context.close()


def change(page, old, new):
    body = page.locator("#id_body")
    body.fill(body.input_value().replace(old, new))


def save(page):
    """Press "Save and continue editing" and wait for the answer."""
    with page.expect_navigation():
        page.locator("input[name=_continue]").first.click()


def test_changes_in_different_places_are_merged_shown_and_stored(opened, article):
    emma, zoe = opened("emma"), opened("zoe")
    change(emma, "First", "Emma's first")
    change(zoe, "第三段", "最后一段")
    save(emma)
    save(zoe)
    panel = zoe.locator("#page-merge")
    expect(panel).to_contain_text("emma")
    expect(panel.locator("ins").filter(has_text="最后").first).to_be_visible()
    both = BODY.replace("First", "Emma's first").replace("第三段", "最后一段")
    expect(zoe.locator("#id_body")).to_have_value(both)
    assert "第三段" in Post.objects.get(pk=article.pk).body
    save(zoe)
    expect(panel).to_have_count(0)
    assert Post.objects.get(pk=article.pk).body == both


@pytest.mark.parametrize("has_script", [True, False])
def test_changes_in_the_same_place_stand_side_by_side_until_one_is_chosen(
    has_script, opened, article
):
    emma = opened("emma")
    zoe = opened("zoe", java_script_enabled=has_script, viewport={"width": 1000, "height": 900})
    change(emma, "Second", "Emma's second")
    change(zoe, "Second", "Zoe's second")
    save(emma)
    save(zoe)
    sides = zoe.locator("#page-merge .merge-side")
    expect(sides).to_have_count(2)
    expect(sides.nth(0)).to_contain_text("Zoe's second")
    expect(sides.nth(1)).to_contain_text("Emma's second")
    left, right = sides.nth(0).bounding_box(), sides.nth(1).bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] <= right["x"]
    expect(zoe.locator("#page-merge input:checked")).to_have_count(0)

    save(zoe)  # without a choice
    expect(zoe.locator(".errorlist.nonfield")).to_contain_text("waits for your choice")
    first = zoe.locator("#page-merge input[type=radio]").first
    first.focus()
    zoe.keyboard.press("ArrowDown")
    expect(sides.nth(1).locator("input")).to_be_checked()
    zoe.keyboard.press("ArrowDown")  # both
    save(zoe)
    expect(zoe.locator(".errorlist.nonfield")).to_contain_text("save again")
    save(zoe)
    stored = Post.objects.get(pk=article.pk).body
    assert stored.index("Zoe's second") < stored.index("Emma's second")
    assert stored.count("Third") == 1


def test_the_panel_fits_every_window(opened):
    emma, zoe = opened("emma"), opened("zoe")
    emma.locator("#id_title").fill("A title by Emma " + "LongWithoutAnyBreak" * 10)
    zoe.locator("#id_title").fill("A title by Zoe")
    change(emma, "Second paragraph.", "Emma's second. " + "LongWithoutAnyBreak" * 20)
    change(zoe, "Second", "Zoe's second")
    emma.locator("#id_summary").fill("A summary by Emma")
    save(emma)
    save(zoe)
    panel = zoe.locator("#page-merge")
    for width in [375, 768, 1440]:
        zoe.set_viewport_size({"width": width, "height": 900})
        box = panel.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert panel.evaluate("element => element.scrollWidth - element.clientWidth") <= 0
