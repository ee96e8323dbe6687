"""Render hostile sources and print what each costs, as a table in Markdown.

    python -m tests.markup.hostile [--only WORD] [--seconds 2] [--megabytes 200]

Every source is rendered in a process of its own, which is idle but for having rendered one small
article; the memory is what it grows by above that. Ends with 1 if a source costs more than the
limits. Nothing here is random.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.markup.hostile import code, formulas, plain_marks, structures

SOURCES = plain_marks.SOURCES | structures.SOURCES | formulas.SOURCES | code.SOURCES
WAIT = 60.0
"""Seconds after which a rendering is given up."""

WARMING = "# a\n\n*b* `c` $x$ <b>d</b>\n\n```python\n1\n```\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one source costs: seconds, megabytes above an idle process and in all, and its end."""

    name: str
    characters: int
    wall: float
    cpu: float
    grown: float
    peak: float
    outcome: str


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _render_here(name: str) -> str:
    """Render one source in this process and return its cost in words for the parent.

    While it is refused, half of it is tried, so that it is also measured just below the limits.
    The time is that of the slowest attempt.
    """
    from blog.markup import MarkupError, render  # here only, so that the parent stays small

    source = SOURCES[name]()
    render(WARMING)
    idle = _peak_megabytes()
    slowest, refusals, outcome = (-1.0, 0.0, 0), [], ""
    while not outcome:
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            outcome = f"{len(render(source).html):,} characters of HTML"
        except MarkupError as error:
            refusals.append(error.limit)
        took = time.perf_counter() - wall, time.process_time() - cpu, len(source)
        slowest = max(slowest, took)
        source = source[: len(source) // 2]
    if refusals:
        outcome += f" after {', '.join(dict.fromkeys(refusals))}"
    peak = _peak_megabytes()
    wall, cpu, characters = slowest
    return "\t".join(map(str, [characters, wall, cpu, peak - idle, peak, outcome]))


def measure(name: str) -> Cost:
    """Render the source called `name` in a process of its own and return what it took."""
    command = [sys.executable, "-m", "tests.markup.hostile", "--here", name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)  # noqa: S603  # this interpreter, this package
    except subprocess.TimeoutExpired:
        return Cost(name, 0, WAIT, WAIT, 0, 0, f"**given up after {WAIT:.0f} s**")
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"signal {-done.returncode}"])[-1]
        return Cost(name, 0, WAIT, WAIT, 0, 0, f"**crashed: {last[:100]}**")
    characters, wall, cpu, grown, peak, outcome = done.stdout.rstrip("\n").split("\t")
    return Cost(name, int(characters), float(wall), float(cpu), float(grown), float(peak), outcome)


def table(costs: Sequence[Cost]) -> str:
    """Return the costs as a table in Markdown, the slowest first."""
    rows = [
        "| source | characters | wall s | CPU s | grown MB | peak MB | outcome |",
        "|---|--:|--:|--:|--:|--:|---|",
    ]
    rows += [
        f"| {one.name} | {one.characters:,} | {one.wall:.2f} | {one.cpu:.2f} | {one.grown:.0f} "
        f"| {one.peak:.0f} | {one.outcome} |"
        for one in sorted(costs, key=lambda one: (-one.wall, one.name))
    ]
    return "\n".join(rows)


def main() -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.markup.hostile")
    parser.add_argument("--only", default="", help="measure the sources with this in their names")
    parser.add_argument("--seconds", type=float, default=2.0, help="processor time allowed to each")
    parser.add_argument("--megabytes", type=float, default=200.0, help="growth allowed to each")
    parser.add_argument("--here", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.here:
        sys.stdout.write(_render_here(told.here))
        return 0
    names = [name for name in SOURCES if told.only in name]
    if not names:
        parser.error(f"no source has “{told.only}” in its name")
    costs = [measure(name) for name in names]
    over = [one for one in costs if one.cpu > told.seconds or one.grown > told.megabytes]
    sys.stdout.write(table(costs) + "\n\n")
    sys.stdout.write(
        f"{len(costs)} sources; {len(over)} over {told.seconds:g} s of processor time or "
        f"{told.megabytes:g} MB.\n"
    )
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
