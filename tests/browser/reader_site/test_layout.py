"""Every kind of page on every width of screen, in either colours, with scripts and without."""

import pytest

from tests.browser.reader_site.measures import faults_of_layout, is_dark

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = [320, 375, 768, 1440, 2560]
LOOSE = """
* { line-height: 1.5 !important; }
* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""As loose as a reader may set text (WCAG 2.2, 1.4.12)."""
LARGE = ":root { font-size: 200% !important; }"
"""As large as a reader may (1.4.4)."""


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_no_page_reaches_over_the_side_or_makes_the_browser_complain(scripts, site, visit):
    visitor = visit(java_script_enabled=scripts)
    faults = []
    for name, kind in {**site.pages, **site.feeds}.items():
        page = visitor.open(kind)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            faults += [f"{name}, {width} px: {fault}" for fault in faults_of_layout(page)]
    assert faults == [], "\n".join(faults)


@pytest.mark.parametrize("width", [320, 2560])
def test_a_page_is_right_at_once_on_the_narrowest_and_the_widest_screen(width, site, visit):
    visitor = visit(viewport={"width": width, "height": 900})
    faults = []
    for name in ("home", "article", "part of a series", "results", "archive"):
        page = visitor.open(site.pages[name])
        faults += [f"{name}: {fault}" for fault in faults_of_layout(page)]
    assert faults == [], "\n".join(faults)


def test_every_page_has_the_colours_of_the_system(site, visit):
    visitor = visit(color_scheme="light")
    for name, kind in site.pages.items():
        page = visitor.open(kind)
        assert not is_dark(page), name
        page.emulate_media(color_scheme="dark")
        assert is_dark(page), name
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize(("theme", "system"), [("dark", "light"), ("light", "dark")])
def test_every_page_comes_in_the_colours_that_were_chosen(theme, system, site, visit):
    visitor = visit(theme=theme, color_scheme=system, java_script_enabled=False)
    # What went wrong is told in the system's colours; nothing is known of the visitor there.
    for name in site.pages.keys() - {"ended link", "not allowed"}:
        page = visitor.open(site.pages[name])
        assert is_dark(page) == (theme == "dark"), name


@pytest.mark.parametrize(("rules", "width"), [(LOOSE, 375), (LARGE, 640)], ids=["loose", "large"])
def test_text_may_be_loose_and_large(rules, width, site, visit):
    visitor = visit(viewport={"width": width, "height": 900})
    faults = []
    for name in ("home", "article", "part of a series", "author", "results", "tags", "archive"):
        page = visitor.open(site.pages[name])
        page.evaluate(
            """(rules) => {
                const sheet = new CSSStyleSheet();
                sheet.replaceSync(rules);
                document.adoptedStyleSheets.push(sheet);
            }""",
            rules,
        )
        faults += [f"{name}: {fault}" for fault in faults_of_layout(page)]
    assert faults == [], "\n".join(faults)
