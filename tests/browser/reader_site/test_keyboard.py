"""Every page by keyboard alone: all is reached, focus is seen, what is wide can be scrolled."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NARROW, WIDE = {"width": 375, "height": 800}, {"width": 1440, "height": 900}
STILL = {"reduced_motion": "reduce"}

# What has the focus: whether it can be seen that it has, and whether something lies over it.
_STOP = """() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body) return null;
    window.stops ??= new Set();
    if (window.stops.has(stop)) return null;
    window.stops.add(stop);
    const faults = [];
    const style = getComputedStyle(stop);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 1)
        faults.push("its focus is not seen");
    const parts = [...stop.getClientRects()].filter((part) => part.width && part.height);
    const isSeen = parts.some((part) => {
        const x = (Math.max(part.left, 0) + Math.min(part.right, innerWidth)) / 2;
        const y = (Math.max(part.top, 0) + Math.min(part.bottom, innerHeight)) / 2;
        const top = document.elementFromPoint(x, y);
        return top && (stop.contains(top) || top.contains(stop));
    });
    if (!isSeen) faults.push("it lies outside the window or under something else");
    return faults.map((fault) => `${stop.outerHTML.slice(0, 120)}: ${fault}`);
}"""

_MISSED = """() => {
    const kinds =
        "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
    return [...document.querySelectorAll(kinds)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled)
        .filter((one) => !one.closest("details:not([open]) > :not(summary)"))
        .filter((one) => !window.stops.has(one))
        .map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("home", WIDE),
        ("article", NARROW),
        ("part of a series", WIDE),
        ("author", NARROW),
        ("results", WIDE),
        ("no results", NARROW),
        ("tags by name", NARROW),
        ("archive", WIDE),
        ("not found", NARROW),
    ],
)
def test_everything_is_reached_with_its_focus_in_sight(name, size, site, visit):
    page = visit(viewport=size, **STILL).open(site.pages[name])
    faults: list[str] = []
    # The video of another site's has stops of its own.
    page.locator("iframe").evaluate_all("frames => frames.forEach(frame => frame.remove())")
    if page.locator("main input[autofocus]").count():
        page.evaluate("document.activeElement.blur()")
    while True:
        page.keyboard.press("Tab")
        found = page.evaluate(_STOP)
        if found is None:
            break
        faults += found
    assert faults == [], "\n".join(faults)
    missed = page.evaluate(_MISSED)
    assert missed == [], "\n".join(missed)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_first_stop_leads_past_the_masthead(scripts, site, visit):
    page = visit(java_script_enabled=scripts, **STILL).open(site.pages["home"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_attribute("href", "#page-content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_contents_open_and_lead_to_a_section(scripts, site, visit):
    page = visit(viewport=NARROW, java_script_enabled=scripts, **STILL).open(site.pages["article"])
    contents = page.locator(".toc details")
    link = contents.locator("a").nth(2)
    expect(link).to_be_hidden()
    contents.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    link.focus()
    page.keyboard.press("Enter")
    section = page.evaluate("decodeURIComponent(location.hash.slice(1))")
    heading = page.locator(f"[id='{section}']")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_text(link.inner_text())


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_colours_are_changed(scripts, site, visit):
    page = visit(color_scheme="light", java_script_enabled=scripts).open(site.pages["article"])
    root, dark = page.locator("html"), page.locator(".theme-switch button[value=dark]")
    dark.focus()
    page.keyboard.press("Enter")
    expect(root).to_have_css("color-scheme", "dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    page.locator(".theme-switch button[value=system]").focus()
    page.keyboard.press("Space")
    expect(root).to_have_css("color-scheme", "light dark")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("block", [".table-scroll", ".highlight pre", ".math-display"])
def test_what_is_wide_scrolls_inside_itself(block, scripts, site, visit):
    page = visit(viewport=NARROW, java_script_enabled=scripts, **STILL).open(site.pages["article"])
    wide = page.locator(f".article-body {block}").first
    wide.focus()
    expect(wide).to_be_focused()
    before = _scrolled(wide)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    # Chromium scrolls by key in steps of a frame each.
    expect(wide).not_to_have_js_property("scrollLeft", before)
    assert page.evaluate("scrollX") == 0


def _scrolled(box: Any) -> float:
    return float(box.evaluate("box => box.scrollLeft"))
