"""What a page costs a reader: `python -m tests.browser.page_weight ADDRESS …`.

Loads each page in Chromium with an empty cache and prints what it asked for and how large that is
as it stands, under gzip and under Brotli, with pictures apart; the scripts that keep it from being
drawn; how far its parts moved while it loaded and was scrolled through (CLS); when its largest part
was drawn (LCP); and the longest task of its scripts.

The server that `make run` starts does not compress. So the sizes are computed from the bodies, as
a server would send them: what is made for each request under quality 5, files under quality 11.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import brotli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTH, HEIGHT = 1440, 900
SLOW = {"latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
"""A slow 4G connection as Lighthouse has it: milliseconds of a round trip, bytes in a second."""
COMPRESSED = ("font/", "image/")
"""Types of content that are compressed in themselves; image/svg+xml is not."""

WATCH = """
window.seen = {moved: [], painted: 0, tasks: [0]};
const note = (type, take) =>
  new PerformanceObserver(list => list.getEntries().forEach(take)).observe({type, buffered: true});
note("layout-shift", shift => seen.moved.push([shift.value, shift.sources.map(({node}) =>
  (node?.nodeType === 3 ? node.parentElement : node)?.outerHTML?.slice(0, 80) ?? "")]));
note("largest-contentful-paint", ({startTime}) => { seen.painted = startTime; });
note("longtask", ({duration}) => seen.tasks.push(duration));
"""
# Until what can be seen has come, and what had to be moved for it has been.
SETTLE = """
async () => {
  await document.fonts.ready;
  await Promise.all([...document.images]
    .filter(image => image.getBoundingClientRect().top < 2 * innerHeight && !image.complete)
    .map(image => new Promise(done => { image.onload = image.onerror = done; })));
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
}
"""
BLOCKING = """
() => performance.getEntriesByType("resource")
  .filter(({initiatorType, renderBlockingStatus}) =>
    initiatorType === "script" && renderBlockingStatus === "blocking")
  .map(({name}) => name)
"""


@dataclass(frozen=True)
class Part:
    """A body that a page asked for: its address, what it is, and its sizes in bytes."""

    address: str
    content_type: str
    raw: int
    gzip: int
    brotli: int

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, or the icon that a browser asks for by itself."""
        return self.content_type.startswith("image/")


@dataclass(frozen=True)
class Weight:
    """What a page asked for and how it came; `moved` is the sum of all shifts, not of a window."""

    parts: tuple[Part, ...]
    blocking: tuple[str, ...]
    moved: float
    movers: tuple[str, ...]
    painted: float
    longest_task: float

    @property
    def requests(self) -> tuple[Part, ...]:
        """The parts that are no pictures."""
        return tuple(part for part in self.parts if not part.is_picture)

    @property
    def bytes(self) -> int:
        """Their size together under Brotli."""
        return sum(part.brotli for part in self.requests)


def weigh(
    browser: Browser, address: str, *, width: int = WIDTH, network: dict[str, float] | None = None
) -> Weight:
    """Load the page at `address` with an empty cache, scroll through it, and say what it cost.

    `width` is the window's in CSS pixels; `network` slows the connection, as `SLOW` does.
    """
    context = browser.new_context(viewport={"width": width, "height": HEIGHT})
    context.add_init_script(WATCH)
    page = context.new_page()
    if network:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False, **network})
    finished = []
    page.on("requestfinished", lambda request: finished.append(request))  # noqa: PLW0108  # Playwright cannot call a built-in method
    page.goto(address, wait_until="networkidle")
    page.evaluate(SETTLE)
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, HEIGHT):
        page.evaluate("top => scrollTo(0, top)", top)
        page.evaluate(SETTLE)
    seen = page.evaluate("window.seen")
    blocking = page.evaluate(BLOCKING)
    parts = tuple(_part(request.response()) for request in finished)
    context.close()
    return Weight(
        parts=parts,
        blocking=tuple(blocking),
        moved=sum(value for value, _ in seen["moved"]),
        movers=tuple(f"{value:.4f} {nodes}" for value, nodes in seen["moved"]),
        painted=seen["painted"],
        longest_task=max(seen["tasks"]),
    )


def _part(answer: Any) -> Part:
    """Return what an answer carried, and its sizes."""
    body = answer.body()
    content_type = answer.headers.get("content-type", "")
    if content_type.startswith(COMPRESSED) and "svg" not in content_type:
        return Part(answer.url, content_type, len(body), len(body), len(body))
    quality = 5 if answer.request.resource_type == "document" else 11
    return Part(
        answer.url,
        content_type,
        len(body),
        len(gzip.compress(body, 6, mtime=0)),
        len(brotli.compress(body, quality=quality)),
    )


def report(weight: Weight) -> Iterator[str]:
    """Give the lines that say what a page cost."""
    for part in weight.parts:
        mark = "picture " if part.is_picture else ""
        yield f"{part.raw:>9,} {part.gzip:>9,} {part.brotli:>9,}  {mark}{part.address}"
    sums = [sum(getattr(part, name) for part in weight.requests) for name in ("raw", "gzip")]
    yield f"{sums[0]:>9,} {sums[1]:>9,} {weight.bytes:>9,}  in {len(weight.requests)} requests"
    yield f"scripts that block: {', '.join(weight.blocking) or 'none'}"
    yield (
        f"CLS {weight.moved:.4f}, LCP {weight.painted:.0f} ms,"
        f" longest task {weight.longest_task:.0f} ms"
    )
    yield from weight.movers


def main() -> None:
    """Weigh the pages that the command names."""
    from tests.browser.preview_speed import chromium

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("addresses", nargs="+", metavar="ADDRESS")
    parser.add_argument("--width", type=int, default=WIDTH, help="of the window, CSS pixels")
    parser.add_argument("--slow", action="store_true", help="over a slow 4G connection")
    options = parser.parse_args()
    with chromium() as browser:
        for address in options.addresses:
            network = SLOW if options.slow else None
            weight = weigh(browser, address, width=options.width, network=network)
            sys.stdout.write(f"{address}\n      raw      gzip    Brotli\n")
            sys.stdout.writelines(f"{line}\n" for line in report(weight))


if __name__ == "__main__":
    main()
