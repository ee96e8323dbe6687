"""A browser in front of the site, and everything that it complains of."""

from typing import Any
from urllib.parse import quote, urljoin

from django.conf import settings

from tests.browser.reader_site.content import PLAYER
from tests.browser.reader_site.site import Page, ReaderSite

# A violation is an event besides what the console says of it.
_TELLING_OF_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`policy: ${event.violatedDirective}: ${event.blockedURI}`));
"""


class Visitor:
    """One browser window; `page` is Playwright's, `complaints` what was wrong so far."""

    def __init__(self, browser: Any, site: ReaderSite, *, theme: str = "", **options: Any) -> None:
        """Open it with a cookie that chooses the `theme`, if given.

        `options` are those of Playwright's contexts.
        """
        self.site = site
        self.complaints: list[str] = []
        self._refused: set[str] = set()
        self.context = browser.new_context(**{"base_url": site.home, **options})
        self.context.add_init_script(_TELLING_OF_VIOLATIONS)
        if theme:
            self._set_cookie("theme", theme)
        self.page = self.context.new_page()
        # Not by a route: that would turn the browser's cache off.
        network = self.context.new_cdp_session(self.page)
        network.send("Network.enable")
        network.send("Network.setBlockedURLs", {"urls": [f"{PLAYER}*"]})
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complain(str(error)))
        self.page.on("request", self._see)
        self.page.on("requestfailed", self._miss)

    def open(self, kind: Page) -> Any:
        """Go to a page of the site, whole, with its login if it asks for one; return `page`."""
        if kind.needs_login:
            self._set_cookie(settings.SESSION_COOKIE_NAME, self.site.session)
        if kind.status >= 400:
            self._refused.add(_whole(self.site.home, kind.path))
        response = self.page.goto(kind.path, wait_until="load")
        if response.status != kind.status:
            self._complain(f"status {response.status} instead of {kind.status}")
        return self.page

    def close(self) -> None:
        self.context.close()

    def _set_cookie(self, name: str, value: str) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": self.site.home}])

    def _complain(self, of: str) -> None:
        self.complaints.append(f"{self.page.url}: {of}")

    def _hear(self, said: Any) -> None:
        # Of a page that is meant to be refused, the console says so.
        about = _whole(self.site.home, said.location["url"])
        if about not in self._refused and not about.startswith(PLAYER):
            self._complain(f"{said.type}: {said.text}")

    def _miss(self, lost: Any) -> None:
        # Who goes on to another page does not wait for the former one's icon.
        if lost.failure != "net::ERR_ABORTED" and not lost.url.startswith(PLAYER):
            self._complain(f"{lost.failure}: {lost.url}")

    def _see(self, sent: Any) -> None:
        if not sent.url.startswith((self.site.home, "data:", "blob:", PLAYER)):
            self._complain(f"request to {sent.url}")


def _whole(home: str, path: str) -> str:
    """Return an address as the browser writes it."""
    return urljoin(home, quote(path, safe="/:?=&+%#"))
