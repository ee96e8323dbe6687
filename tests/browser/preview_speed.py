"""How soon the preview shows what was typed: `python -m tests.browser.preview_speed`.

Opens an article of 20 kB with 100 formulas in the admin's form, in Chromium, over a scratch
database. It types words, each into another paragraph, and prints how long it took from the last key
until the preview showed the word (the script's own wait after typing is part of it), and the
longest tasks that kept the browser from taking a key meanwhile.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blog.posts.models import Post

ROUNDS = 20
BOUND = 300  # milliseconds after the last key
SIZE = 20_000  # bytes
FORMULAS = 100
WORD = "gradient"
BETWEEN_KEYS = 60  # milliseconds, as of a quick typist
DATABASE = "downlink_preview_speed"

_CHINESE = "倒排索引把每个词映射到包含它的文档列表，查询时只需要合并这些列表。"
_ENGLISH = "Merging two sorted lists costs time linear in their lengths, and skips help. "
_IN_LINE = r"$\sum_{i=1}^{%d} \frac{x_i^2}{\sigma_i \sqrt{2\pi}}$"
_DISPLAY = r"""$$
\begin{aligned} f_{%d}(x) &= \int_0^1 e^{-x^2}\,dx \\
&\le \max_{k} \lVert W_k \rVert_2 \end{aligned}
$$"""
_CODE = """```python
def merge(left, right):
    return sorted({*left, *right})[:%d]
```"""

# Notes tasks longer than 50 ms, and of the keys that took more than 16 ms from the press until the
# next frame: how long that was, and how long the page's scripts left the key waiting.
WATCH = """
() => {
  window.slow = {tasks: [], keys: [], waits: []};
  const note = (take, options) =>
    new PerformanceObserver(list => list.getEntries().forEach(take)).observe(options);
  note(({duration}) => slow.tasks.push(duration), {type: "longtask"});
  note(({name, duration, startTime, processingStart}) => {
    if (name !== "keydown") return;
    slow.keys.push(duration);
    slow.waits.push(processingStart - startTime);
  }, {type: "event", durationThreshold: 16});
}
"""
# Makes `measured` a promise of the milliseconds between the last key and the frame in which the
# preview shows the word, and of how long the last request took.
MEASURE = """
([place, word]) => {
  const body = document.getElementById("id_body");
  body.focus();
  body.setSelectionRange(place, place);
  window.measured = new Promise((resolve, reject) => {
    const article = document.querySelector(".composer-frame").contentDocument.body;
    let last = 0;
    const pressed = event => { last = event.timeStamp; };
    const observer = new MutationObserver(() => {
      if (!article.textContent.includes(word)) return;
      observer.disconnect();
      body.removeEventListener("keydown", pressed, true);
      const asked = performance.getEntriesByType("resource")
        .findLast(({name}) => name.endsWith("/preview/"));
      requestAnimationFrame(now => resolve({shown: now - last, request: asked.duration}));
    });
    body.addEventListener("keydown", pressed, true);
    observer.observe(article, {childList: true, subtree: true, characterData: true});
    setTimeout(() => reject(new Error(`the preview did not show ${word}`)), 20_000);
  });
}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    # Playwright keeps an event loop in this thread, and Django would refuse queries there.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    import django

    django.setup()
    with site() as (url, post, session), chromium() as browser:
        for line in report(*measured(browser, url, post, session, options.rounds)):
            sys.stdout.write(line + "\n")


def article() -> str:
    """Return an article of `SIZE` bytes with `FORMULAS` formulas, every tenth on its own lines."""
    blocks = []
    for number in range(1, FORMULAS + 1):
        words = (_CHINESE if number % 2 else _ENGLISH) + " "
        if number % 10 == 1:
            blocks.append(f"## 第 {number // 10 + 1} 节")
        if number % 10 == 0:
            blocks += [_DISPLAY % number, _CODE % number]
        else:
            blocks.append(f"{words}{_IN_LINE % number} {words}")
    missing = SIZE - len("\n\n".join(blocks).encode()) - 2
    return "\n\n".join([*blocks, (_ENGLISH * (missing // len(_ENGLISH) + 1))[:missing]])


@contextmanager
def site() -> Iterator[tuple[str, Post, str]]:
    """Serve the site over a scratch database: its address, the article, an author's session."""
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment
    from pytest_django.live_server_helper import LiveServer

    from accounts.models import Role
    from config.embedded_postgres import running_for_settings
    from tests.browser.signed_in import session_of
    from tests.factories import make_author, make_post, make_user

    with ExitStack() as stack:
        setup_test_environment(debug=False)
        stack.callback(teardown_test_environment)
        stack.enter_context(running_for_settings())
        original = connection.settings_dict["NAME"]
        connection.settings_dict.setdefault("TEST", {})["NAME"] = DATABASE
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        stack.callback(connection.creation.destroy_test_db, original, verbosity=0)
        user = make_user("writer", role=Role.AUTHOR)
        post = make_post("倒排索引", body=article(), authors=[make_author("作者", user=user)])
        server = LiveServer("localhost")
        stack.callback(server.stop)
        yield server.url, post, session_of(user)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the Chromium that the tests use."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CANDIDATES

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CANDIDATES)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def measured(
    browser: Any, url: str, post: Post, session: str, rounds: int
) -> tuple[list[dict[str, float]], dict[str, list[float]]]:
    """Type a word in each of `rounds` places; return what each took, and what kept keys waiting."""
    from django.conf import settings
    from playwright.sync_api import expect

    from tests.browser.signed_in import form_of, preview_of

    context = browser.new_context(viewport={"width": 1440, "height": 900})
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.goto(form_of(url, post))
    expect(preview_of(page).locator("math")).to_have_count(FORMULAS)
    body = page.locator("#id_body")
    page.evaluate(WATCH)
    taken = []
    for number in range(rounds):
        text = body.input_value()
        ends = [found.end() for found in re.finditer(f"{_CHINESE} $", text, re.MULTILINE)]
        # A word that the text does not have yet.
        word = WORD + chr(ord("a") + number // 26) + chr(ord("a") + number % 26)
        page.evaluate(MEASURE, [ends[number * 7 % len(ends)], word])
        page.keyboard.type(word, delay=BETWEEN_KEYS)
        taken.append(page.evaluate("window.measured"))
    slow = page.evaluate("window.slow")
    context.set_offline(True)
    context.close()
    return taken, slow


def report(taken: list[dict[str, float]], slow: dict[str, list[float]]) -> Iterator[str]:
    """Give the lines of the report."""
    yield f"{len(taken)} words typed into {SIZE:,} bytes with {FORMULAS} formulas, milliseconds"
    for name, what in [
        ("shown", "last key to preview"),
        ("request", "of these, the request"),
    ]:
        values = sorted(one[name] for one in taken)
        middle = statistics.median(values)
        yield f"{what}: median {middle:.0f}, fastest {values[0]:.0f}, slowest {values[-1]:.0f}"
    for name, what in [
        ("tasks", "tasks over 50 ms"),
        ("keys", "keys over 16 ms to the next frame"),
        ("waits", "their waiting for scripts"),
    ]:
        values = sorted(slow[name]) or [0]
        middle = statistics.median(values)
        yield f"{what}: {len(slow[name])}, median {middle:.0f}, longest {values[-1]:.0f}"
    median = statistics.median(one["shown"] for one in taken)
    yield f"bound {BOUND}: {'kept' if median < BOUND else 'MISSED'}"


if __name__ == "__main__":
    main()
