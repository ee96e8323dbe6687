"""Notices whatever a page does that only a script, or worse than a picture, could do.

Chromium's own parser is asked twice: by what runs while a reader loads the page, moves over it,
tabs through it and follows its links, and by what stands in the tree it has built.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import Error as PlaywrightError

from blog.markup.template_tags.embeds import VIDEO_HOSTS

TRAP: Final = "/xss-"
"""Begins every address that nothing but a successful attack would load."""

HARMLESS_ELSEWHERE: Final = frozenset({"image", "media"})
"""What a page may load from other hosts: authors show pictures and films."""

NO_WAY_OUT: Final = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1,localhost"}
"""A proxy that refuses everything: requests to other hosts are made, noticed, and fail. (A route
would do as well, but switches the browser's cache off.)"""

_LISTEN: Final = """
(() => {
  for (const name of ["alert", "confirm", "prompt", "print"])
    Object.defineProperty(window, name, {
      configurable: false, writable: false,
      value: (...told) => { window.ringAlarm(`${name}(${told.map(String).join()})`); },
    });
  // Links to other places, or to no valid address, are not followed; all else is.
  window.addEventListener("click", event => {
    const link = event.target.closest?.("a, area");
    if (link && /^(https?|mailto|tel|ftp|):$/.test(link.protocol)) event.preventDefault();
  }, true);
})();
"""

_ACT: Final = """
async admin => {
  // The admin's own scripts answer clicks, by windows of their own.
  const kinds = admin ? [] : `
    mouseover mouseenter mousemove mouseout mouseleave mousedown mouseup click dblclick
    auxclick contextmenu pointerover pointerenter pointerdown pointerup pointermove wheel mousewheel
    focus focusin blur focusout keydown keypress keyup beforeinput input change select toggle
    beforetoggle animationstart animationiteration animationend transitionrun transitionstart
    transitionend scroll scrollend copy cut paste beforecopy dragstart drag dragover drop load error
    loadstart canplay play begin end repeat touchstart touchend submit reset invalid resize
    beforematch slotchange show`.trim().split(/\\s+/);
  for (const element of document.querySelectorAll("*")) {
    if (element.localName === "details") element.open = true;
    const own = [...element.attributes].map(one => one.name).filter(name => /^on/i.test(name));
    for (const kind of [...kinds, ...own.map(name => name.slice(2))])
      element.dispatchEvent(new Event(kind, {cancelable: true}));
    element.focus?.();
    const goes = admin && /^https?:$/.test(element.protocol);
    if (/^(a|area|summary)$/.test(element.localName) && !goes) element.click?.();
  }
  document.activeElement?.blur?.();
  await new Promise(done => setTimeout(done, 15));
}
"""

_PLACES: Final = """
() => [...(document.querySelector(".article-body") ?? document.documentElement)
    .querySelectorAll("a, img, summary, video, [title], [tabindex]")].slice(0, 6)
  .map(one => one.getBoundingClientRect())
  .map(box => [box.x + box.width / 2, box.y + box.height / 2])
"""

_REPARSE: Final = """
() => {
  const body = document.querySelector(".article-body") ?? document.body;
  for (let round = 0; round < 2; round += 1) body.innerHTML = body.innerHTML;
}
"""

_LOOK: Final = """
({videos, admin}) => {
  const found = [];
  const never = "object embed applet base frame frameset portal marquee xmp plaintext noembed";
  const forms = "form button textarea select style template dialog svg map area noscript";
  const refused = new Set((never + (admin ? "" : " " + forms)).split(" "));
  const addresses = ["href", "src", "action", "formaction", "poster", "data", "background",
    "xlink:href", "cite", "ping"];
  const safe = /^(https?|mailto|tel|ftp):$/;
  // What the page itself has around the article; no author gives an element a class.
  const own = ".masthead *, .search-form *, .search-form, #site-texts, .copy-button";
  const ownScript = ({src, type}) => type === "application/ld+json"
    || src.startsWith(location.origin + "/static/");
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    const isOwn = element.matches(own);
    if (refused.has(name) && !isOwn) found.push(`<${name}>`);
    if (name === "script" && !(document.head.contains(element) && ownScript(element))
        && !(admin && (element.src || element.type === "application/json")))
      found.push("<script>");
    const still = element.sandbox?.length && !element.sandbox.contains("allow-scripts");
    if (name === "iframe" && !(admin && still)
        && !videos.some(host => element.src.startsWith(host + "/")))
      found.push("<iframe>");
    if (name === "input" && !admin && !isOwn && element.type !== "checkbox")
      found.push("<input>");
    if (name === "meta" && element.httpEquiv) found.push("<meta http-equiv>");
    if (name === "link" && !document.head.contains(element) && !admin) found.push("<link>");
    for (const {name: attribute, value} of element.attributes) {
      if (/^on/i.test(attribute)) found.push(`${attribute}=`);
      if (/^(style|srcdoc)$/.test(attribute) && !admin) found.push(`${attribute}=`);
      // Nobody follows the canonical address of a page, or runs what is given as a picture's.
      if (!addresses.includes(attribute) || element.rel === "canonical") continue;
      let protocol = "?";
      try { protocol = new URL(value, document.baseURI).protocol; } catch { continue; }
      const picture = name === "img" && /^data:image\\/(png|jpeg|gif|webp);/.test(value);
      if (!safe.test(protocol) && !picture) found.push(`${attribute}=${protocol}`);
    }
  }
  if (document.baseURI.split("#")[0] !== location.href.split("#")[0]) found.push("another base");
  const ours = document.querySelector("main") ?? document.body;
  for (let proto = Document.prototype; proto !== Object.prototype;
       proto = Object.getPrototypeOf(proto))
    for (const name of Object.getOwnPropertyNames(proto)) {
      if (/^(activeElement|fullscreenElement|webkit|body|scrollingElement)/.test(name)) continue;
      const value = document[name];
      if (value instanceof Element && ours.contains(value)) found.push(`document.${name}`);
    }
  if (document.body.localName !== "body") found.push("another body");
  return found;
}
"""


class Alarms:
    """A page of a browser with every alarm armed."""

    def __init__(self, browser: Any, home: str, *, bypass_csp: bool = True) -> None:
        """Open a context of its own; `home` is the address that the site's pages begin with."""
        self.home = home
        # The editor's preview, in which no script runs.
        self._previews = f"{home}/admin/posts/post/preview-frame/"
        self.context = browser.new_context(
            bypass_csp=bypass_csp, viewport={"width": 1000, "height": 2000}, proxy=NO_WAY_OUT
        )
        self._rung: list[str] = []
        self._expected = ""
        self.context.expose_binding("ringAlarm", lambda _source, told: self._rung.append(told))
        self.context.add_init_script(_LISTEN)
        self.page = self.context.new_page()
        self.context.on("page", self._on_window)
        self.page.on("request", self._on_request)
        self.page.on("dialog", self._on_dialog)
        self.page.on("console", self._on_console)

    def _on_window(self, page: Any) -> None:
        self._rung.append("a new window")
        page.close()

    def _on_dialog(self, dialog: Any) -> None:
        self._rung.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _on_console(self, message: Any) -> None:
        if "Not allowed to navigate" in message.text:
            self._rung.append(message.text)

    def _on_request(self, request: Any) -> None:
        address, kind = request.url, request.resource_type
        if TRAP in urlsplit(address).path:
            self._rung.append(f"request to {address}")
        elif request.is_navigation_request():
            if request.frame.parent_frame is None:
                if _first(request).url.partition("#")[0] != self._expected:
                    self._rung.append(f"navigation to {address}")
            elif not address.startswith((self._previews, *(f"{host}/" for host in VIDEO_HOSTS))):
                self._rung.append(f"frame with {address}")
        elif not address.startswith((self.home, "data:")) and kind not in HARMLESS_ELSEWHERE:
            self._rung.append(f"{kind} from {address}")

    def show(self, text: str, content_type: str = "text/html") -> list[str]:
        """Open `text` as a page of the site's origin, as a feed reader would; see `open`."""
        address = f"{self.home}/shown"
        self.page.route(
            address,
            lambda route: route.fulfill(body=text, content_type=f"{content_type}; charset=utf-8"),
        )
        try:
            return self.open(address, xml=content_type.endswith("xml"))
        finally:
            self.page.unroute(address)

    def log_in(self, client: Any) -> None:
        """Take over the session of a test client that has logged in."""
        session = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.home}])

    def open(self, path: str, *, admin: bool = False, xml: bool = False) -> list[str]:
        """Open a page of the site, do what readers do on it, and return what was noticed.

        `admin` allows the forms and the linked scripts of the admin. `xml` says that the browser
        shows the document by a page of its own, which is not looked at. An article is also read
        again from what the browser would write, as scripts of a page may do.
        """
        self._rung.clear()
        address = path if path.startswith("http") else self.home + path
        self._expected = address.partition("#")[0]
        self.page.goto(address)
        self._expected = self.page.url.partition("#")[0]  # after a redirect
        if not xml:
            self._look(admin)
        if not xml and not admin:
            self._evaluate(self.page, _REPARSE)
            self._look(admin)
        self.act(admin=admin)
        if self.page.url.partition("#")[0] != self._expected:
            self._rung.append(f"the page became {self.page.url}")
        return self.noticed()

    def noticed(self) -> list[str]:
        """Return what has been noticed since the page was opened."""
        return sorted(set(self._rung))

    def _look(self, admin: bool) -> None:
        self._rung += (
            self._evaluate(self.page, _LOOK, {"videos": VIDEO_HOSTS, "admin": admin}) or []
        )

    def _evaluate(self, where: Any, script: str, told: object = None) -> Any:
        """Run a script of ours; that the page is gone before it ends is an alarm, too."""
        try:
            return where.evaluate(script, told)
        except PlaywrightError as error:
            self._rung.append(str(error))
            return None

    def act(self, *, admin: bool = False) -> None:
        """Touch everything: first by events in the page, then with a real mouse and keyboard."""
        # The admin's only frame is the editor's preview. No script may run there: ours would wait
        # for ever.
        for frame in [self.page.main_frame] if admin else self.page.frames:
            if not frame.url.startswith("https:"):
                self._evaluate(frame, _ACT, admin)
        boxes = self._evaluate(self.page, _PLACES) or []
        for x, y in boxes:
            self.page.mouse.move(x, y)
        for _ in boxes[:3]:
            self.page.keyboard.press("Tab")

    def close(self) -> None:
        """Close the context."""
        self.context.close()


def _first(request: Any) -> Any:
    """Return the request that was redirected, perhaps several times, to this one."""
    while request.redirected_from is not None:
        request = request.redirected_from
    return request


@contextmanager
def armed(browser: Any, home: str, *, bypass_csp: bool = True) -> Iterator[Alarms]:
    """Give a page with every alarm armed, and close it."""
    alarms = Alarms(browser, home, bypass_csp=bypass_csp)
    try:
        yield alarms
    finally:
        alarms.close()
