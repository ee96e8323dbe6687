"""Formulas in a real browser: their font comes, and what should stretch does."""

import pytest

from tests.factories import make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(watched, live_server):
    """Return a function that opens a post with `body`: the page, and the fonts it asked for."""
    page, complaints = watched
    fonts: list[str] = []
    page.on("request", lambda sent: ".woff2" in sent.url and fonts.append(sent.url))

    def open_post(body: str):
        post = make_post(body=body, language="zh-hans")
        page.goto(live_server.url + post.get_absolute_url(), wait_until="networkidle")
        assert complaints == []
        return page, fonts

    return open_post


def height(page, selector: str) -> float:
    return float(page.eval_on_selector(selector, "part => part.getBoundingClientRect().height"))


def test_a_page_without_formulas_asks_for_no_font(opened):
    _, fonts = opened("没有公式。")
    assert fonts == []


def test_formulas_are_set_in_a_font_whose_brackets_stretch(opened):
    page, fonts = opened("$$\\left(\\begin{matrix}1\\\\2\\\\3\\\\4\\end{matrix}\\right)$$")
    # A system that has one of the fonts named before ours does not ask.
    loaded = page.evaluate("[...document.fonts].map(font => font.status)")
    assert loaded == ["loaded"]
    assert len(fonts) <= 1
    assert height(page, "math mo") > 0.9 * height(page, "math mtable")


def test_a_box_and_a_stroke_can_be_seen(opened):
    page, _ = opened("$$\\boxed{x}\\cancel{y}\\colorbox{yellow}{z}$$")
    box = page.eval_on_selector("menclose", "part => getComputedStyle(part).borderTopStyle")
    stroke = page.eval_on_selector(
        "menclose[notation=updiagonalstrike]", "part => getComputedStyle(part).backgroundImage"
    )
    ground = page.eval_on_selector(".m-on-yellow", "part => getComputedStyle(part).backgroundColor")
    assert box == "solid"
    assert "gradient" in stroke
    assert ground != "rgba(0, 0, 0, 0)"


def test_a_number_stands_at_the_right_margin(opened):
    page, _ = opened("$$x \\tag{甲}$$")
    right = "part => part.getBoundingClientRect().right"
    assert (
        page.eval_on_selector("math mtext", right)
        > page.eval_on_selector(".math-display", right) - 20
    )


def test_a_wide_formula_scrolls_in_its_own_box(opened):
    page, _ = opened("$$" + "+".join(f"a_{{{number}}}x" for number in range(40)) + "$$")
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.eval_on_selector(".math-display", "box => box.scrollWidth > box.clientWidth")
