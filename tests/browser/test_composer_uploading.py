"""Pictures and files into the text: pasted, dropped, chosen; refused, cancelled, described."""

import pytest
from playwright.sync_api import expect

from tests.browser import composer_site
from tests.browser.composer_site import RELEASED, STATE, put, shown

pytestmark = pytest.mark.browser

BRING = """
(field, {event, files, text}) => {
  const data = new DataTransfer();
  for (const [name, type, size] of files)
    data.items.add(new File([new Uint8Array(size)], name, {type}));
  if (text) data.setData("text/plain", text);
  const made = event === "paste"
    ? new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true});
  field.dispatchEvent(made);
  return made.defaultPrevented;
}
"""


@pytest.fixture(scope="module")
def home():
    with composer_site.serving() as url:
        yield url


@pytest.fixture
def page(browser, home):
    with composer_site.opened(browser, home, allowed="Failed to load resource") as page:
        yield page


def bring(page, *names, event="paste", size=10, text=""):
    files = [[name, "image/png", size] for name in names]
    told = {"event": event, "files": files, "text": text}
    return page.locator("#id_body").evaluate(BRING, told)


def field(page):
    return page.locator("#id_body")


def test_a_pasted_picture_comes_to_the_cursor_and_is_described(page):
    put(page, "before ‸ after")
    assert bring(page, "cat.png")
    expect(field(page)).to_have_value("before ![](/picture/cat.png) after")
    dialog = page.get_by_role("dialog", name="Alternative text of cat.png")
    expect(dialog.get_by_role("textbox", name="What does the picture show?")).to_be_visible()
    assert dialog.locator("img").get_attribute("src") == "/picture/cat.png"
    expect(dialog.get_by_role("textbox")).to_be_focused()
    page.keyboard.insert_text("一只 [cat]")
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(field(page)).to_have_value("before ![一只 \\[cat\\]](/picture/cat.png) after")
    expect(field(page)).to_be_focused()
    page.keyboard.type("!")
    expect(field(page)).to_have_value("before ![一只 \\[cat\\]](/picture/cat.png)! after")
    # Step by step back to what was there.
    for _ in range(4):
        page.keyboard.press("Control+z")
    assert page.input_value("#id_body") == "before  after"
    assert "saved" not in STATE


def test_typing_goes_on_while_a_picture_is_on_its_way(page):
    put(page, "one ‸ two")
    bring(page, "slow.png")
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.keyboard.press("Control+Home")
    page.keyboard.type("zero ")
    RELEASED.set()
    expect(field(page)).to_have_value("zero one ![](/picture/slow.png) two")
    assert shown(page).startswith("zero ‸one")
    # Who is typing keeps the caret; the question stands by.
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(field(page)).to_be_focused()
    page.keyboard.type("and a half ")
    page.get_by_role("button", name="Skip").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.input_value("#id_body") == "zero and a half one ![](/picture/slow.png) two"


def test_dropped_files_come_one_after_another(page):
    put(page, "‸")
    assert bring(page, "a.png", "b.png", event="drop")
    expect(field(page)).to_have_value("![](/picture/a.png)\n\n![](/picture/b.png)")
    assert STATE["uploads"] == ["a.png", "b.png"]
    for name in ["a.png", "b.png"]:
        dialog = page.get_by_role("dialog", name=f"Alternative text of {name}")
        dialog.get_by_role("textbox").fill(name[0])
        dialog.get_by_role("button", name="Put in").click()
    expect(field(page)).to_have_value("![a](/picture/a.png)\n\n![b](/picture/b.png)")


def test_a_file_that_misses_the_text_does_not_replace_the_page(page):
    told = {"event": "drop", "files": [["a.png", "image/png", 1]], "text": ""}
    assert page.locator("#id_title").evaluate(BRING, told)
    assert page.frame_locator(".composer-frame").locator("main").evaluate(BRING, told)
    assert page.input_value("#id_body") == ""


def test_a_chosen_file_becomes_a_link_without_a_question(page):
    put(page, "see ‸")
    with page.expect_file_chooser() as chooser:
        page.locator("[data-command=upload]").click()
    assert chooser.value.is_multiple()
    chooser.value.set_files(
        {"name": "paper.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-"}
    )
    expect(field(page)).to_have_value("see [paper.pdf](/picture/paper.pdf)")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_has_text_is_pasted_as_text(page):
    put(page, "‸")
    assert not bring(page, "cells.png", text="1\t2")
    assert not bring(page, text="words")
    assert page.input_value("#id_body") == ""
    assert "uploads" not in STATE


def test_what_is_too_large_is_refused_before_it_is_sent(page):
    put(page, "text‸")
    bring(page, "huge.png", size=1_000_001)
    uploads = page.get_by_role("list", name="Pictures and files on their way")
    expect(uploads).to_contain_text("huge.png")
    expect(uploads.get_by_role("alert")).to_contain_text("larger than")
    assert page.input_value("#id_body") == "text"
    assert "uploads" not in STATE
    uploads.get_by_role("button", name="Dismiss").click()
    expect(uploads).to_be_hidden()


def test_a_refusal_is_said_and_leaves_no_placeholder(page):
    put(page, "text‸")
    bring(page, "bad.png", "good.png")
    expect(page.get_by_role("alert")).to_have_text("This is no picture.")
    expect(field(page)).to_have_value("text\n\n![](/picture/good.png)")


def test_an_upload_is_cancelled(page):
    put(page, "text‸")
    bring(page, "slow.png", "next.png")
    page.get_by_role("button", name="Cancel the upload of slow.png").click()
    expect(field(page)).to_have_value("text\n\n![](/picture/next.png)")


def test_a_placeholder_taken_out_is_a_picture_not_wanted(page):
    put(page, "text‸")
    bring(page, "slow.png")
    put(page, "other text‸")
    RELEASED.set()
    expect(page.locator(".composer-message")).to_contain_text("was not put in")
    assert page.input_value("#id_body") == "other text"


def test_nothing_is_saved_while_pictures_are_on_their_way(page):
    put(page, "text‸")
    bring(page, "slow.png")
    page.keyboard.press("Control+s")
    expect(page.locator(".composer-message")).to_contain_text("Not saved yet")
    assert "saved" not in STATE
    RELEASED.set()
    expect(field(page)).to_have_value("text![](/picture/slow.png)")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert STATE["saved"]["body"] == "text![](/picture/slow.png)"
