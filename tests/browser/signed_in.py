"""A browser in which somebody is logged in to the admin, and the article's form in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import User
from blog.posts.models import Post


@contextmanager
def signed_in(
    browser: Any, home: str, user: User, *, allowed: str = "\0", **options: Any
) -> Iterator[Any]:
    """Give a page of a browser in which `user` is logged in.

    At the end the browser may have complained of nothing: the console is empty but for messages
    with `allowed` in them, no script failed, and nothing was asked of another host than `home`.
    """
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": session_of(user), "url": home}])
    complaints: list[str] = []
    page = context.new_page()
    watch(page, home, complaints)
    try:
        yield page
        found = [one for one in complaints if allowed not in one]
        assert found == [], "\n".join(found)
    finally:
        # What the form sends when it is closed would reach the server after the test's end.
        context.set_offline(True)
        context.close()


def session_of(user: User) -> str:
    """Return the value of the session cookie of a new login."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def watch(page: Any, home: str, complaints: list[str]) -> None:
    """Note whatever the browser says of the page's scripts, policies and foreign requests."""
    page.on("console", lambda said: complaints.append(f"{page.url}: {said.type}: {said.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))

    def note(sent: Any) -> None:
        if not sent.url.startswith((home, "data:", "blob:")):
            complaints.append(f"{page.url}: request to {sent.url}")

    page.on("request", note)


def form_of(home: str, post: Post | None = None) -> str:
    """Return the address of the article's form, or of that of a new article."""
    if post is None:
        return home + reverse("admin:posts_post_add")
    return home + reverse("admin:posts_post_change", args=[post.pk])


def begin(page: Any, home: str, title: str, slug: str) -> None:
    """Open the form of a new article and give it its names."""
    page.goto(form_of(home))
    page.fill("#id_title", title)
    page.keyboard.press("Tab")  # upon which the slug is made of the title
    page.fill("#id_slug", slug)


def preview_of(page: Any) -> Any:
    """Return the locator of the article in the preview's frame."""
    return page.frame_locator(".composer-frame").locator("article")


def html_of(article: Any) -> str:
    """Return an element's own HTML, as the browser writes it."""
    expect(article).to_have_count(1)
    return str(article.evaluate("element => element.outerHTML"))


def served_article(page: Any) -> str:
    """Return the HTML of the page's article as it was served, before any script touched it."""
    return str(
        page.evaluate(
            """async () => new DOMParser()
                .parseFromString(await (await fetch(location.href)).text(), "text/html")
                .querySelector("article").outerHTML"""
        )
    )


def save(page: Any, *, goes_on: bool = True) -> None:
    """Press one of the form's buttons and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(f"input[name={'_continue' if goes_on else '_save'}]").first.click()
