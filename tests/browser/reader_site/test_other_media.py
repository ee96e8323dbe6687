"""The pages on paper, without motion, and in the few colours that somebody's system has."""

import pytest

from tests.browser.reader_site.measures import faults_of_layout, is_dark

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAPER = {"width": 700, "height": 990}
"""A sheet of A4 within its margins, in CSS pixels."""


@pytest.fixture
def printed(site, visit):
    """Return a function that opens a page as it is printed by somebody who reads on a dark one."""
    visitor = visit(viewport=PAPER, theme="dark")

    def open_printed(name):
        page = visitor.open(site.pages[name])
        page.emulate_media(media="print")
        return page

    return open_printed


def test_an_article_is_printed_whole_and_nothing_but_it(printed):
    page = printed("article")
    assert not is_dark(page)
    for part in ("header nav[aria-label=Site]", "form", "nav.toc", ".copy-button", "nav.after"):
        elements = page.locator(part).all()
        assert elements, part
        for element in elements:
            assert not element.is_visible(), part
    assert page.locator("h1").is_visible()
    proof = page.get_by_text("证明在这里")
    assert proof.is_visible(), "what is folded away is not printed"


def test_nothing_but_formulas_reaches_over_the_sheet(printed):
    # A formula of many terms has no place where it may be broken.
    for name in ("part of a series", "author", "archive"):
        assert faults_of_layout(printed(name)) == [], name


def test_code_wraps_on_paper(printed):
    page = printed("article")
    blocks = page.locator(".highlight pre").all()
    assert blocks
    for code in blocks:
        assert code.evaluate("code => code.scrollWidth <= code.clientWidth + 1")


def test_a_list_is_printed_without_its_pages(printed):
    page = printed("home")
    assert page.locator("main h2").first.is_visible()
    assert not page.locator("nav a[rel=next]").is_visible()
    assert faults_of_layout(page) == []


def test_nothing_moves_for_who_wants_no_motion(site, visit):
    visitor = visit(reduced_motion="reduce")
    for name in ("home", "article", "results"):
        page = visitor.open(site.pages[name])
        # What follows the scrolling hand stands still with it.
        moving = page.evaluate(
            """() => [document.documentElement, ...document.body.querySelectorAll("*")]
                .filter((one) => {
                    const { transitionDuration, animationName, animationTimeline, scrollBehavior }
                        = getComputedStyle(one);
                    return transitionDuration.split(", ").some((time) => parseFloat(time) > 0.01)
                        || (animationName !== "none" && animationTimeline === "auto")
                        || scrollBehavior === "smooth";
                })
                .map((one) => one.outerHTML.slice(0, 80))"""
        )
        assert moving == [], name


def test_focus_and_boxes_are_seen_in_forced_colours(site, visit):
    page = visit(forced_colors="active").open(site.pages["article"])
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    pressed, other = (
        page.locator(f".theme-switch button[aria-pressed={state}]").first.evaluate(
            "one => { const s = getComputedStyle(one);"
            " return [s.borderStyle, s.borderColor, s.backgroundColor, s.outlineStyle].join(); }"
        )
        for state in ("true", "false")
    )
    assert pressed != other, "the colours that are chosen are not told from the others"
    for box in (".callout", ".highlight", "kbd", "th"):
        edges = page.locator(f".article-body {box}").first.evaluate(
            "box => { const s = getComputedStyle(box); return ['Top', 'Right', 'Bottom', 'Left']"
            ".some(side => s[`border${side}Style`] !== 'none'"
            " && parseFloat(s[`border${side}Width`]) > 0); }"
        )
        assert edges, f"{box} has no edge"
