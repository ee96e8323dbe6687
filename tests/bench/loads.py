"""Loads one after the other, in rounds, so that a slow minute of the machine hits all alike."""

import statistics
from collections.abc import Callable, Mapping, Sequence

from tests.bench.wrk import Load

type Asking = Callable[[], Load]


def in_rounds(servers: Mapping[str, Asking], rounds: int) -> dict[str, list[Load]]:
    """Ask each server once a round, the other way round in every second one."""
    loads: dict[str, list[Load]] = {name: [] for name in servers}
    for number in range(rounds):
        names = [*servers] if number % 2 == 0 else [*servers][::-1]
        for name in names:
            loads[name].append(servers[name]())
    return loads


def middle(loads: Sequence[Load]) -> dict[str, float]:
    """Return the medians of several runs; of the errors, all."""
    return {
        "rate": round(statistics.median(load.rate for load in loads), 1),
        "p50_ms": round(statistics.median(load.p50 for load in loads), 3),
        "p99_ms": round(statistics.median(load.p99 for load in loads), 3),
        "errors": sum(load.errors for load in loads),
    }


def ratio(loads: Mapping[str, Sequence[Load]], one: str, other: str) -> float:
    """Return how many times the requests a second of another server one reaches.

    The median of the rounds' ratios: both were measured right after each other.
    """
    pairs = zip(loads[one], loads[other], strict=True)
    return round(statistics.median(a.rate / b.rate if b.rate else 0.0 for a, b in pairs), 3)
