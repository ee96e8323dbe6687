"""A real Chromium, driven by Playwright; Debian's package or whichever is installed."""

import os
import shutil
from collections.abc import Iterator

import pytest

# Playwright keeps an event loop in the tests' thread, and Django would refuse queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CANDIDATES = ["chromium", "chromium-browser", "google-chrome", "chrome"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser(request) -> Iterator[object]:
    """One Chromium for the tests of a run; skips with a sentence where there is none."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    if path is None:
        message = "no Chromium was found; install it, or name it in the variable CHROMIUM"
        if os.environ.get("DOWNLINK_REQUIRE_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def watched(browser, live_server):
    """Open pages and note every complaint of the browser: console, policy, foreign requests."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on(
        "request",
        lambda sent: (
            sent.url.startswith((live_server.url, "data:", "blob:"))
            or complaints.append(f"request to {sent.url}")
        ),
    )
    yield page, complaints
    context.close()
