"""The readers' pages as they are laid out: at every width, in both themes, without scripts."""

import pytest

from blog.posts.models import Series
from tests.factories import make_author, make_category, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = "\n\n".join(f"## 第 {number} 节\n\n" + "一段文字。" * 60 for number in range(1, 9))
NARROW, WIDE = 375, 1440


@pytest.fixture
def article(db):
    series = Series.objects.create(title="从零实现", slug="from-nothing")
    category = make_category("索引", parent=make_category("信息检索"))
    for part in (1, 2, 3):
        post = make_post(
            f"第 {part} 篇",
            body=SECTIONS,
            language="zh-hans",
            authors=[make_author("林知夏"), make_author("AnAuthorWithAVeryLongNameInOneWord" * 2)],
            tags=["倒排索引", "AVeryLongTagNameWithoutAnyPlaceToBreakItAnywhere"],
            category=category,
            series=series,
            series_position=part,
        )
    return post


@pytest.fixture
def unscripted(browser):
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [320, 600, 959, 960, 1200, 1920, 2560])
def test_no_page_is_wider_than_the_window(width, article, watched, live_server):
    page, complaints = watched
    page.set_viewport_size({"width": width, "height": 900})
    author = article.authors.first()
    addresses = [
        "/", article.get_absolute_url(), article.category.get_absolute_url(), "/categories/",
        "/tags/", "/tags/?order=name", "/authors/", author.get_absolute_url(), "/archive/",
        "/series/", article.series.get_absolute_url(), "/search/", "/search/?q=文字",
        "/search/?q=nothing+tag:倒排索引",
    ]  # fmt: skip
    for address in addresses:
        assert page.goto(live_server.url + address).status == 200
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width} px"
    assert complaints == []


def test_the_contents_stay_beside_the_text_where_there_is_room(article, unscripted, live_server):
    unscripted.set_viewport_size({"width": WIDE, "height": 700})
    unscripted.goto(live_server.url + article.get_absolute_url())
    contents, body = unscripted.locator(".toc"), unscripted.locator(".article-body")
    last = contents.get_by_role("link", name="第 8 节")
    assert last.is_visible()
    assert not contents.locator("summary").is_visible()
    before, text = contents.bounding_box(), body.bounding_box()
    assert before["x"] + before["width"] <= text["x"]
    unscripted.locator(".article-body h2").last.scroll_into_view_if_needed()
    assert last.is_visible()
    assert 0 <= contents.bounding_box()["y"] < before["y"]


def test_the_contents_are_a_disclosure_where_there_is_none(article, unscripted, live_server):
    unscripted.set_viewport_size({"width": NARROW, "height": 700})
    unscripted.goto(live_server.url + article.get_absolute_url())
    first = unscripted.locator(".toc").get_by_role("link", name="第 1 节")
    assert not first.is_visible()
    unscripted.locator(".toc summary").click()
    assert first.is_visible()


@pytest.mark.parametrize(
    ("theme", "scheme", "paper"),
    [
        ("", "light", "rgb(251, 250, 247)"),
        ("", "dark", "rgb(20, 24, 27)"),
        ("dark", "light", "rgb(20, 24, 27)"),
        ("light", "dark", "rgb(251, 250, 247)"),
    ],
)
def test_the_colours_are_the_readers_before_they_are_the_systems(
    theme, scheme, paper, article, watched, live_server
):
    page, _complaints = watched
    page.emulate_media(color_scheme=scheme)
    if theme:
        page.context.add_cookies([{"name": "theme", "value": theme, "url": live_server.url}])
    page.goto(live_server.url + article.get_absolute_url())
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == paper


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_what_is_pressed_is_large_enough(width, article, watched, live_server):
    # WCAG 2.2, 2.5.8: 24 by 24 pixels; links within sentences are exempt.
    page, _complaints = watched
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/", "/search/", article.get_absolute_url()):
        page.goto(live_server.url + address)
        small = page.evaluate("""
            [...document.querySelectorAll(
                "button, input:not([type=hidden]), :is(.masthead li, .toc, .pagination, .tags) a"
            )].filter(one => one.checkVisibility())
              .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
              .filter(([, box]) => box.width < 24 || box.height < 24)
              .map(([html, box]) => `${html}: ${box.width} × ${box.height}`)
        """)
        assert small == []


def test_paper_gets_the_text_and_not_the_navigation(article, watched, live_server):
    page, _complaints = watched
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(live_server.url + article.get_absolute_url())
    for selector in (".masthead nav", ".site-footer", ".toc", ".theme-switch"):
        assert not page.locator(selector).is_visible()
    assert page.locator(".article-body").is_visible()
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(0, 0, 0)"
