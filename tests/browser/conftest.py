"""A real Chromium, driven by Playwright; Debian's package or whichever is installed."""

import os
import shutil
import time
from collections.abc import Iterator

import pytest
from django.db import connection

# Playwright keeps an event loop in the tests' thread, and Django would refuse queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

LONGEST_ANSWER = 10  # seconds
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
    from playwright.sync_api import expect, sync_playwright

    # A busy machine is slow, not wrong.
    expect.set_options(timeout=20_000)

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def live_server(live_server):
    """The server, which has answered all that closing pages still sent when a test ends.

    The tables are emptied then; a request in the middle of them would deadlock with that.
    """
    yield live_server
    end, quiet = time.monotonic() + LONGEST_ANSWER, 0
    while quiet < 3 and time.monotonic() < end:
        quiet = quiet + 1 if not _is_asked() else 0
        time.sleep(0.02)


def _is_asked() -> bool:
    """Whether another connection to the test's database has something under way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return bool(cursor.fetchone()[0])


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
