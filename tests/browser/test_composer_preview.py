"""The preview beside the text, its scrolling, the list of problems, and the page without script."""

import pytest
from playwright.sync_api import expect

from blog.markup import render
from tests.browser import composer_site
from tests.browser.composer_site import STATE, put

pytestmark = pytest.mark.browser

SECTIONS = [f"## 第 {number} 节\n\n{'关于索引与检索的一段文字。' * 30}" for number in range(30)]
LONG = "\n\n".join(SECTIONS)


@pytest.fixture(scope="module")
def home():
    with composer_site.serving() as url:
        yield url


@pytest.fixture
def page(browser, home):
    with composer_site.opened(browser, home) as page:
        yield page


def article(page):
    return page.frame_locator(".composer-frame").locator("article")


def test_the_preview_is_what_the_pipeline_renders(page):
    body = "公式 $x_i^*$ 和**强调**。\n\n```python\na = 1\n```\n"
    put(page, body + "‸")
    expect(article(page).locator("strong")).to_have_text("强调")
    shown = article(page).locator(".article-body").evaluate("body => body.innerHTML")
    as_parsed = "html => new DOMParser().parseFromString(html, 'text/html').body.innerHTML"
    assert shown == page.evaluate(as_parsed, render(body, language="zh-hans").html)
    # With the site's own style sheets.
    family = article(page).locator("math").evaluate("math => getComputedStyle(math).fontFamily")
    assert "Downlink Math" in family


def test_the_server_is_sent_the_form(page):
    put(page, "body‸")
    page.fill("#id_title", "另一个")
    expect(article(page).locator("h1")).to_have_text("另一个")
    fields = STATE["fields"]
    assert fields["body"] == "body"
    assert fields["language"] == "zh-hans"
    assert fields["bylines"] == ["8", "7"]
    assert fields["tags"] == []
    assert fields["published_at_0"] == ""


def test_only_what_changed_is_put_in_anew(page):
    put(page, "![cat](/picture/cat.png)\n\none\n\ntwo‸")
    image, last = article(page).locator("img"), article(page).locator("p").last
    expect(last).to_have_text("two")
    image.evaluate("image => { image.isTheSame = true; }")
    page.keyboard.type(" more\n\nand a new paragraph")
    expect(last).to_have_text("and a new paragraph")
    assert image.evaluate("image => image.isTheSame")
    put(page, "![cat](/picture/cat.png)\n\ntwo‸")
    expect(last).to_have_text("two")
    assert article(page).locator("p").count() == 2
    assert image.evaluate("image => image.isTheSame")


def test_nothing_runs_in_the_preview_and_links_leave_it_alone(page):
    put(page, '[place](#there) <a href="/picture/a.png">out</a>\n\n## There {#there}\n‸')
    frame = page.locator(".composer-frame")
    assert frame.get_attribute("sandbox") == "allow-same-origin"
    article(page).get_by_text("place").click()
    with page.expect_popup() as popup:
        article(page).get_by_text("out").click()
    assert popup.value.url.endswith("/picture/a.png")
    assert page.frames[1].url.endswith("/admin/preview-frame/")


def test_an_error_is_said_and_the_last_preview_stays(browser, home):
    with composer_site.opened(browser, home, allowed="Failed to load resource") as page:
        put(page, "good‸")
        expect(article(page).locator("p")).to_have_text("good")
        STATE["preview"] = 400
        page.keyboard.type(" and bad")
        message = page.locator(".composer-message")
        expect(message).to_have_text("The preview shows an earlier text: A sentence.")
        expect(article(page).locator("p")).to_have_text("good")
        STATE["preview"] = 0
        page.keyboard.type(" and good")
        expect(message).to_have_text("")
        expect(article(page).locator("p")).to_have_text("good and bad and good")


def test_a_lost_login_is_told_to_the_other_parts(browser, home):
    with composer_site.opened(browser, home, allowed="Failed to load resource") as page:
        put(page, "one‸")
        expect(article(page).locator("p")).to_have_text("one")
        page.evaluate(
            """() => document.querySelector(".composer").addEventListener(
              "composer:logged-out", () => { document.body.dataset.told = "yes"; })"""
        )
        STATE["preview"] = 401
        page.keyboard.type(" two")
        expect(page.locator("body")).to_have_attribute("data-told", "yes")
        STATE["preview"] = 0
        page.evaluate(
            """() => document.querySelector(".composer").dispatchEvent(
              new CustomEvent("composer:logged-in"))"""
        )
        expect(article(page).locator("p")).to_have_text("one two")


def test_a_server_that_cannot_be_reached_is_named(browser, home):
    with composer_site.opened(browser, home, allowed="Failed to load resource") as page:
        put(page, "one‸")
        expect(article(page).locator("p")).to_have_text("one")
        page.context.set_offline(True)
        page.keyboard.type(" two")
        expect(page.locator(".composer-message")).to_contain_text("cannot be reached")
        page.context.set_offline(False)
        # Asked again without another key.
        expect(article(page).locator("p")).to_have_text("one two", timeout=15_000)


# Scrolling


SECTION_AT_TOP = """article => [...article.querySelectorAll("h2")]
  .filter(one => one.getBoundingClientRect().top < 60).length - 1"""
TO_SECTION = """async (field, number) => {
  const {heightsOf} = await import("/static/composer/line_places.js");
  field.scrollTop = heightsOf(field, [4 * number + 1])[0];
}"""
IS_AT_END = "field => field.scrollTop + field.clientHeight >= field.scrollHeight - 2"


def soon(page, holds):
    """Whether something becomes true in a few seconds; the page scrolls smoothly, in many steps."""
    for _ in range(200):
        if holds():
            return True
        page.wait_for_timeout(25)
    return False


def test_the_panes_scroll_in_step(browser, home):
    with composer_site.opened(browser, home, LONG) as page:
        field = page.locator("#id_body")
        expect(article(page).locator("h2")).to_have_count(30)
        for number in [12, 25, 3]:
            field.evaluate(TO_SECTION, number)
            assert soon(page, lambda: article(page).evaluate(SECTION_AT_TOP) == number)  # noqa: B023  # called at once
        # The other way round, to the very end.
        article(page).evaluate("article => article.ownerDocument.documentElement.scrollTo(0, 1e6)")
        assert soon(page, lambda: field.evaluate(IS_AT_END))


def test_a_block_of_the_preview_leads_to_its_source(browser, home):
    with composer_site.opened(browser, home) as page:
        put(page, "one\n\ntwo\n\nthree\n\n‸")
        article(page).get_by_text("two").dblclick()
        selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
        expect(page.locator("#id_body")).to_be_focused()
        assert page.locator("#id_body").evaluate(selected) == "two"


# Problems


def test_problems_are_listed_and_lead_to_their_place(page):
    put(page, "\n" * 80 + "坏公式 $\\frac{1}{$ 在这里\n\n![](/picture/a.png)\n‸")
    problems = page.get_by_role("region", name="Problems in the text").get_by_role("button")
    expect(problems).to_have_count(2)
    expect(page.locator(".composer-problem-count")).to_have_text("Problems: 2")
    expect(problems.first).to_contain_text("Line 81")
    expect(problems.first).to_contain_text("Formula")
    page.locator("#id_body").evaluate("field => { field.scrollTop = 0; }")
    problems.first.focus()
    page.keyboard.press("Enter")
    field = page.locator("#id_body")
    expect(field).to_be_focused()
    chosen = field.evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert chosen.startswith("$\\frac")
    assert field.evaluate("field => field.scrollTop") > 500
    put(page, "good‸")
    expect(page.locator(".composer-problem-count")).to_have_text("No problems")
    expect(problems).to_have_count(0)


# Room


def test_on_a_narrow_window_text_and_preview_are_tabs(browser, home):
    with composer_site.opened(
        browser, home, "**one**", viewport={"width": 375, "height": 700}
    ) as page:
        tabs = page.get_by_role("tab")
        expect(tabs).to_have_count(2)
        expect(page.locator(".composer-preview")).to_be_hidden()
        tabs.first.focus()
        page.keyboard.press("ArrowRight")
        expect(tabs.last).to_have_attribute("aria-selected", "true")
        expect(article(page).locator("strong")).to_have_text("one")
        expect(page.locator("#id_body")).to_be_hidden()
        page.get_by_role("tab", name="Write").click()
        expect(page.locator("#id_body")).to_be_visible()
        page.locator("[data-command=preview]").click()
        expect(page.locator("#id_body")).to_be_hidden()
        page.locator("[data-command=bold]").click()
        expect(page.locator("#id_body")).to_be_focused()


@pytest.mark.parametrize("width", [375, 768, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_is_wider_than_the_window(browser, home, width, theme):
    body = "![](/picture/a.png) $\\frac{1}{$ " + "VeryLongWordWithoutAnyBreak" * 20
    with composer_site.opened(
        browser, home, body, viewport={"width": width, "height": 800}
    ) as page:
        page.goto(f"{home}/form/?theme={theme}")
        expect(page.locator(".composer-problem").first).to_be_visible()
        composer = page.locator(".composer")
        assert composer.evaluate("one => one.scrollWidth - one.clientWidth") <= 0
        box = composer.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_the_preview_can_be_put_away_and_stays_so(page, home):
    page.locator("[data-command=preview]").click()
    expect(page.locator(".composer-preview")).to_be_hidden()
    expect(page.locator("[data-command=preview]")).to_have_attribute("aria-pressed", "false")
    # Problems are looked for all the same.
    put(page, "![](/picture/a.png)‸")
    expect(page.locator(".composer-problem")).to_have_count(1)
    page.goto(f"{home}/form/")
    expect(page.locator(".composer-preview")).to_be_hidden()
    page.locator("#id_body").press("Control+Shift+p")
    expect(page.locator(".composer-preview")).to_be_visible()


def test_without_script_the_text_is_a_field_as_any_other(browser, home):
    with composer_site.opened(browser, home, "one", java_script_enabled=False) as page:
        page.fill("#id_body", "two")
        page.click("[name=_save]")
        assert STATE["saved"]["body"] == "two"
        assert page.locator(".composer").count() == 0
