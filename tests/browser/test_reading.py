"""What scripts add to a reader's page: colours at once, copying, the section being read."""

import pytest
from playwright.sync_api import expect

from blog.markup import render
from tests.browser.signed_in import watch
from tests.factories import make_category, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROGRAM = "def f(x):\n\n    return x  # 中文\n"
SESSION = "$ ls -l\ntotal 0\n"
ALIGNED = "\\begin{aligned} a &= b \\\\ c &< d\n\\end{aligned}"
ARTICLE = f"""
## First

Let $x_i^*$ be less than $\\alpha$ in [a link](/tags/).

$$
{ALIGNED}
$$

$$E = mc^2$$

- item $y$
- another

| head | $h$ |
|---|---|
| cell | $c_1$ |

## Second

```python {{1}} linenos title="f.py"
{PROGRAM}```

```console
{SESSION}```

```text
{"wide " * 100}
```

{"A long paragraph. " * 200}

## Third

{"A long paragraph. " * 200}

## Fourth

{"A long paragraph. " * 200}
"""


@pytest.fixture
def article(db):
    # Of the year 2026; the oldest of enough for two pages of the archive.
    post = make_post("Article", body=ARTICLE, category=make_category("Algorithms"))
    for _ in range(13):
        make_post(body="text")
    return post


@pytest.fixture
def opened(watched, live_server, article):
    """The article's page; at the end the browser may have complained of nothing."""
    page, complaints = watched
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(live_server.url + article.get_absolute_url())
    yield page
    assert complaints == []


def button(page, value):
    return page.locator(f".theme-switch button[value={value}]")


def expect_colours(page, value):
    """The page is in the colours `value`: light, dark or system."""
    for name in ("system", "light", "dark"):
        expect(button(page, name)).to_have_attribute("aria-pressed", str(name == value).lower())
    scheme = "light dark" if value == "system" else value
    expect(page.locator(":root")).to_have_css("color-scheme", scheme)


def cookies(page):
    return {one["name"]: one["value"] for one in page.context.cookies()}


def clipboard(page, media_type="text/plain"):
    return page.evaluate(
        """async (type) => {
            for (const item of await navigator.clipboard.read())
                if (item.types.includes(type)) return (await item.getType(type)).text();
        }""",
        media_type,
    )


def select(page, script):
    """Select what the body of a function makes of the empty `range`."""
    page.evaluate(
        f"""() => {{
            const body = document.querySelector(".article-body");
            const range = new Range();
            {script}
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }}"""
    )


# Colours


def test_a_press_changes_the_colours_at_once_and_for_good(opened):
    expect_colours(opened, "system")
    with opened.expect_response("**/theme/") as answer:
        button(opened, "dark").click()
    assert answer.value.status == 303
    expect_colours(opened, "dark")
    expect(opened.locator("meta[name=color-scheme]")).to_have_attribute("content", "dark")
    assert cookies(opened) == {"theme": "dark"}
    # What is served has the colours, before any script.
    assert 'data-theme="dark"' in opened.request.get(opened.url).text()
    opened.reload()
    expect_colours(opened, "dark")
    button(opened, "light").click()
    expect_colours(opened, "light")
    with opened.expect_response(lambda answer: "theme=system" in (answer.request.post_data or "")):
        button(opened, "system").click()
    expect_colours(opened, "system")
    assert "data-theme" not in opened.evaluate("document.documentElement.outerHTML.slice(0, 60)")
    assert cookies(opened) == {}


def test_the_next_page_has_the_colours_before_the_server_has_answered(opened, live_server):
    opened.route("**/theme/", lambda route: None)
    button(opened, "dark").click()
    expect_colours(opened, "dark")
    opened.goto(live_server.url + "/")
    expect_colours(opened, "dark")


def test_the_answer_to_a_former_press_does_not_come_after_the_last(opened):
    held = []
    opened.route("**/theme/", lambda route: held.append(route))  # noqa: PLW0108  # Playwright cannot call a built-in method
    button(opened, "dark").click()
    button(opened, "light").click()
    button(opened, "system").click()
    expect_colours(opened, "system")
    assert [route.request.post_data for route in held] == ["theme=dark"]
    with opened.expect_request("**/theme/") as following:
        held[0].continue_()
    assert following.value.post_data == "theme=system"
    expect_colours(opened, "system")
    assert cookies(opened) == {}, "the answer to the former press is taken back"
    held[1].continue_()
    expect_colours(opened, "system")


def test_the_browsers_own_colour_follows(opened):
    def media():
        return opened.locator("meta[name=theme-color]").evaluate_all(
            "metas => metas.map(meta => `${meta.dataset.theme}: ${meta.media}`)"
        )

    system = ["light: (prefers-color-scheme: light)", "dark: (prefers-color-scheme: dark)"]
    assert media() == system
    button(opened, "dark").click()
    expect_colours(opened, "dark")
    assert media() == ["light: not all", "dark: all"]
    opened.reload()
    assert media() == ["light: not all", "dark: all"]
    button(opened, "system").click()
    expect_colours(opened, "system")
    assert media() == system


def test_the_switch_works_from_the_keyboard_and_has_names(opened):
    group = opened.get_by_role("group", name="Colours")
    for name in ("As the system has them", "Light", "Dark"):
        expect(group.get_by_role("button", name=name, exact=True)).to_be_visible()
    button(opened, "system").focus()
    opened.keyboard.press("Tab")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Space")
    expect_colours(opened, "dark")
    expect(button(opened, "dark")).to_be_focused()


def test_other_tabs_follow(opened):
    complaints: list[str] = []
    other = opened.context.new_page()
    watch(other, opened.url.partition("/posts/")[0], complaints)
    other.goto(opened.url)
    button(other, "dark").click()
    expect_colours(opened, "dark")
    button(other, "light").click()
    expect_colours(opened, "light")
    button(other, "system").click()
    expect_colours(opened, "system")
    assert complaints == []


def test_going_back_shows_the_present_colours(opened, live_server):
    opened.goto(live_server.url + "/")
    button(opened, "dark").click()
    expect_colours(opened, "dark")
    opened.go_back()
    expect_colours(opened, "dark")


def test_a_page_prepared_before_the_choice_is_mended(opened, live_server):
    # As browsers hand over what they fetched or rendered ahead.
    home = live_server.url + "/"
    stale = opened.request.get(home).text()
    assert "data-theme" not in stale.partition("<head>")[0]
    opened.context.add_cookies([{"name": "theme", "value": "dark", "url": home}])
    opened.route(home, lambda route: route.fulfill(body=stale, content_type="text/html"))
    opened.goto(home)
    expect_colours(opened, "dark")


def test_without_scripts_the_switch_leads_back_to_the_page(browser, live_server, article):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    address = live_server.url + "/archive/2026/?page=2"
    page.goto(address)
    button(page, "dark").click()
    expect_colours(page, "dark")
    assert page.url == address
    page.goto(live_server.url + article.get_absolute_url())
    expect_colours(page, "dark")
    button(page, "system").click()
    expect_colours(page, "system")
    context.close()


# Copying


@pytest.mark.parametrize(("number", "code"), [(0, PROGRAM), (1, SESSION)])
def test_code_is_copied_exactly(opened, number, code):
    block = opened.locator(".article-body .highlight").nth(number)
    copies = block.get_by_role("button", name="Copy the code")
    copies.click()
    expect(copies).to_have_attribute("data-said", "Copied")
    expect(opened.locator("#site-announcement")).to_have_text("Copied")
    assert clipboard(opened) == code.removesuffix("\n")
    expect(copies).not_to_have_attribute("data-said", "Copied")  # after a while


def test_where_the_clipboard_is_closed_the_code_is_selected(opened):
    # As on an address without https.
    opened.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened.reload()
    block = opened.locator(".article-body .highlight").first
    copies = block.locator(".copy-button")
    copies.focus()
    opened.keyboard.press("Enter")
    expect(copies).to_have_attribute("data-said", "Selected: copy with Ctrl+C or ⌘C")
    selected = opened.evaluate("getSelection().toString()")
    assert selected.strip() == PROGRAM.strip()


def test_a_displayed_formula_is_copied_as_tex(opened):
    copies = opened.locator(".math-frame").first.get_by_role("button", name="Copy the TeX")
    copies.focus()
    opened.keyboard.press("Enter")
    expect(copies).to_have_attribute("data-said", "Copied")
    assert clipboard(opened) == ALIGNED


def test_a_selection_is_copied_with_the_tex_of_its_formulas(opened):
    select(opened, "range.selectNodeContents(body.querySelector('p'));")
    opened.keyboard.press("Control+c")
    assert clipboard(opened) == "Let $x_i^*$ be less than $\\alpha$ in a link."
    html = clipboard(opened, "text/html")
    assert 'alttext="x_i^*"' in html
    assert f'href="{opened.url.partition("/posts/")[0]}/tags/"' in html


@pytest.mark.parametrize(
    ("start", "end", "copied"),
    [
        ("star", "alpha", "$x_i^*$ be less than $\\alpha$"),
        ("star", "star", "$x_i^*$"),
        ("text", "base", "Let $x_i^*$"),
    ],
)
def test_part_of_a_formula_counts_as_the_whole(opened, start, end, copied):
    select(
        opened,
        f"""const [first, second] = body.querySelectorAll("p > math");
        const parts = {{
            text: body.querySelector("p"),
            base: first.querySelector("mi"),
            star: first.querySelector("mo"),
            alpha: second.querySelector("mi"),
        }};
        range.setStart(parts.{start}.firstChild, 0);
        range.setEnd(parts.{end}.firstChild, 1);""",
    )
    opened.keyboard.press("Control+c")
    assert clipboard(opened) == copied
    whole = opened.locator(".article-body p > math").first.evaluate("math => math.innerHTML")
    assert whole in clipboard(opened, "text/html")


def test_a_double_click_selects_a_formula(opened):
    opened.locator(".article-body li math").dblclick()
    opened.keyboard.press("Control+c")
    assert clipboard(opened) == "$y$"


def test_a_whole_article_that_is_copied_has_all_its_formulas(opened):
    select(opened, "range.selectNodeContents(body);")
    opened.keyboard.press("Control+c")
    text = clipboard(opened)
    copied = [(one.tex, one.display) for one in render(text).formulas]
    assert copied == [(one.tex, one.display) for one in render(ARTICLE).formulas]
    # Lines and cells stay apart; a prompt is not selected.
    assert "item $y$\nanother" in text
    assert "head\t$h$\ncell\t$c_1$" in text
    assert "def f(x):\n\n    return x  # 中文" in text
    assert "Copy" not in text
    # Nothing of it stays behind.
    expect(opened.locator(".article-body")).to_have_count(1)


def test_a_selection_without_formulas_is_left_to_the_browser(opened):
    opened.evaluate(
        "addEventListener('copy', (event) => { window.wasTaken = event.defaultPrevented; })"
    )
    select(opened, "range.selectNodeContents(body.querySelector('h2'));")
    opened.keyboard.press("Control+c")
    assert opened.evaluate("window.wasTaken") is False
    select(opened, "range.selectNodeContents(body.querySelector('p'));")
    opened.keyboard.press("Control+c")
    assert opened.evaluate("window.wasTaken") is True


@pytest.mark.parametrize("width", [375, 1440])
def test_scripts_move_nothing(width, opened, browser, live_server, article):
    places = """parts => parts.map(part => {
        const {x, y, width, height} = part.getBoundingClientRect();
        return [part.tagName, x, y + scrollY, width, height];
    })"""
    everything = (
        ".masthead *, .article-body > :not(.math-frame), .article-body .math-display,"
        " .article-body .highlight pre, .site-footer"
    )
    opened.set_viewport_size({"width": width, "height": 900})
    opened.goto(live_server.url + article.get_absolute_url(), wait_until="networkidle")
    with_scripts = opened.locator(everything).evaluate_all(places)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(live_server.url + article.get_absolute_url(), wait_until="networkidle")
    without = page.locator(everything).evaluate_all(places)
    context.close()
    assert with_scripts == without


# Contents


def test_the_section_being_read_is_marked(opened):
    current = opened.locator(".toc a[aria-current]")
    for name in ("Third", "Second", "Fourth"):
        opened.locator(".article-body h2", has_text=name).evaluate(
            "heading => heading.scrollIntoView({behavior: 'instant'})"
        )
        expect(current).to_have_text([name])
        expect(current).to_have_attribute("aria-current", "true")


def test_a_heading_at_the_windows_foot_is_not_yet_read(opened):
    opened.locator(".article-body h2", has_text="Fourth").evaluate(
        "heading => heading.scrollIntoView({behavior: 'instant', block: 'end'})"
    )
    expect(opened.locator(".toc a[aria-current]")).to_have_text(["Third"])


def test_marking_a_section_does_not_move_the_page(opened):
    opened.set_viewport_size({"width": 1440, "height": 500})
    opened.locator(".article-body h2", has_text="Third").evaluate(
        "heading => heading.scrollIntoView({behavior: 'instant'})"
    )
    before = opened.evaluate("scrollY")
    expect(opened.locator(".toc a[aria-current]")).to_have_text(["Third"])
    assert opened.evaluate("scrollY") == before


# The Tab key


def test_only_blocks_with_more_than_can_be_seen_are_stops(opened):
    opened.set_viewport_size({"width": 1440, "height": 900})
    blocks = opened.locator(".article-body .highlight pre")
    expect(blocks.nth(0)).not_to_have_attribute("tabindex", "0")
    expect(blocks.nth(2)).to_have_attribute("tabindex", "0")
    expect(opened.locator(".table-scroll")).not_to_have_attribute("tabindex", "0")
    opened.set_viewport_size({"width": 320, "height": 900})
    opened.locator(".article-body table").evaluate(
        "table => { table.rows[1].cells[0].textContent = 'unbreakable'.repeat(20); "
        "table.rows[1].cells[0].style.whiteSpace = 'nowrap'; }"
    )
    opened.set_viewport_size({"width": 330, "height": 900})
    expect(opened.locator(".table-scroll")).to_have_attribute("tabindex", "0")
