"""The form of an article in the admin, under the policy that holds for the whole site."""

import pytest
from playwright.sync_api import expect

from blog.posts.models import Post
from tests.factories import make_author, make_post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_admin_works_under_the_content_security_policy(editor, watched, live_server, client):
    page, complaints = watched
    make_post(authors=[make_author("林知夏"), make_author("Emma")], tags=["倒排索引"])
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
