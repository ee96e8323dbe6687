"""Measures with one number of articles: `python -m tests.bench.size POSTS --json FILE …`.

The bench starts it in a process of its own for each size; DATA_DIR says where the database lies.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from tests.bench import inside, loads
from tests.bench.answers import get, keep, require_hits
from tests.bench.nginx import serving_files
from tests.bench.options import Options
from tests.bench.pages import Kind, kinds
from tests.bench.serving import BARE, HELLO, OUTDATED, SITE, Served, free_port, served
from tests.bench.wrk import BenchError, Load, ask

MISS_CONNECTIONS = 4
WARMING = 30
"""Seconds at most until every worker has every page."""


MOST_OTHERS = 50
"""Articles that a run may have left behind."""


def prepare(posts: int) -> None:
    """Bring the database up to date; fill it if it is empty.

    Raises:
        BenchError: it holds another number of articles.
    """
    from django.core.management import call_command

    from blog.posts.models import Post

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    there = Post.objects.count()
    if there == 0:
        call_command("fill_benchmark", posts=posts)
    elif abs(there - posts) > MOST_OTHERS:
        raise BenchError(
            f"the database in {os.environ['DATA_DIR']} holds {there} articles, not {posts}: "
            "a run was interrupted. Remove that folder; it is filled again."
        )


class Measuring:
    """Servers that run side by side, and what is measured with them."""

    def __init__(self, options: Options, stack: ExitStack, log: IO[bytes]) -> None:
        self.options = options
        self._stack = stack
        self._log = log
        self.site = self._granian(SITE)
        self.uncached = self._granian(SITE, {"PAGE_CACHE_MB": "0"})
        self.outdated = self._granian(OUTDATED)
        self.hello = self._granian(
            HELLO,
            {"DJANGO_SETTINGS_MODULE": "tests.bench.hello_settings", "PAGE_CACHE_MB": "0"},
        )

    def _granian(self, application: str, environment: dict[str, str] | None = None) -> Served:
        return self._stack.enter_context(
            served(
                application,
                free_port(*self.options.ports),
                workers=self.options.workers,
                threads=self.options.threads,
                log=self._log,
                environment=environment,
            )
        )

    def _ask(self, server: Served, paths: tuple[str, ...], connections: int) -> Callable[[], Load]:
        return lambda: ask(
            server.origin, paths, seconds=self.options.seconds, connections=connections
        )

    def _warm(self, kind: Kind) -> None:
        """Ask until all workers answer from memory.

        Raises:
            BenchError: they never do.
        """
        for second in range(WARMING):
            ask(self.site.origin, kind.paths, seconds=1, connections=self.options.connections)
            try:
                require_hits(self.site.port, kind.paths)
            except BenchError:
                if second == WARMING - 1:
                    raise
            else:
                return

    def page(self, kind: Kind) -> dict[str, Any]:
        """Return all that is measured of one kind of page."""
        found: dict[str, Any] = {"name": kind.name, "cost": inside.cost(kind.paths)}
        many = self.options.connections
        self._warm(kind)
        servers = {"site": self._ask(self.site, kind.paths, many)}
        with ExitStack() as stack:
            if kind.is_compared:
                servers |= self._others(kind, stack)
            of_hits = loads.in_rounds(servers, self.options.rounds)
        require_hits(self.site.port, kind.paths)
        found["hit"] = loads.middle(of_hits["site"])
        for name in ("nginx", "bare"):
            if name in of_hits:
                found[name] = loads.middle(of_hits[name])
                found[f"of_{name}"] = loads.ratio(of_hits, "site", name)
        servers = {"site": self._ask(self.uncached, kind.paths, MISS_CONNECTIONS)}
        if kind.is_compared:
            servers["hello"] = self._ask(self.hello, ("/hello/",), MISS_CONNECTIONS)
            servers["unchanged"] = self._ask(self.outdated, kind.paths, MISS_CONNECTIONS)
        of_misses = loads.in_rounds(servers, self.options.rounds)
        found["miss"] = loads.middle(of_misses["site"])
        if "hello" in of_misses:
            found["hello"] = loads.middle(of_misses["hello"])
            found["of_hello"] = loads.ratio(of_misses, "site", "hello")
            found["unchanged"] = loads.middle(of_misses["unchanged"])
            found["unchanged_of_hello"] = loads.ratio(of_misses, "unchanged", "hello")
        return found

    def _others(self, kind: Kind, stack: ExitStack) -> dict[str, Callable[[], Load]]:
        """Serve the same bytes by nginx and by a bare application."""
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        places = keep(folder, {path: get(self.site.port, path) for path in kind.paths})
        paths = tuple(places[path] for path in kind.paths)
        options = self.options
        nginx = stack.enter_context(
            serving_files(
                folder,
                free_port(*options.ports),
                workers=options.workers,
                log=self._log,
                probe=paths[0],
            )
        )
        bare = stack.enter_context(
            served(
                BARE,
                free_port(*options.ports),
                workers=options.workers,
                threads=options.threads,
                log=self._log,
                environment={"BENCH_ANSWERS": str(folder)},
                probe=kind.paths[0],
            )
        )
        return {
            "nginx": self._ask(nginx, paths, options.connections),
            "bare": self._ask(bare, kind.paths, options.connections),
        }


def measured(posts: int, options: Options, log: IO[bytes]) -> dict[str, Any]:
    """Return what is measured with so many articles, for the report."""
    from tests.bench import memory, writes

    found: dict[str, Any] = {"posts": posts, "pages": []}
    with ExitStack() as stack:
        measuring = Measuring(options, stack, log)
        found["start_seconds"] = round(measuring.site.seconds, 2)
        found["memory_at_first"] = memory.of(measuring.site)
        for kind in kinds():
            if options.only in kind.name:
                _say(f"{posts:,} articles: {kind.name}")
                found["pages"].append(measuring.page(kind))
        if not options.only:
            _say(f"{posts:,} articles: memory")
            found["memory"] = memory.with_pages(measuring.site, options)
            found["memory_without_cache"] = memory.with_pages(measuring.uncached, options)
    if not options.only:
        _say(f"{posts:,} articles: writing")
        found |= writes.measured(options, log)
    return found


def _say(what: str) -> None:
    sys.stderr.write(f"{what} …\n")
    sys.stderr.flush()


def main() -> int:
    """Measure; return the process's exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=int)
    parser.add_argument("--json", type=Path, required=True)
    Options.add_to(parser)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from config.embedded_postgres import EmbeddedPostgresError, running_for_settings
    from config.serving import Capacity, ServingError, allowed_connections

    options = Options.of(arguments)
    log = Path(os.environ["DATA_DIR"]) / "bench.log"
    try:
        with running_for_settings(), log.open("wb") as file:
            prepare(arguments.posts)
            # The site with and without the cache, that whose cache hears nothing, this process.
            capacity = Capacity(3 * options.workers, options.threads)
            capacity.require_connections(allowed_connections())
            arguments.json.write_text(json.dumps(measured(arguments.posts, options, file)))
    except (BenchError, EmbeddedPostgresError, ServingError) as error:
        sys.stderr.write(f"downlink: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
