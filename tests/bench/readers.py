"""Connections to a site that stay open, each to a worker that is known."""

import http.client
from contextlib import ExitStack, suppress

from tests.bench.answers import Answer
from tests.bench.processes import worker_of
from tests.bench.serving import HOST, Served
from tests.bench.wrk import BenchError

_TRIES = 400


class Connection:
    """One connection, kept open from one request to the next.

    Attributes:
        worker: the process that answers; None until it is known.
    """

    def __init__(self, port: int) -> None:
        self._port = port
        self._http = http.client.HTTPConnection(HOST, port, timeout=60)
        self.worker: int | None = None

    def get(self, path: str) -> Answer:
        """Ask for a page.

        Raises:
            OSError, http.client.HTTPException: the connection failed; the next one is a new one.
        """
        try:
            self._http.request("GET", path)
            response = self._http.getresponse()
            return Answer(
                response.status, response.reason, tuple(response.getheaders()), response.read()
            )
        except BaseException:
            self.close()
            raise

    def find_worker(self, server: Served) -> int | None:
        """Find out who answers."""
        with suppress(OSError, http.client.HTTPException):
            self.get("/healthz")
            if self._http.sock is not None:
                port = self._http.sock.getsockname()[1]
                self.worker = worker_of(port, self._port, server.workers)
        return self.worker

    def close(self) -> None:
        self._http.close()


def one_to_each_worker(server: Served, stack: ExitStack) -> list[Connection]:
    """Return a connection to each worker, closed with the stack.

    Raises:
        BenchError: some workers take no connections.
    """
    found: dict[int, Connection] = {}
    wanted = server.workers
    for _ in range(_TRIES):
        connection = Connection(server.port)
        stack.callback(connection.close)
        worker = connection.find_worker(server)
        if worker is None or worker in found:
            # Held until all are found: the next one goes to another worker more probably.
            continue
        found[worker] = connection
        if len(found) == len(wanted):
            return [*found.values()]
    raise BenchError(f"of {len(wanted)} workers only {len(found)} take connections")
