"""The preview in the admin's real form is what readers get, to the letter."""

import pytest
from playwright.sync_api import expect

from accounts.models import Role
from blog.media.models import MediaFile
from blog.posts.models import Series
from tests.browser.signed_in import form_of, html_of, preview_of, save, served_article, signed_in
from tests.factories import make_author, make_category, make_post, make_user
from tests.media.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CHINESE = """# 大标题

正文第一段，**“强调”**后面，行内公式 $O(n\\log n)$，脚注[^1]，代码 `a < b`，链接 [索引](/tags/)。

> [!WARNING] 注意
> 提示里的公式 $x_i^*$。

| 列 | 值 |
| --- | ---: |
| `a\\|b` | $\\frac{1}{2}$ |

![一张照片](%(picture)s)

## 坏公式

$\\frac{1$ 与 ![](%(picture)s)

- [x] 完成
- [ ] 未完成

[^1]: 脚注的文字，*斜体*。
"""

ENGLISH = """Some *text* with a [link](https://example.org/), "quotes" and a footnote.[^a]

!!! note "Written for mkdocs"
    With a list:

    1. one
    2. two

<details><summary>More</summary>

```js {1} title="a.js"
const tag = "</article>";
```

</details>

## Twice

## Twice

\\[ \\int_0^1 x\\,dx = \\tfrac12 \\]

<p id="page-content">An id of the page's own</p>

[^a]: It says *more*.
"""


@pytest.fixture
def writer():
    """An author's login, with a byline of its own."""
    return make_author("林知夏", user=make_user("zhixia", role=Role.AUTHOR))


@pytest.fixture
def page(browser, live_server, writer):
    with signed_in(browser, live_server.url, writer.user) as page:
        yield page


def picture_text():
    stored = MediaFile.objects.store("photo.jpg", photograph(size=(1300, 900)))
    return CHINESE % {"picture": stored.url}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_preview_is_the_published_page_to_the_letter(language, page, live_server, writer):
    bylines = [make_author("Emma"), writer]
    series = Series.objects.create(title="从零开始", slug="from-nothing")
    make_post("前一篇", series=series, series_position=1)
    post = make_post(
        "倒排索引 <b>&amp;</b>",
        body=picture_text() if language == "zh-hans" else ENGLISH,
        language=language,
        authors=bylines,
        tags=["索引", "B+ trees"],
        category=make_category("索引", parent=make_category("信息检索")),
        series=series,
        series_position=2,
        cover=MediaFile.objects.store("cover.png", photograph("PNG", (600, 300))),
    )
    page.goto(form_of(live_server.url, post))
    shown = preview_of(page)
    preview = html_of(shown)
    page.goto(live_server.url + post.get_absolute_url())
    article = page.locator("main article")
    assert served_article(page) == preview
    expect(article.locator(".byline a")).to_have_text(["Emma", "林知夏"])
    pictures = article.locator(".article-body img[srcset]")
    expect(pictures).to_have_count(2 if language == "zh-hans" else 0)


def test_what_is_only_in_the_form_is_in_the_preview(page, live_server, writer):
    post = make_post("Before", body="Before.", authors=[writer], tags=["old"])
    category = make_category("检索")
    page.goto(form_of(live_server.url, post))
    shown = preview_of(page)
    expect(shown.locator("h1")).to_have_text("Before")
    page.fill("#id_title", "之后")
    page.select_option("#id_language", "zh-hans")
    tags = page.locator(".field-tags .select2-search__field")
    tags.click()
    page.keyboard.type("全新,")
    page.locator(".field-category .select2-selection").click()
    page.locator(".select2-container--open .select2-search__field").press_sequentially("检")
    page.locator(".select2-results__option[aria-selected]", has_text=category.name).click()
    page.fill("#id_body", "之后的文字。")
    expect(shown.locator("h1")).to_have_text("之后")
    expect(shown.locator(".article-body")).to_contain_text("之后的文字。")
    expect(shown).to_have_attribute("lang", "zh-Hans")
    expect(shown.locator(".category")).to_have_text("检索")
    expect(shown.locator("footer")).to_contain_text("全新")
    preview = html_of(shown)
    save(page)
    page.goto(live_server.url + post.get_absolute_url())
    assert html_of(page.locator("main article")) == preview
