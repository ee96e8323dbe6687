"""What a reader's browser makes of the pages: nothing overflows, nothing is refused."""

import pytest
from playwright.sync_api import expect

from blog.posts.models import Post
from tests.factories import make_author, make_category, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [375, 768, 1440]

WIDE = """
## 一个很长很长的标题：LongWordsWithoutAnyBreakAreCommonInIdentifiersOfEveryLanguage

行内公式 $x_i^*=\\sum_{k=1}^{n}a_k$，链接 https://example.org/a/very/long/address/that/never/ends/and/ends

$$\\begin{aligned} f(x) &= a_1x_1 + a_2x_2 + a_3x_3 + a_4x_4 + a_5x_5 + a_6x_6 + a_7x_7 + a_8x_8 + a_9x_9
+ a_{10}x_{10} + a_{11}x_{11} + a_{12}x_{12} + a_{13}x_{13} + a_{14}x_{14} \\end{aligned}$$

```python {1} title="a.py"
def f(argument_number_one, argument_number_two, argument_number_three, argument_number_four): return 1
```

| a | b | c | d | e | f | g | h |
|---|---|---|---|---|---|---|---|
| `identifier_number_one` | `identifier_number_two` | `identifier_number_three` | 4 | 5 | 6 | 7 | 8 |

> [!NOTE]
> 提示

- [x] done
- [ ] open[^1]

[^1]: Footnote.
"""


@pytest.fixture
def site(db):
    post = make_post(
        "一篇文章 with a rather long title that has to wrap on a small screen",
        body=WIDE,
        language="zh-hans",
        authors=[make_author("林知夏"), make_author("Emma")],
        tags=["倒排索引", "AVeryLongTagNameWithoutAnyPlaceToBreakItAnywhere"],
        category=make_category("索引", parent=make_category("信息检索")),
    )
    for _ in range(30):
        make_post(authors=[post.authors.first()])
    return post


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_or_makes_the_browser_complain(
    width, scheme, site, watched, live_server
):
    page, complaints = watched
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    addresses = [
        "/", "/?page=2", site.get_absolute_url(), site.category.get_absolute_url(), "/categories/",
        "/tags/", "/authors/", "/archive/", "/archive/2026/", site.authors.first().get_absolute_url(),
    ]  # fmt: skip
    for address in addresses:
        response = page.goto(live_server.url + address)
        assert response.status == 200
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{address} is {overflow} px too wide at {width} px"
    assert complaints == []


def test_the_page_of_an_article_needs_no_script(site, browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + site.get_absolute_url())
    assert page.locator(".article-body math").count() == 2
    assert page.locator("script").count() == 0
    context.close()


def test_the_admin_works_under_the_content_security_policy(
    site, editor, watched, live_server, client
):
    page, complaints = watched
    client.force_login(editor)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(live_server.url + "/admin/posts/post/add/")
    assert page.evaluate("document.activeElement.id") == "id_title"
    page.locator("#id_title").press_sequentially("写在浏览器里")
    page.keyboard.press("Tab")
    assert page.input_value("#id_slug") == "写在浏览器里"
    page.fill("#id_slug", "in-the-browser")
    page.fill("#id_body", "公式 $x_i^*$ 和**强调**。")

    def choose(name, *, among):
        # Once what was typed has narrowed the list, so that it is not replaced under the mouse.
        options = page.locator(".select2-results__option[aria-selected]")
        expect(options).to_have_count(among)
        options.filter(has_text=name).click()
        expect(page.locator(".select2-container--open")).to_have_count(0)

    # Tags: one that exists, completed; one that is new.
    box = page.locator(".field-tags .select2-search__field")
    box.click()
    page.keyboard.type("倒排")
    choose("倒排索引", among=2)  # or a new tag of what was typed
    box.click()
    page.keyboard.type("全新标签,")
    # The byline: completed from its first letters.
    page.locator("#bylines-0 .select2-selection").click()
    page.locator(".select2-container--open .select2-search--dropdown input").press_sequentially(
        "知夏"
    )
    choose("林知夏", among=1)
    page.locator("input[name=_save]").first.press("Enter")
    page.wait_for_url("**/admin/posts/post/")
    post = Post.objects.get(slug="in-the-browser")
    assert {tag.name for tag in post.tags.all()} == {"倒排索引", "全新标签"}
    assert [author.name for author in post.authors.all()] == ["林知夏"]
    assert "<strong>强调</strong>" in post.body_html
    assert complaints == []
