"""axe-core finds nothing on any kind of page: WCAG 2.2 A and AA, and best practices."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SAMPLE = ["home", "part of a series", "category", "author", "results", "tags", "not found"]

# Frames are those of another site's video.
_RUN = """async (tags) => {
    const found = await axe.run({
        runOnly: { type: "tag", values: tags },
        rules: { "target-size": { enabled: true } },
        resultTypes: ["violations"],
        iframes: false,
    });
    return found.violations.flatMap(({ id, help, nodes }) => nodes.map((node) => {
        const why = [...node.any, ...node.all, ...node.none].map(({ message }) => message);
        return `${id} (${help}): ${node.html.slice(0, 120)}: ${why.join("; ")}`;
    }));
}"""


def violations(page: Any) -> list[str]:
    """Return what axe finds on the page, a sentence for each element."""
    page.evaluate(AXE_SCRIPT)
    return list(page.evaluate(_RUN, STANDARDS))


@pytest.mark.parametrize(("width", "system"), [(375, "light"), (1440, "dark")])
def test_axe_finds_nothing_on_any_page(width, system, site, visit):
    visitor = visit(viewport={"width": width, "height": 900}, color_scheme=system)
    found = []
    for name, kind in {**site.pages, **site.feeds}.items():
        page = visitor.open(kind)
        found += [f"{name}: {violation}" for violation in violations(page)]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_chinese_pages_in_chosen_colours(theme, settings, site, visit):
    settings.LANGUAGE_CODE = "zh-hans"
    system = "light" if theme == "dark" else "dark"
    visitor = visit(theme=theme, color_scheme=system, viewport={"width": 375, "height": 900})
    found = []
    for name in SAMPLE:
        page = visitor.open(site.pages[name])
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        found += [f"{name}: {violation}" for violation in violations(page)]
    assert found == [], "\n".join(found)
