"""Starting and ending the servers that are measured, each in processes of its own.

`python -m tests.bench.serving PORT APPLICATION WORKERS THREADS` serves one as `make run` and
production do; the bench calls it.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from tests.bench.processes import children
from tests.bench.wrk import BenchError

HOST = "127.0.0.1"
SITE = "config.wsgi:application"
BARE = "tests.bench.applications:bare"
HELLO = "tests.bench.hello:application"
OUTDATED = "tests.bench.outdated:application"
_PATIENCE = 120  # seconds for a start on a busy machine


@dataclass(frozen=True)
class Served:
    """A server that answers.

    Attributes:
        port: on 127.0.0.1.
        pid: of its parent process.
        seconds: from its start to its first answer.
    """

    port: int
    pid: int
    seconds: float

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def workers(self) -> list[int]:
        """The numbers of its worker processes."""
        return children(self.pid)


def free_port(first: int, last: int) -> int:
    """Return a port in a range at which nobody listens.

    Raises:
        BenchError: all are taken.
    """
    for port in range(first, last + 1):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return port
    raise BenchError(f"all ports from {first} to {last} are taken. Choose others with --ports.")


@contextmanager
def served(
    application: str,
    port: int,
    *,
    workers: int,
    threads: int,
    log: IO[bytes],
    environment: Mapping[str, str] | None = None,
    probe: str = "/",
) -> Iterator[Served]:
    """Serve a WSGI application by granian inside the block.

    Args:
        application: module and name, with a colon between.
        port: on 127.0.0.1.
        workers, threads: as `config.serving.Capacity`.
        log: gets what it prints.
        environment: variables besides those of this process.
        probe: a path that answers once it is up.

    Raises:
        BenchError: it does not start.
    """
    command = [sys.executable, "-m", __name__, str(port), application, str(workers), str(threads)]
    with running(command, port, log=log, environment=environment, probe=probe) as server:
        yield server


@contextmanager
def running(
    command: list[str],
    port: int,
    *,
    log: IO[bytes],
    environment: Mapping[str, str] | None = None,
    probe: str = "/",
) -> Iterator[Served]:
    """Run a server inside the block; it is up when it answers `probe`.

    Raises:
        BenchError: it ends, or does not answer in time.
    """
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  # an own command line
        command, stdout=log, stderr=log, env={**os.environ, **(environment or {})}
    )
    try:
        while not _answers(port, probe):
            if process.poll() is not None:
                raise BenchError(
                    f"{' '.join(command)} ended with status {process.returncode}; "
                    f"{log.name} may say why."
                )
            if time.perf_counter() - began > _PATIENCE:
                raise BenchError(f"{' '.join(command)} does not answer; see {log.name}.")
            time.sleep(0.02)
        yield Served(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int, path: str) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(port: int, application: str, workers: int, threads: int) -> None:
    """Serve until SIGTERM, as `make run` does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from config import serving

    serving.serve(
        HOST,
        port,
        serving.Capacity(workers, threads),
        hang_up=lambda server: server.end(),
        longest_end=10,
        application=application,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
