"""Every page of the admin that authors and administrators see, at all widths, light and dark."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Role
from blog.media.models import MediaFile
from blog.posts.models import DraftLink, Post, Redirect, Series, UnsavedCopy
from tests.browser.signed_in import signed_in
from tests.factories import make_author, make_category, make_post, make_user
from tests.media.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "AVeryLongNameWithoutAnyPlaceToBreakItAnywhere" * 2
BODY = f"""## 一个很长很长的标题：{LONG}

行内公式 $x_i^*=\\sum_{{k=1}}^{{n}}a_k$，坏公式 $\\frac{{1$，![](PICTURE) `{LONG}`

$$f(x) = {"+".join(f"a_{{{n}}}x_{{{n}}}" for n in range(40))}$$

```python title="{LONG}.py"
{LONG} = {LONG}
```

| {" | ".join("abcdefgh")} |
|{"---|" * 8}
| {" | ".join(["`identifier_number_one`"] * 8)} |

[dead](/posts/{LONG.lower()}/)
"""
# What makes the page, or what holds its content, wider than the window; the innermost elements.
OVERFLOW = """
() => {
  const places = [...document.querySelectorAll("html, #container, #main, #content")];
  if (places.every(place => place.scrollWidth <= innerWidth)) return [];
  const sticksOut = element => element.getBoundingClientRect().right + scrollX > innerWidth + 0.5;
  const found = [...document.querySelectorAll("body *")].filter(sticksOut);
  const innermost = found.filter(element => !found.some(other => other.parentElement === element));
  const named = element => [element.parentElement, element]
    .map(({localName, className}) => `${localName}.${className}`).join(" > ");
  return [...new Set(innermost.map(named)).add("the page scrolls sideways")].slice(0, 6);
}
"""


@pytest.fixture
def writer(settings):
    """An author with something on every page."""
    settings.SITE_NAME = "Incoming Transmission"
    user = make_user("zhixia", role=Role.AUTHOR, first_name="知夏", last_name=LONG)
    writer = make_author("林知夏", user=user)
    now = timezone.now()
    category = make_category("索引", parent=make_category(LONG))
    series = Series.objects.create(title=LONG, slug="a-series")
    picture = MediaFile.objects.store(f"{LONG}.jpg", photograph(size=(900, 600)), by=user)
    body = BODY.replace("PICTURE", picture.url)
    post = make_post(
        f"一篇文章 with a rather long title {LONG}",
        slug="wide",
        body=body,
        status=Post.Status.DRAFT,
        language="zh-hans",
        authors=[writer, make_author(LONG)],
        tags=["倒排索引", LONG],
        category=category,
        series=series,
        series_position=1,
        cover=picture,
    )
    post.body = post.body.replace("一个很长很长", "一个不太长")
    post.save()
    post.record_revision(by=user, note=LONG)
    DraftLink.objects.make(post, by=user, days=7, now=now)
    UnsavedCopy.objects.create(
        user=user,
        post=post,
        tab=UUID(int=1),
        fields={"title": [LONG], "body": [f"{LONG} {body}"], "base_revision": ["1"]},
        saved_at=now,
    )
    for number, (status, ahead) in enumerate([
        (Post.Status.IN_REVIEW, None), (Post.Status.PUBLISHED, 9), (Post.Status.PUBLISHED, -9),
    ]):  # fmt: skip
        make_post(
            f"{LONG} {number}",
            body=body,
            status=status,
            published_at=now + timedelta(days=ahead) if ahead else None,
            authors=[writer],
        )
    Redirect.objects.create(path=f"/{LONG}/", post=post)
    return writer


def addresses(writer):
    """Return the addresses of the pages that authors see, and of those that only editors do."""
    post = Post.objects.get(slug="wide")
    own = reverse("admin:posts_post_changelist")
    media = MediaFile.objects.get()

    def of_post(name, *more, **query):
        return reverse(f"admin:posts_post_{name}", args=[post.pk, *more], query=query)

    def of_model(model):
        name = f"admin:{model._meta.label_lower.replace('.', '_')}"
        return [
            reverse(f"{name}_changelist"),
            reverse(f"{name}_change", args=[model._default_manager.order_by("pk").first().pk]),
        ]

    authors = [
        reverse("admin:index"),
        own,
        f"{own}?standing=in_review&q={LONG[:20]}",
        reverse("admin:posts_post_add"),
        of_post("change"),
        f"{of_post('change')}?unsaved={UnsavedCopy.objects.get().pk}",
        of_post("history"),
        of_post("revision", 1),
        of_post("revision", 1, **{"as": "rendered"}),
        of_post("compare"),
        of_post("compare", **{"as": "rendered"}),
        of_post("restore", revision=1),
        of_post("delete"),
        of_post("draft_links"),
        reverse("admin:posts_post_unsaved_copy", args=[UnsavedCopy.objects.get().pk]),
        reverse("admin:quick_search", query={"q": LONG[:20]}),
        reverse("admin:media_mediafile_add"),
    ]
    editors = [
        reverse("admin:media_mediafile_changelist"),
        reverse("admin:media_mediafile_change", args=[media.pk]),
        reverse("admin:media_mediafile_delete", args=[media.pk]),
        reverse("admin:posts_revision_changelist"),
        *[
            address
            for model in [
                type(writer), type(writer.user), type(post.category), Series, Redirect,
                post.tags.model,
            ]
            for address in of_model(model)
        ],
    ]  # fmt: skip
    return authors, editors


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_no_page_of_the_admin_scrolls_sideways_or_makes_the_browser_complain(
    width, writer, administrator, browser, live_server
):
    for_authors, for_editors = addresses(writer)
    found = []
    # Django's own script is faster than the attribute on a page with both.
    options = {"allowed": "Autofocus processing was blocked"}
    options["viewport"] = {"width": width, "height": 900}
    for user, visited in [
        (writer.user, for_authors),
        (administrator, [*for_authors[:5], *for_editors]),
    ]:
        with signed_in(browser, live_server.url, user, **options) as page:
            for address in visited:
                page.emulate_media(color_scheme="light")
                response = page.goto(live_server.url + address)
                assert response.status == 200, f"{address} as {user}"
                assert response.url == live_server.url + address, f"{address} as {user}"
                for composer in page.locator("textarea[data-composer]").all():
                    around = composer.locator("xpath=ancestor::*[@data-preview='fresh']")
                    expect(around).to_be_attached()
                found += [f"{address}: {line}" for line in page.evaluate(OVERFLOW)]
                page.emulate_media(color_scheme="dark")
                found += [f"{address}, dark: {line}" for line in page.evaluate(OVERFLOW)]
    assert found == [], "\n".join(found)
