"""Writing with the keyboard: shortcuts, undo, lists, Tab, input methods, the toolbar."""

import pytest
from playwright.sync_api import expect

from tests.browser import composer_site
from tests.browser.composer_site import STATE, put, shown

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def home():
    with composer_site.serving() as url:
        yield url


@pytest.fixture
def page(browser, home):
    with composer_site.opened(browser, home) as page:
        yield page


def button(page, name):
    return page.locator(f"[data-command={name}]")


@pytest.mark.parametrize(
    ("keys", "before", "expected"),
    [
        ("Control+b", "a ⟦word⟧", "a **⟦word⟧**"),
        ("Control+i", "a ⟦word⟧", "a *⟦word⟧*"),
        ("Control+e", "a ⟦word⟧", "a `⟦word⟧`"),
        ("Control+k", "a ⟦word⟧", "a [word](⟦https://⟧)"),
        ("Control+m", "a ⟦word⟧", "a $⟦word⟧$"),
        ("Control+Shift+x", "a ⟦word⟧", "a ~~⟦word⟧~~"),
        ("Control+Shift+h", "wo‸rd", "## wo‸rd"),
        ("Control+Alt+Digit3", "wo‸rd", "### wo‸rd"),
        ("Control+Shift+Digit7", "wo‸rd", "1. wo‸rd"),
        ("Control+Shift+Digit8", "wo‸rd", "- wo‸rd"),
        ("Control+Shift+Digit6", "wo‸rd", "- [ ] wo‸rd"),
        ("Control+Shift+Digit9", "wo‸rd", "> wo‸rd"),
        ("Control+Shift+Period", "wo‸rd", "> wo‸rd"),
        ("Control+Shift+e", "wo‸rd", "```\nwo‸rd\n```"),
        ("Control+Shift+m", "x‸", "$$\nx‸\n$$"),
    ],
)
def test_shortcuts_edit_and_undo_gives_back(page, keys, before, expected):
    put(page, before)
    page.keyboard.press(keys)
    assert shown(page) == expected
    page.keyboard.press("Control+z")
    assert page.input_value("#id_body") == before.translate(str.maketrans("", "", "‸⟦⟧"))
    page.keyboard.press("Control+Shift+z")
    assert page.input_value("#id_body") == expected.translate(str.maketrans("", "", "‸⟦⟧"))


def test_undo_goes_back_through_the_toolbar_step_by_step(page):
    put(page, "‸")
    page.keyboard.type("one two")
    page.keyboard.press("Control+Shift+ArrowLeft")
    button(page, "bold").click()
    button(page, "quote").click()
    assert page.input_value("#id_body") == "> one **two**"
    page.keyboard.press("End")
    page.keyboard.type("!")
    for expected in ["> one **two**", "one **two**", "one two"]:
        page.keyboard.press("Control+z")
        assert page.input_value("#id_body") == expected


def test_bold_is_switched_off_again_while_typing(page):
    put(page, "‸")
    page.keyboard.press("Control+b")
    page.keyboard.type("loud")
    page.keyboard.press("Control+b")
    page.keyboard.type(" quiet")
    assert page.input_value("#id_body") == "**loud** quiet"


def test_lists_go_on_and_end(page):
    put(page, "‸")
    page.keyboard.type("- one\n")
    page.keyboard.type("two\n")
    page.keyboard.press("Tab")
    page.keyboard.type("deep\n")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("three\n\nAfter")
    assert page.input_value("#id_body") == "- one\n- two\n  - deep\n- three\nAfter"


def test_shift_enter_makes_a_plain_line(page):
    put(page, "- one‸")
    page.keyboard.press("Shift+Enter")
    assert page.input_value("#id_body") == "- one\n"


def test_escape_lets_tab_leave_the_text(page):
    put(page, "text‸")
    page.keyboard.press("Tab")
    assert page.input_value("#id_body") == "text    "
    page.keyboard.press("Escape")
    expect(page.locator(".composer-message")).to_have_text("Tab now leaves the text.")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#id_body")).not_to_be_focused()
    # Typing after Escape takes Tab back.
    put(page, "text‸")
    page.keyboard.press("Escape")
    page.keyboard.type("x")
    page.keyboard.press("Tab")
    expect(page.locator("#id_body")).to_be_focused()


def test_tab_can_be_explained_to_those_who_do_not_see_it(page):
    hint = page.locator("#id_body").get_attribute("aria-describedby")
    assert "press Escape, then Tab" in page.locator(f"#{hint}").text_content()


def test_the_toolbar_is_one_stop_and_arrows_go_along_it(page):
    bar = page.get_by_role("toolbar")
    assert bar.get_attribute("aria-controls") == "id_body"
    buttons = bar.get_by_role("button")
    names = [one.get_attribute("aria-label") for one in buttons.all()]
    assert len(names) == len(set(names)) == 18
    assert all(names)
    assert page.locator(".composer-toolbar [tabindex='0']").count() == 1
    buttons.first.focus()
    page.keyboard.press("ArrowRight")
    expect(button(page, "italic")).to_be_focused()
    page.keyboard.press("End")
    expect(button(page, "help")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(button(page, "bold")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(button(page, "help")).to_be_focused()
    assert page.locator(".composer-toolbar [tabindex='0']").count() == 1
    assert button(page, "bold").get_attribute("title") == "Bold (Ctrl+B)"
    assert button(page, "bold").get_attribute("aria-keyshortcuts") == "Control+B"


def test_a_button_is_pressed_where_its_mark_is(page):
    put(page, "plain **bo‸ld**")
    expect(button(page, "bold")).to_have_attribute("aria-pressed", "true")
    expect(button(page, "italic")).to_have_attribute("aria-pressed", "false")
    put(page, "- pla‸in")
    expect(button(page, "bold")).to_have_attribute("aria-pressed", "false")
    expect(button(page, "bullets")).to_have_attribute("aria-pressed", "true")


def test_a_button_works_from_the_keyboard_and_gives_the_text_back(page):
    put(page, "a ⟦word⟧")
    button(page, "bold").focus()
    page.keyboard.press("Enter")
    assert shown(page) == "a **⟦word⟧**"
    expect(page.locator("#id_body")).to_be_focused()


def test_help_opens_and_escape_closes_it(page):
    put(page, "‸")
    page.keyboard.press("Control+/")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Leave the text and go to the next field")
    expect(dialog).to_contain_text("Ctrl+Shift+X")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#id_body")).to_be_focused()


def test_the_caret_is_where_it_was_after_the_help(page):
    put(page, "one‸ two")
    button(page, "help").click()
    page.get_by_role("dialog").get_by_text("Close").click()
    page.keyboard.type("!")
    assert shown(page) == "one!‸ two"


def test_full_screen_covers_the_page_and_escape_leaves_it(page):
    put(page, "text‸")
    button(page, "fullScreen").click()
    expect(button(page, "fullScreen")).to_have_attribute("aria-pressed", "true")
    box = page.locator(".composer").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1440, 900)
    page.locator("#id_title").focus()
    expect(page.locator("#id_title")).not_to_be_focused()
    page.locator("#id_body").press("Escape")
    expect(button(page, "fullScreen")).to_have_attribute("aria-pressed", "false")
    page.locator("#id_title").focus()
    expect(page.locator("#id_title")).to_be_focused()


def test_control_s_saves_wherever_the_focus_is(page):
    put(page, "to be saved‸")
    page.evaluate("document.activeElement.blur()")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert STATE["saved"]["body"] == "to be saved"


def test_control_s_saves_and_goes_on(page):
    put(page, "to be saved‸")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert STATE["saved"]["_continue"]
    assert STATE["saved"]["body"] == "to be saved"


# Input methods


def test_an_input_method_is_not_disturbed(page):
    put(page, "- ‸")
    expect(page.locator(".composer-count")).to_have_text("0 words, 1 characters")
    cdp = page.context.new_cdp_session(page)
    previews = STATE.get("previews", 0)
    for typed in ["n", "ni", "ni h", "ni ha", "ni hao"]:
        cdp.send("Input.imeSetComposition", {"text": typed, "selectionStart": 0, "selectionEnd": 0})
    assert page.input_value("#id_body") == "- ni hao"
    # Keys of the input method itself: Enter, Tab and Escape choose among its candidates.
    prevented = page.locator("#id_body").evaluate(
        """field => ["Enter", "Tab", "Escape", "b"].map(key => {
          const event = new KeyboardEvent("keydown", {
            key, code: key === "b" ? "KeyB" : key, ctrlKey: key === "b", isComposing: true,
            bubbles: true, cancelable: true,
          });
          field.dispatchEvent(event);
          return event.defaultPrevented;
        })"""
    )
    assert prevented == [False] * 4
    expect(page.locator(".composer-count")).to_have_text("0 words, 1 characters")
    assert STATE.get("previews", 0) == previews or STATE["fields"]["body"] == "- "
    cdp.send("Input.insertText", {"text": "你好"})
    assert shown(page) == "- 你好‸"
    expect(page.locator(".composer-count")).to_have_text("2 words, 3 characters")
    expect(page.frame_locator(".composer-frame").locator("li")).to_have_text("你好")
    page.keyboard.press("Enter")
    assert shown(page) == "- 你好\n- ‸"


def test_what_an_upload_brings_waits_for_the_input_method(page):
    put(page, "‸")
    with page.expect_file_chooser() as chooser:
        button(page, "upload").click()
    chooser.value.set_files(
        {"name": "slow.png", "mimeType": "image/png", "buffer": composer_site.ONE_PIXEL}
    )
    placeholder = "![uploading slow.png (1)…]()"
    expect(page.locator("#id_body")).to_have_value(placeholder)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Input.imeSetComposition", {"text": "tu", "selectionStart": 0, "selectionEnd": 0})
    composer_site.RELEASED.set()
    expect(page.locator(".composer-uploads")).to_be_hidden()
    assert page.input_value("#id_body") == f"{placeholder}tu"
    cdp.send("Input.insertText", {"text": "图"})
    expect(page.locator("#id_body")).to_have_value("![](/picture/slow.png)图")


def test_half_a_megabyte_is_edited_like_a_line(browser, home):
    line = "一段很长的文字 with some words and $x_i$ formulas。" * 4
    body = "\n\n".join([line] * 2700)
    assert len(body) > 400_000
    with composer_site.opened(
        browser, home, body, preview=413, allowed="Failed to load resource"
    ) as page:
        page.locator("#id_body").focus()
        page.keyboard.press("Control+End")
        page.keyboard.type("\n- end")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+b")
        page.keyboard.type("x")
        assert page.input_value("#id_body").endswith("\n- end\n- **x**")
        page.keyboard.press("Control+z")
        page.keyboard.press("Control+z")
        assert page.input_value("#id_body").endswith("\n- end\n- ")
        expect(page.locator(".composer-count")).to_contain_text("words", timeout=20_000)
