"""Formulas in a real browser: their font comes, and what should stretch does."""

from io import BytesIO

import pytest
from PIL import Image

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


def statuses(page) -> list[str]:
    """What became of the faces of the font of formulas, in the style sheet's order."""
    return list(page.evaluate("[...document.fonts].map(font => font.status)"))


def test_formulas_are_set_in_a_font_whose_brackets_stretch(opened):
    page, fonts = opened("$$\\left(\\begin{matrix}1\\\\2\\\\3\\\\4\\end{matrix}\\right)$$")
    assert statuses(page) == ["unloaded", "unloaded", "unloaded", "loaded"]
    assert len(fonts) == 1
    assert height(page, "math mo") > 0.9 * height(page, "math mtable")


def test_ordinary_formulas_ask_for_one_file(opened):
    _, fonts = opened(
        r"$\alpha, \partial f, \mathcal{L}, \mathscr{N}, \emptyset, \mathbb{E}, \mathbf{w}^\top$ "
        r"$\hat{x} \sin x \in \{1, \dots, n\}, \text{若 “是”}, \Gamma, \nabla f', \neq \le \times$"
    )
    assert [address.rsplit("/", 1)[1] for address in fonts] == ["stix-two-math.woff2"]


@pytest.mark.parametrize(
    ("formula", "face"),
    [(r"\boldsymbol{\theta}", 0), (r"\mathfrak{g}", 1), (r"\varkappa", 1), (r"\geqq", 2)],
)
def test_rare_characters_come_with_a_face_of_their_own(opened, formula, face):
    page, fonts = opened(f"$x = {formula}$")
    assert [number for number, status in enumerate(statuses(page)) if status == "loaded"] == [
        face,
        3,
    ]
    assert len(fonts) == 2


@pytest.mark.parametrize("bracket", ["(", "[", r"\{", "|", r"\|", r"\lfloor", r"\langle"])
def test_a_bracket_is_as_large_as_what_it_holds(opened, bracket):
    page, _ = opened(
        "\n\n".join(
            rf"$$\left{bracket}\begin{{matrix}}{rows}\end{{matrix}}\right.$$"
            for rows in ("1", r"1\\2", r"1\\2\\3")
        )
    )
    formulas = page.query_selector_all("math")
    assert len(formulas) == 3
    for formula in formulas:
        held = formula.query_selector("mtable").bounding_box()["height"]
        drawn = formula.query_selector("mo").bounding_box()["height"]
        # In pixels: half a line more than it holds at most.
        assert 0.85 * held <= drawn <= held + 14


@pytest.mark.parametrize(
    "formula",
    [r"\overbrace{%s}^n", r"\underbrace{%s}_n", r"\overline{%s}", r"\overrightarrow{%s}"],
)
def test_what_is_stretched_is_drawn_to_its_ends(browser, live_server, formula):
    post = make_post(body=f"$${formula % 'abcdefghijklmnopqrstuvwxyzabcdefghijklm'}$$")
    # The ends lie in other tiles of the drawing than the middle.
    context = browser.new_context(viewport={"width": 1000, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    page.goto(live_server.url + post.get_absolute_url(), wait_until="networkidle")
    # The box of what is stretched is as wide as before; only its drawing is wider.
    drawn = page.locator("math mo").bounding_box()
    held = page.locator("math mrow").last.bounding_box()
    for left in (held["x"], held["x"] + held["width"] - 20):
        clip = {"x": left, "y": drawn["y"], "width": 20, "height": drawn["height"]}
        darkest, lightest = (
            Image.open(BytesIO(page.screenshot(clip=clip))).convert("L").getextrema()
        )
        assert lightest - darkest > 100
    context.close()


@pytest.mark.parametrize("sign", [r"\sum", r"\int", r"\prod", r"\bigcup", r"\iint", r"\coprod"])
def test_a_large_operator_is_larger_on_a_line_of_its_own(opened, sign):
    page, _ = opened(f"${sign}$\n\n$${sign}$$")
    small, large = (found.bounding_box()["height"] for found in page.query_selector_all("math mo"))
    assert large > 1.2 * small


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
