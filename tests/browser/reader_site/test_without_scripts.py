"""A reader without JavaScript reads, searches, pages and chooses colours all the same."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def open_plain(site, visit):
    """Return a function that opens a page of the site where no script runs."""
    visitor = visit(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    return lambda name: visitor.open(site.pages[name])


def test_an_article_is_whole(open_plain):
    page = open_plain("article")
    body = page.locator(".article-body")
    expect(body.locator("math")).to_have_count(54)
    expect(body.locator("svg, canvas, noscript")).to_have_count(0)
    expect(body.get_by_text("return F.softmax(scores, dim=-1)")).to_be_visible()
    body.locator("summary").first.click()
    expect(body.get_by_text("证明在这里")).to_be_visible()


def test_the_footnote_and_its_return_lead_to_each_other(open_plain):
    page = open_plain("article")
    reference = page.locator(".article-body sup a").first
    reference.click()
    note = page.get_by_text("脚注的文字")
    expect(note).to_be_in_viewport()
    note.locator("xpath=ancestor::li").locator("a").last.click()
    expect(reference).to_be_in_viewport()


def test_one_pages_through_the_updates(open_plain):
    page = open_plain("home")
    first = _titles(page)
    page.locator("nav a[rel=next]").click()
    assert page.url.endswith("/?page=2")
    assert not set(first) & set(_titles(page))
    page.locator("nav a[rel=prev]").click()
    assert _titles(page) == first


def test_one_searches_from_any_page_and_narrows_what_is_found(open_plain):
    page = open_plain("archive")
    box = page.locator("header input[name=q]")
    box.fill("注意力")
    box.press("Enter")
    page.wait_for_url("**/search/?q=*")
    found = page.locator("#page-results article")
    expect(found.first).to_be_visible()
    expect(page.locator("#page-results mark").first).to_have_text("注意力")
    page.locator("#page-results a[href*='tag%3A'], #page-results a[href*='tag:']").first.click()
    expect(page.locator("main input[name=q]")).to_have_value("注意力 tag:Transformer")
    expect(found.first).to_be_visible()


def test_a_wrong_address_is_searched_for(open_plain):
    page = open_plain("not found")
    box = page.locator("main input[name=q]")
    expect(box).to_have_value("softmax tutoral")
    box.fill("attention")
    box.press("Enter")
    page.wait_for_url("**/search/?q=attention")


def test_the_chosen_colours_stay(open_plain):
    page = open_plain("tags")
    page.locator(".theme-switch button[value=dark]").click()
    assert page.url.endswith("/tags/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page = open_plain("home")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def _titles(page: Any) -> list[str]:
    return list(page.locator("main article h2").all_inner_texts())
