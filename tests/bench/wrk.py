"""Asking as fast as possible, by wrk (https://github.com/wg/wrk)."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import which

SCRIPT = Path(__file__).with_name("ask.lua")
_MARK = "BENCH "


class BenchError(Exception):
    """Nothing can be measured so; the message says why and what to do."""


@dataclass(frozen=True)
class Load:
    """What one run of wrk saw.

    Attributes:
        rate: requests a second.
        p50, p99: milliseconds.
        errors: answers other than 2xx and 3xx, and connections that failed.
        body_bytes: of all answers together, headers included.
    """

    rate: float
    p50: float
    p99: float
    requests: int
    errors: int
    body_bytes: int


def require(program: str) -> str:
    """Return where a program is.

    Raises:
        BenchError: it is not installed.
    """
    # nginx lies where only administrators look.
    found = which(program) or which(program, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise BenchError(
            f"{program} is needed and was not found. On Debian: apt-get install {program}"
        )
    return found


def ask(
    origin: str,
    paths: Sequence[str],
    *,
    seconds: float,
    connections: int = 32,
    threads: int = 1,
    headers: Sequence[str] = (),
) -> Load:
    """Ask for the paths one after the other, over and over, as fast as answers come.

    Args:
        origin: scheme, host and port.
        paths: percent-encoded, with query string.
        seconds: how long; wrk knows whole ones only.
        connections: how many requests are under way at a time.
        threads: of wrk.
        headers: more of the requests', as `Name: value`.

    Raises:
        BenchError: wrk is missing or failed.
    """
    program = require("wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        command = [
            program, f"-t{threads}", f"-c{connections}", f"-d{max(1, round(seconds))}s",
            "--timeout", "30s", "--latency", "-s", str(SCRIPT),
            *(part for header in headers for part in ("-H", header)),
            origin, "--", file.name,
        ]  # fmt: skip
        ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # an own command line
    if ran.returncode:
        raise BenchError(f"wrk failed: {(ran.stderr or ran.stdout).strip()}")
    return parsed(ran.stdout)


def parsed(output: str) -> Load:
    """Return what `ask.lua` wrote at the end of a run.

    Raises:
        BenchError: the output has no such line.
    """
    for line in output.splitlines():
        if line.startswith(_MARK):
            said = json.loads(line.removeprefix(_MARK))
            seconds = said["microseconds"] / 1e6
            return Load(
                rate=said["requests"] / seconds if seconds else 0.0,
                p50=said["p50"] / 1000,
                p99=said["p99"] / 1000,
                requests=said["requests"],
                errors=said["errors"],
                body_bytes=said["bytes"],
            )
    raise BenchError(f"wrk said nothing that is understood: {output[-500:]}")
