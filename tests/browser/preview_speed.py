"""How soon the preview shows what was typed: `python -m tests.browser.preview_speed`.

Opens an article of 20 kB with 100 formulas in the admin's form, in Chromium, over a scratch
database. It types words of several letters, each where another block of the article stands, and
prints how long it took from the last key until the preview showed the word (the script's own wait
after typing is part of it), and the longest task that kept the browser from taking a key
meanwhile.
"""

from __future__ import annotations

import argparse
import os
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
\begin{aligned} f_{%d}(x) &= \int_0^1 e^{-x^2}\,dx \\ &\le \max_{k} \lVert W_k \rVert_2 \end{aligned}
$$"""
_CODE = """```python
def merge(left, right):
    return sorted({*left, *right})[:%d]
```"""

# Starts to listen for slow keys and long tasks; both are kept on the window.
WATCH = """
() => {
  window.slow = {tasks: [], keys: []};
  new PerformanceObserver(list => slow.tasks.push(...list.getEntries().map(one => one.duration)))
    .observe({type: "longtask"});
  new PerformanceObserver(list => {
    for (const {name, duration} of list.getEntries())
      if (name.startsWith("key") || name === "input") slow.keys.push(duration);
  }).observe({type: "event", durationThreshold: 16});
}
"""
# Resolves to the milliseconds between the last key and the frame after the word is shown.
MEASURE = """
([word]) => new Promise((resolve, reject) => {
  const page = document.querySelector(".composer-frame").contentDocument;
  const body = document.getElementById("id_body");
  let last = performance.now();
  const pressed = () => { last = performance.now(); };
  const look = () => {
    if (!page.querySelector("article").textContent.includes(word)) return false;
    observer.disconnect();
    body.removeEventListener("keydown", pressed, true);
    requestAnimationFrame(() => resolve(performance.now() - last));
    return true;
  };
  const observer = new MutationObserver(look);
  body.addEventListener("keydown", pressed, true);
  observer.observe(page, {childList: true, subtree: true, characterData: true});
  setTimeout(() => reject(new Error("the preview did not show " + word)), 20000);
  window.isMeasuring = true;
})
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
        report(*measured(browser, url, post, session, options.rounds))


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
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, chromium_path

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()
