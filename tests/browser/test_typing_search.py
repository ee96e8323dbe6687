"""Results while typing: the page that the form leads to, without leaving this one."""

import re
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import expect

from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def posts(db):
    make_post("倒排索引入门", body="用 Python 写一个倒排索引。", language="zh-hans")
    make_post("Sorting networks", body="Comparators in Python.")
    make_post("Quicksort", body="Partition and recurse.")


@pytest.fixture
def opened(watched, live_server, posts):
    """The search page; at the end the browser may have complained of nothing."""
    page, complaints = watched
    page.goto(live_server.url + "/search/")
    yield page
    assert complaints == []


def box(page):
    return page.locator("main form[role=search] input[name=q]")


def result(page, title):
    return page.locator("#page-results").get_by_role("link", name=title)


def questions(page):
    """The searches that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda sent: "/search/?" in sent.url and asked.append(unquote(sent.url)))
    return asked


def test_results_come_while_typing(opened, live_server):
    box(opened).press_sequentially("倒排")
    expect(result(opened, "倒排索引入门")).to_be_visible()
    expect(result(opened, "Quicksort")).to_have_count(0)
    expect(opened).to_have_url(f"{live_server.url}/search/?q={quote('倒排')}")
    served = opened.request.get(opened.url).text()
    assert f"<title>{opened.title()}</title>" in served
    expect(opened.locator("#page-results")).not_to_have_attribute("aria-busy", "true")


def test_the_box_keeps_focus_and_caret(opened):
    box(opened).press_sequentially("Pythn")
    opened.keyboard.press("ArrowLeft")
    opened.keyboard.press("o")
    expect(result(opened, "Sorting networks")).to_be_visible()
    expect(box(opened)).to_be_focused()
    assert box(opened).evaluate("box => [box.value, box.selectionStart]") == ["Python", 5]


def test_how_many_results_there_are_is_said(opened):
    box(opened).fill("Python")
    expect(result(opened, "Sorting networks")).to_be_visible()
    count = opened.locator("#page-results [data-announce]").inner_text()
    assert "2" in count
    expect(opened.locator("#site-announcement")).to_have_text(count)
    expect(opened.locator("#site-announcement")).to_have_attribute("role", "status")


def test_an_empty_box_is_the_page_without_a_query(opened, live_server):
    box(opened).fill("Python")
    expect(result(opened, "Sorting networks")).to_be_visible()
    box(opened).fill("")
    expect(opened).to_have_url(f"{live_server.url}/search/")
    expect(result(opened, "Sorting networks")).to_have_count(0)


def test_an_input_method_is_left_to_finish(opened):
    # Its timers wait for `run_for`.
    opened.clock.install()
    opened.reload()
    asked = questions(opened)
    box(opened).evaluate(
        """box => {
            box.dispatchEvent(new CompositionEvent("compositionstart"));
            box.value = "dao pai";
            box.dispatchEvent(new InputEvent("input", {isComposing: true}));
        }"""
    )
    opened.clock.run_for(1000)
    assert asked == []
    box(opened).evaluate(
        """box => {
            box.value = "倒排";
            box.dispatchEvent(new InputEvent("input", {isComposing: true}));
            box.dispatchEvent(new CompositionEvent("compositionend"));
        }"""
    )
    opened.clock.run_for(1000)
    expect(result(opened, "倒排索引入门")).to_be_visible()
    assert [one.partition("?")[2] for one in asked] == ["q=倒排"]


def test_a_question_that_has_become_old_is_given_up(opened):
    held = []

    def hold(route):
        held.append(route)

    opened.route("**/search/?q=Quicksort", hold)
    box(opened).fill("Quicksort")
    expect(opened.locator("#page-results")).to_have_attribute("aria-busy", "true")
    with opened.expect_event("requestfailed") as given_up:
        box(opened).fill("Sorting")
    assert given_up.value.url.endswith("?q=Quicksort")
    expect(result(opened, "Sorting networks")).to_be_visible()
    expect(opened.locator("#page-results")).not_to_have_attribute("aria-busy", "true")
    assert len(held) == 1


def test_keys_that_follow_quickly_are_one_question(opened):
    # Its timers wait for `run_for`: a clock that is only installed goes on by itself.
    opened.clock.install(time=1_795_000_000)
    opened.reload()
    opened.clock.pause_at(1_795_003_600)
    asked = questions(opened)
    for value in ("Q", "Qu", "Qui", "Quicksort"):
        box(opened).fill(value)
        opened.clock.run_for(150)
    assert asked == []
    opened.clock.run_for(100)
    expect(result(opened, "Quicksort")).to_be_visible()
    assert [one.partition("?")[2] for one in asked] == ["q=Quicksort"]


def test_what_is_unfolded_stays_so(opened):
    box(opened).fill("Python")
    opened.set_viewport_size({"width": 375, "height": 800})
    facets = opened.locator("#page-results details.facets")
    expect(facets).to_have_count(1)
    facets.locator("summary").click()
    box(opened).fill("Python -absent")
    expect(opened).to_have_url(re.compile("absent"))
    expect(facets).to_have_attribute("open", "")


def test_after_a_failure_the_form_is_still_there(browser, live_server, posts):
    context = browser.new_context()
    page = context.new_page()
    page.goto(live_server.url + "/search/")
    page.route("**/search/?q=*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        box(page).fill("Quicksort")
    expect(page.locator("#page-results")).not_to_have_attribute("aria-busy", "true")
    assert page.url == live_server.url + "/search/"
    page.unroute("**/search/?q=*")
    box(page).press("Enter")
    expect(page).to_have_url(f"{live_server.url}/search/?q=Quicksort")
    expect(result(page, "Quicksort")).to_be_visible()
    context.close()


def test_without_scripts_the_form_leads_to_the_results(browser, live_server, posts):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + "/search/")
    box(page).fill("Quicksort")
    box(page).press("Enter")
    expect(result(page, "Quicksort")).to_be_visible()
    context.close()
