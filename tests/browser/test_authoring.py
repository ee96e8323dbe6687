"""Writing an article in the admin's real form, and what its readers then get."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import expect

from accounts.models import Role
from blog.posts.composer.strings import STRINGS
from blog.posts.models import Post
from tests.browser.signed_in import form_of, html_of, preview_of, save, served_article, signed_in
from tests.factories import make_author, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TYPED = """## 倒排索引

An index maps **terms** to postings: $x_i^* = \\sum_{k=1}^{n} a_k$.

```python
def f(x):
    return x < 1 and x > 0
```

- 一项
- two

$$
\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}
$$
"""


@pytest.fixture
def writer():
    """An author's login, with a byline of its own."""
    return make_author("林知夏", user=make_user("zhixia", role=Role.AUTHOR))


@pytest.fixture
def page(browser, live_server, writer):
    with signed_in(browser, live_server.url, writer.user) as page:
        yield page


def compose_by_input_method(page, pinyin, chosen):
    """Type as through an input method: letters that are underlined, then what they stand for."""
    session = page.context.new_cdp_session(page)
    for end in range(1, len(pinyin) + 1):
        told = {"text": pinyin[:end], "selectionStart": end, "selectionEnd": end}
        session.send("Input.imeSetComposition", told)
    session.send("Input.insertText", {"text": chosen})
    session.detach()


def test_an_article_is_written_previewed_published_and_read(page, live_server, writer):
    page.goto(form_of(live_server.url))
    compose_by_input_method(page, "sou'yin", "索引")
    expect(page.locator("#id_title")).to_have_value("索引")
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value("索引")
    page.fill("#id_slug", "an-index")
    body = page.locator("#id_body")
    body.focus()
    keyboard = page.keyboard
    keyboard.type("## ")
    compose_by_input_method(page, "dao'pai", "倒排")
    compose_by_input_method(page, "suo'yin", "索引")
    keyboard.type("\n\nAn index maps ")
    keyboard.press("Control+b")
    keyboard.type("terms")
    keyboard.press("Control+b")
    keyboard.type(" to postings: ")
    page.get_by_role("button", name="Formula in the line").click()
    keyboard.type("x_i^* = \\sum_{k=1}^{n} a_k")
    keyboard.press("ArrowRight")
    keyboard.type(".\n\n")
    page.get_by_role("button", name="Code block").click()
    keyboard.type("python")
    keyboard.press("ArrowDown")
    keyboard.type("def f(x):\n")
    keyboard.press("Tab")
    keyboard.type("return x < 1 and x > 0")
    keyboard.press("Control+End")
    keyboard.type("\n\n")
    page.get_by_role("button", name="Bulleted list").click()
    compose_by_input_method(page, "yi'xiang", "一项")
    keyboard.type("\ntwo\n\n\n")
    keyboard.press("Control+Shift+M")
    keyboard.type("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}")
    keyboard.press("Control+End")
    keyboard.type("\n")
    expect(body).to_have_value(TYPED)

    shown = preview_of(page)
    expect(shown.locator("h1")).to_have_text("索引")
    expect(shown.locator("h2")).to_have_text("倒排索引")
    expect(shown.locator("math")).to_have_count(2)
    expect(shown.locator("li")).to_have_text(["一项", "two"])
    expect(shown.locator("pre")).to_contain_text("return x < 1 and x > 0")
    expect(page.locator(".composer-problem-count")).to_have_text("No problems")
    before = html_of(shown.locator(".article-body"))

    page.select_option("#id_status", Post.Status.PUBLISHED)
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    post = Post.objects.get()
    assert (post.slug, post.body) == ("an-index", TYPED)
    expect(shown.locator(".byline")).to_contain_text(writer.name)
    preview = html_of(shown)
    page.goto(live_server.url + "/posts/an-index/")
    assert served_article(page) == preview
    assert before in preview


def test_the_form_needs_no_script(browser, live_server, writer):
    with signed_in(browser, live_server.url, writer.user, java_script_enabled=False) as page:
        page.goto(form_of(live_server.url))
        page.fill("#id_title", "Without a script")
        page.fill("#id_slug", "without-script")
        page.fill("#id_body", "公式 $x_i^*$ 与**强调**。\n\n<script>alert(1)</script>")
        save(page)
        expect(page.locator("#id_body")).to_have_value(
            "公式 $x_i^*$ 与**强调**。\n\n<script>alert(1)</script>"
        )
        page.fill("#id_slug", "without a slug")
        save(page)
        expect(page.locator(".field-slug .errorlist")).to_be_visible()
        page.fill("#id_slug", "no-script")
        page.select_option("#id_status", Post.Status.PUBLISHED)
        page.select_option("#id_language", "zh-hans")
        save(page, goes_on=False)
        expect(page.locator(".messagelist .success")).to_be_visible()
        page.goto(live_server.url + "/posts/no-script/")
        article = page.locator("main article")
        expect(article.locator("strong")).to_have_text("强调")
        expect(article.locator("math")).to_have_count(1)
        expect(article.locator(".byline")).to_contain_text(writer.name)
        assert page.locator("article script").count() == 0


def test_the_composer_speaks_chinese_in_a_chinese_admin(page, live_server, writer):
    writer.user.admin_language = "zh-hans"
    writer.user.save()
    page.goto(form_of(live_server.url))
    assert page.locator("html").get_attribute("lang") == "zh-hans"
    with override("zh-hans"):
        named = {key: str(text) for key, text in STRINGS.items()}
    buttons = page.locator(".composer-button")
    expect(buttons.first).to_be_visible()
    for button in buttons.all():
        name = button.get_attribute("data-command")
        assert button.get_attribute("aria-label") == named[name]
        assert named[name] != name
    page.locator("#id_body").press("Control+Slash")
    expect(page.get_by_role("dialog")).to_contain_text(named["helpHeading"])
    # Keys of several words cannot be taken for a word of a text.
    shown = set(page.locator(".composer").inner_text().split())
    assert not shown & {key for key in named if not key.islower()}


def test_the_keyboard_alone_is_enough(page, live_server):
    page.goto(form_of(live_server.url))
    keyboard = page.keyboard

    def here():
        return page.evaluate(
            "() => document.activeElement.dataset.command"
            " || document.activeElement.name || document.activeElement.localName"
        )

    assert here() == "title"
    keyboard.type("By keyboard")
    keyboard.press("Tab")
    assert here() == "slug"
    keyboard.press("Tab")
    assert here() == "bold"
    keyboard.press("ArrowRight")
    assert here() == "italic"
    keyboard.press("Enter")  # which goes to the text
    assert here() == "body"
    keyboard.type("slanted")
    keyboard.press("Escape")
    keyboard.press("Shift+Tab")
    assert here() == "italic"
    keyboard.press("Home")
    keyboard.press("Tab")
    assert here() == "body"
    keyboard.press("Control+a")
    keyboard.press("Escape")
    keyboard.press("Shift+Tab")
    keyboard.press("Space")
    keyboard.press("End")
    keyboard.type("\n")
    keyboard.press("Tab")
    keyboard.type("kept in the text")
    keyboard.press("Escape")
    visited = []
    while here() != "_save" and len(visited) < 80:
        keyboard.press("Tab")
        visited.append(here())
    assert visited[-1] == "_save"
    assert {"iframe", "summary", "status"} <= set(visited)
    with page.expect_navigation():
        keyboard.press("Enter")
    post = Post.objects.get(title="By keyboard")
    assert post.body == "***slanted***\n    kept in the text"
    assert reverse("admin:posts_post_changelist") in page.url
