"""Feeds as somebody sees them who opens one in a browser."""

import re

import pytest

from tests.factories import make_author, make_category, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def articles():
    category = make_category("Search")
    make_post(
        "倒排索引 & <b>more</b>",
        body="很长的一段文字 a<b " * 30 + "\n\n$\\frac{a}{b}$",
        category=category,
        authors=[make_author("林知夏"), make_author("Emma Larsen")],
    )
    make_post("Second " + "longword" * 20, category=category)
    return category


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1440])
@pytest.mark.parametrize("format", ["atom", "rss"])
def test_a_feed_looks_like_a_page(format, width, scheme, watched, live_server, articles):
    from playwright.sync_api import expect

    page, complaints = watched
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server.url}{articles.get_absolute_url()}feed.{format}")

    expect(page).to_have_title("Search · Incoming Transmission")
    expect(page.get_by_text("This is a feed")).to_be_visible()
    expect(page.locator(".address")).to_contain_text(f"/feed.{format}")
    titles = page.locator("article a")
    expect(titles).to_have_count(2)
    expect(titles.last).to_have_text("倒排索引 & <b>more</b>")
    expect(titles.last).to_have_attribute("href", re.compile("/posts/"))
    expect(page.locator("article p").last).to_contain_text("a<b")
    # What feed readers read is not shown.
    for name in {"atom": ["content", "id", "summary"], "rss": ["description", "guid"]}[format]:
        expect(page.locator(name).last).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark == {"light": "rgb(251, 250, 247)", "dark": "rgb(20, 24, 27)"}[scheme]
    assert complaints == []


def test_the_picture_of_a_formula_shows_and_runs_nothing(watched, live_server, articles, client):
    page, complaints = watched
    content = client.get("/feed.json").json()["items"]
    (address,) = re.findall(r"/formulas/[^\"]+\.svg", str(content))
    page.goto(f"{live_server.url}{address}")

    fill = page.evaluate("getComputedStyle(document.documentElement).fill")
    assert fill == "rgb(20, 22, 26)"
    assert complaints == []
