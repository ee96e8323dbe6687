"""Pictures in the admin's real form: pasted, stored, described, refused, and shown to readers."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from accounts.models import Role
from blog.media.limits import LARGEST_FILE
from blog.media.models import MediaFile
from blog.media.refusals import RefusedUpload
from blog.media.uploading import store_upload
from blog.posts.models import Post
from tests.browser.signed_in import form_of, html_of, preview_of, save, signed_in
from tests.factories import make_author, make_user
from tests.media.pictures import photograph, picture, png_that_claims

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a browser does when something is pasted that has files.
PASTE = """
(field, files) => {
  const data = new DataTransfer();
  for (const {name, type, content, size} of files) {
    const bytes = Uint8Array.from(atob(content).padEnd(size), letter => letter.charCodeAt(0));
    data.items.add(new File([bytes], name, {type}));
  }
  field.dispatchEvent(
    new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}
"""
COPY = """
async content => {
  const bytes = Uint8Array.from(atob(content), c => c.charCodeAt(0));
  const picture = new Blob([bytes], {type: "image/png"});
  await navigator.clipboard.write([new ClipboardItem({"image/png": picture})]);
}
"""
REFUSED = [
    ("page.png", b"<!doctype html><script>alert(1)</script>"),
    ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    ("wide.png", png_that_claims(30_000, 30_000)),
    ("half.png", picture(size=(300, 200))[:200]),
]


@pytest.fixture
def writer():
    """An author's login, with a byline of its own."""
    return make_author("林知夏", user=make_user("zhixia", role=Role.AUTHOR))


@pytest.fixture
def page(browser, live_server, writer):
    # A refusal is an answer like any other, but the browser notes its status in the console.
    with signed_in(
        browser, live_server.url, writer.user, allowed="Failed to load resource"
    ) as page:
        page.goto(form_of(live_server.url))
        page.fill("#id_title", "With pictures")
        yield page


def paste(page, name, content=b"", *, size=0):
    told = {"name": name, "type": "image/png", "size": size}
    told["content"] = base64.b64encode(content).decode()
    page.locator("#id_body").evaluate(PASTE, [told])


def test_a_picture_is_pasted_described_saved_and_shown_to_readers(page, live_server):
    held = []
    page.route("**/mediafile/upload/", lambda route: held.append(route))  # noqa: PLW0108  # Playwright cannot call a built-in method
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(COPY, base64.b64encode(photograph("PNG", (1000, 600))).decode())
    body = page.locator("#id_body")
    body.fill("Before.\n\n\n\nAfter.")
    body.evaluate("field => field.setSelectionRange(9, 9)")
    page.keyboard.press("Control+v")
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(body).to_have_value("Before.\n\n![uploading image.png (1)…]()\n\nAfter.")
    held[0].continue_()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    stored = MediaFile.objects.get()
    expect(body).to_have_value(f"Before.\n\n![]({stored.url})\n\nAfter.")
    page.keyboard.insert_text("灰色的渐变")
    page.keyboard.press("Enter")
    expect(body).to_have_value(f"Before.\n\n![灰色的渐变]({stored.url})\n\nAfter.")
    expect(page.get_by_role("progressbar")).to_have_count(0)
    page.keyboard.press("ArrowRight")
    image = preview_of(page).locator("img")
    expect(image).to_have_attribute("alt", "灰色的渐变")

    page.select_option("#id_status", Post.Status.PUBLISHED)
    save(page)
    preview = html_of(preview_of(page))
    page.goto(live_server.url + Post.objects.get().get_absolute_url())
    assert html_of(page.locator("main article")) == preview
    image = page.locator(".article-body img")
    expect(image).to_have_attribute("src", stored.url)
    expect(image).to_have_attribute("alt", "灰色的渐变")
    expect(image).to_have_attribute("width", "1000")
    expect(image).to_have_attribute("height", "600")
    expect(image).to_have_attribute("loading", "lazy")
    assert [one.split()[1] for one in image.get_attribute("srcset").split(", ")] == [
        "480w", "800w", "1000w",
    ]  # fmt: skip
    image.scroll_into_view_if_needed()
    # Some copy has arrived and could be decoded.
    assert image.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0
    assert list(Post.objects.get().pictures.all()) == [stored]


def test_what_is_refused_is_said_and_the_text_stays(page):
    text = "写好的文字。\n\nWritten before."
    body = page.locator("#id_body")
    body.fill(text)
    uploads = page.get_by_role("list", name="Pictures and files on their way")
    for name, content in REFUSED:
        paste(page, name, content)
        entry = uploads.get_by_role("listitem").filter(has_text=name)
        expect(entry.get_by_role("alert")).to_have_text(sentence_of(name, content))
        expect(body).to_have_value(text)
        entry.get_by_role("button", name="Dismiss").click()
    paste(page, "huge.png", size=LARGEST_FILE + 1)
    expect(uploads.get_by_role("alert")).to_contain_text("larger than 20 MB")
    expect(body).to_have_value(text)
    assert not MediaFile.objects.exists()
    # Nothing of it is in the way of a save.
    save(page)
    assert Post.objects.get().body == text


def sentence_of(name, content):
    """Return what the server says about a file, which its own tests look at."""
    with pytest.raises(RefusedUpload) as refused:
        store_upload(SimpleUploadedFile(name, content), by=None)
    assert name in refused.value.sentence
    return refused.value.sentence
