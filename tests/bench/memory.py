"""How much memory the workers of a site take."""

import itertools
import statistics
from collections.abc import Iterator
from urllib.parse import quote

from tests.bench.options import Options
from tests.bench.processes import memory
from tests.bench.serving import Served
from tests.bench.wrk import ask

PAGES = 10_000


def of(server: Served) -> dict[str, float]:
    """Return the resident memory of a worker, and what of it is its own (RSS, PSS), in MB.

    The largest worker's.
    """
    taken = [memory(pid) for pid in server.workers]
    return {
        "rss_mb": max(rss for rss, _pss in taken),
        "pss_mb": max(pss for _rss, pss in taken),
        "pss_median_mb": statistics.median(pss for _rss, pss in taken),
    }


def with_pages(server: Served, options: Options) -> dict[str, float]:
    """Return the same once 10,000 pages have been asked for from all workers, or all there are."""
    before = of(server)
    paths = list(itertools.islice(_articles(), PAGES))
    seconds = 0.0
    asked = 0
    # Until each worker has been asked for most of them: one gets its share of the requests only.
    while asked < options.workers * len(paths) and seconds < 120:
        load = ask(server.origin, paths, seconds=10, connections=4 * options.workers)
        asked += load.requests
        seconds += 10
    after = of(server)
    return {
        "pages": len(paths),
        "before_rss_mb": before["rss_mb"],
        "after_rss_mb": after["rss_mb"],
        "after_pss_mb": after["pss_mb"],
    }


def _articles() -> Iterator[str]:
    from django.utils import timezone

    from blog.posts.models import Post

    newest = Post.objects.published(timezone.now()).order_by("-pk").only("slug")
    for post in newest[:PAGES].iterator():
        yield quote(post.get_absolute_url(), safe="/%")
