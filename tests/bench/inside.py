"""What making a page takes, measured inside one process: queries, and where the time goes."""

import statistics
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

RUNS = 9


def cost(paths: Sequence[str]) -> dict[str, float]:
    """Return what a page costs without the page cache.

    Returns:
        `queries`; in milliseconds, medians: `database_ms`, until the queries were answered,
        `processor_ms` of this process, `total_ms`; `bytes` of the answer.
    """
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    samples: list[tuple[int, float, float, float, int]] = []
    asked = [paths[n % len(paths)] for n in range(max(RUNS, len(paths)) + 1)]
    for number, path in enumerate(asked):
        timer = _Timer()
        with ExitStack() as stack:
            from django.db import connection

            stack.enter_context(connection.execute_wrapper(timer))
            began, worked = time.perf_counter(), time.process_time()
            response = client.get(path)
            total, processor = time.perf_counter() - began, time.process_time() - worked
        if response.status_code != 200:
            raise AssertionError(f"{path} was answered {response.status_code}")
        if number:  # the first one loads templates
            body = getattr(response, "content", b"")
            samples.append((timer.queries, timer.seconds, processor, total, len(body)))
    queries, database, processor_times, totals, sizes = zip(*samples, strict=True)
    return {
        "queries": max(queries),
        "database_ms": round(statistics.median(database) * 1000, 2),
        "processor_ms": round(statistics.median(processor_times) * 1000, 2),
        "total_ms": round(statistics.median(totals) * 1000, 2),
        "bytes": round(statistics.mean(sizes)),
    }


class _Timer:
    """Counts and times what a connection executes."""

    def __init__(self) -> None:
        self.queries = 0
        self.seconds = 0.0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += time.perf_counter() - began
