"""The runs: each returns what it saw, with `failures` where that is not as it must be."""

import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Event
from typing import IO, Any

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from blog.posts.models import Post
from config.postgres_server import Server
from tests.bench.answers import get
from tests.bench.readers import Connection, one_to_each_worker
from tests.bench.serving import SITE, Served, free_port, served
from tests.bench.soak.articles import SLOTS, Articles, page_of
from tests.bench.soak.history import History
from tests.bench.soak.reading import AUTHOR_PAGE, CATEGORY_PAGE, Reader
from tests.bench.soak.writing import Writer
from tests.bench.wrk import BenchError, ask

CROWD = 50
HERDS = 10
PUBLISHING = 0.5
"""Seconds between two writes while a crowd reads. Each ends all that is kept."""
_RECOVERY = 60
"""Seconds in which all workers must be themselves again."""


@dataclass(frozen=True)
class Bounds:
    """How long and how much.

    Attributes:
        seconds: at most, of each run.
        writes: at most, of each run.
        workers: of the site.
        readers: to each worker.
        outage: seconds for which the database is stopped.
        ports: the first and last that servers may take.
        log: gets what servers print.
    """

    seconds: float
    writes: int
    workers: int
    readers: int
    outage: float
    ports: tuple[int, int]
    log: IO[bytes]

    def site(self, stack: ExitStack, *, workers: int | None = None, threads: int = 6) -> Served:
        """Serve the site until the stack ends."""
        return stack.enter_context(
            served(
                SITE,
                free_port(*self.ports),
                workers=workers or self.workers,
                threads=threads,
                log=self.log,
            )
        )


class Scene:
    """Articles that are written to, and readers of each worker."""

    def __init__(self, bounds: Bounds, stack: ExitStack) -> None:
        self.bounds = bounds
        self.history = History()
        self.articles = Articles.made(timezone.now().replace(microsecond=0))
        self.writer = Writer(self.articles, self.history, seed=1)
        # The site loads them from the database as they are now.
        self.server = bounds.site(stack)
        subjects = [*self.articles.subjects(), *(f"d{slot}" for slot in range(SLOTS))]
        self.readers = [
            Reader(one, self.history, subjects, seed)
            for round_ in range(bounds.readers)
            for seed, one in enumerate(one_to_each_worker(self.server, stack), 100 * round_)
        ]

    @contextmanager
    def read(self) -> Iterator[None]:
        """Let all readers read inside the block."""
        stopped = Event()
        threads = [reader.start(stopped) for reader in self.readers]
        try:
            yield
        finally:
            stopped.set()
            for thread in threads:
                thread.join()

    def write(
        self,
        seconds: float,
        *,
        pause: float = 0.0,
        now_and_then: Callable[[], None] | None = None,
    ) -> None:
        """Write for so long, or until there were enough writes.

        Args:
            seconds: at most.
            pause: seconds between two writes.
            now_and_then: called about every five seconds.
        """
        ends = time.monotonic() + seconds
        due = time.monotonic() + 5
        while time.monotonic() < ends and self.writer.done.total() < self.bounds.writes:
            self.writer.write()
            time.sleep(pause)
            if now_and_then and time.monotonic() > due:
                now_and_then()
                due = time.monotonic() + 5

    def seen(self) -> dict[str, Any]:
        """Return what readers saw, and what of it must not be."""
        times = sorted(moment for reader in self.readers for moment in reader.times)
        answered: Counter[str] = Counter()
        for reader in self.readers:
            answered += reader.answered
        errors = [error for reader in self.readers for error in reader.errors]
        stale = self.history.stale
        return {
            "writes": self.writer.done.total(),
            "kinds": dict(self.writer.done),
            "reads": len(times),
            "answers": dict(answered),
            "p50_ms": round(statistics.median(times) * 1000, 2) if times else None,
            "p99_ms": round(times[int(len(times) * 0.99)] * 1000, 2) if times else None,
            "stale": len(stale),
            "worst_lag_ms": round(self.history.worst_lag * 1000, 1),
            "errors": len(errors),
            "failures": [*stale[:5], *errors[:5]],
        }


def staleness(bounds: Bounds) -> dict[str, Any]:
    """Write and read at the same time; cut listening connections off now and then."""
    with ExitStack() as stack:
        scene = Scene(bounds, stack)
        cut: list[int] = []
        with scene.read():
            scene.write(bounds.seconds, now_and_then=lambda: cut.append(cut_listener()))
        return {**scene.seen(), "listeners_cut": sum(cut)}


def cut_listener() -> int:
    """End one of the connections that listen, as an operator or a network would."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity"
            " WHERE query LIKE 'LISTEN%%' OR query = 'SELECT 1' AND state = 'idle'"
            " AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1) one"
        )
        [count] = cursor.fetchone()
    return int(count)


def herd(bounds: Bounds) -> dict[str, Any]:
    """Let fifty readers ask at the same moment for a page that nobody has asked for."""
    failures: list[str] = []
    made: list[int] = []
    articles = Articles.made(timezone.now().replace(microsecond=0))
    with ExitStack() as stack:
        server = bounds.site(stack, workers=1, threads=16)
        crowd = [Connection(server.port) for _ in range(CROWD)]
        for one in crowd:
            stack.callback(one.close)
            one.get("/healthz")
        pool = stack.enter_context(ThreadPoolExecutor(CROWD))
        for _ in range(HERDS):
            # Changes nothing and ends what is kept.
            Post.objects.filter(pk=articles.edited["e0"]).update(language="en")
            time.sleep(0.2)
            answers = list(pool.map(lambda one: one.get(page_of("e0")), crowd))
            marks = Counter(answer.header("X-Cache") for answer in answers)
            made.append(marks["MISS"] + marks["BYPASS"])
            if made[-1] != 1:
                failures.append(f"{CROWD} simultaneous requests were answered {dict(marks)}")
    return {"herds": HERDS, "renderings": made, "failures": failures}


def crowd(bounds: Bounds) -> dict[str, Any]:
    """Let a hundred readers ask as fast as they can while articles are published."""
    with ExitStack() as stack:
        scene = Scene(bounds, stack)
        pool = stack.enter_context(ThreadPoolExecutor(1))
        paths = ["/", *map(page_of, scene.articles.edited), CATEGORY_PAGE, AUTHOR_PAGE]
        load = pool.submit(ask, scene.server.origin, paths, seconds=bounds.seconds, connections=100)
        with scene.read():
            scene.write(bounds.seconds, pause=PUBLISHING)
            found = load.result()
        seen = scene.seen()
        if found.errors:
            seen["failures"].append(f"{found.errors} of {found.requests} requests failed")
        return {
            **seen,
            "crowd": {
                "requests": found.requests, "rate": round(found.rate), "p50_ms": found.p50,
                "p99_ms": found.p99, "errors": found.errors,
            },
        }  # fmt: skip


def outage(bounds: Bounds) -> dict[str, Any]:
    """Stop the bundled database under load, and start it again."""
    if settings.EMBEDDED_POSTGRES is None:
        raise BenchError("the outage needs the bundled PostgreSQL; unset DATABASE_URL")
    embedded = settings.EMBEDDED_POSTGRES
    server = Server(embedded.folder, embedded.socket_folder, embedded.options)
    with ExitStack() as stack:
        scene = Scene(bounds, stack)
        with scene.read():
            scene.write(min(10, bounds.seconds))
            # Until each worker has every page, as it is now.
            time.sleep(3)
            connections.close_all()
            before = _answers(scene)
            server.stop()
            try:
                time.sleep(bounds.outage)
                never_asked = get(scene.server.port, "/archive/1999/")
            finally:
                server.start()
            began = time.monotonic()
            recovered = _recovery(scene, began)
            scene.write(min(10, bounds.seconds))
        seen = scene.seen()
    during = _answers(scene) - before
    if not during["200 STALE"]:
        seen["failures"].append("no page was served while the database was stopped")
    if never_asked.status != 503 or not never_asked.header("Retry-After"):
        seen["failures"].append(f"what was never asked for was answered {never_asked.status}")
    return {
        **seen,
        "outage_seconds": bounds.outage,
        "answers_from_then_on": dict(during),
        "recovery_seconds": round(recovered, 2),
    }


def _answers(scene: Scene) -> Counter[str]:
    return sum((reader.answered for reader in scene.readers), Counter[str]())


def _recovery(scene: Scene, began: float) -> float:
    """Return seconds until all workers answer what is fresh.

    Raises:
        BenchError: they do not.
    """
    waiting = {reader.connection.worker for reader in scene.readers}
    with ExitStack() as stack:
        probes = one_to_each_worker(scene.server, stack)
        while waiting:
            for probe in probes:
                if probe.get("/").header("X-Cache") in {"HIT", "MISS"}:
                    waiting.discard(probe.worker)
            if time.monotonic() - began > _RECOVERY:
                raise BenchError(f"workers still serve stale pages after {_RECOVERY} s")
            time.sleep(0.01)
    return time.monotonic() - began


SCENARIOS: dict[str, Callable[[Bounds], dict[str, Any]]] = {
    "staleness": staleness,
    "herd": herd,
    "crowd": crowd,
    "outage": outage,
}
