"""The HTTP server in front of the application: one way for `make run` and for production.

docs/decisions/0024-serving.md says what was measured for it.
"""

import gc
import importlib
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing import resource_tracker
from threading import Thread
from typing import Any

from django.db import connection
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.net import SocketHolder, SocketSpec  # type: ignore[attr-defined]  # PEP 484 calls that private there
from granian.server.mp import MPServer

from blog.page_cache.answers import Headers
from config import env
from config.files_in_memory import Application, Environ, StartResponse

APPLICATION = "config.wsgi:application"
KEPT_FREE = 3
"""Connections to the database that are left to commands and backups."""
_ASKED = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_BE_REPLACED = signal.SIGUSR1
_SAY_AGAIN_AFTER = 0.1  # seconds
_STARTED_AFTER = 0.5
"""Seconds; as long may a worker take to begin to serve once its application is loaded."""


class ServingError(Exception):
    """The site cannot be served so; the message says why and what to do."""


@dataclass(frozen=True)
class Capacity:
    """How many requests are worked at together.

    Attributes:
        workers: processes. Each has its own memory of finished pages, and listens to the database
            on a connection of its own.
        threads: of each worker. So many slow requests keep a worker from answering from memory;
            each has a connection to the database.
    """

    workers: int
    threads: int

    @classmethod
    def from_environment(cls, workers: int) -> "Capacity":
        """Return what WORKERS (by default `workers`) and THREADS (by default 8) say.

        Raises:
            SettingError: one is malformed.
        """
        return cls(
            workers=env.integer("WORKERS", workers, low=1, high=128),
            threads=env.integer("THREADS", 8, low=1, high=128),
        )

    @property
    def connections(self) -> int:
        """The most connections to the database at a time: while one worker replaces another."""
        return (self.workers + 1) * (self.threads + 1)

    def require_connections(self, allowed: int) -> None:
        """See that the database has room.

        Args:
            allowed: connections that the site's user may have.

        Raises:
            ServingError: it needs more; the message says how much would fit.
        """
        room = allowed - KEPT_FREE
        if self.connections <= room:
            return
        fitting = room // (self.workers + 1) - 1
        advice = f"Set THREADS to {fitting}, or" if fitting > 0 else "Set WORKERS lower, or"
        raise ServingError(
            f"the database allows {allowed} connections, and {self.workers} workers with "
            f"{self.threads} threads each may need {self.connections}, besides {KEPT_FREE} for "
            f"commands. {advice} raise max_connections of PostgreSQL."
        )


def allowed_connections() -> int:
    """Return how many connections to the database the site's user may have at a time.

    The least of what the server, the database and the role allow (PostgreSQL manual, section
    19.3.1, CREATE DATABASE, CREATE ROLE).

    Raises:
        django.db.Error: the database cannot be asked.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT least(
                current_setting('max_connections')::int
                    - current_setting('superuser_reserved_connections')::int
                    - coalesce(current_setting('reserved_connections', true)::int, 0),
                (SELECT nullif(greatest(datconnlimit, -1), -1) FROM pg_database
                 WHERE datname = current_database()),
                (SELECT nullif(greatest(rolconnlimit, -1), -1) FROM pg_roles
                 WHERE rolname = current_user)
            )
            """
        )
        [allowed] = cursor.fetchone()
    return int(allowed)


def require_free_port(address: str, port: int) -> None:
    """See that nobody listens there; the server itself would share the port with another.

    Raises:
        ServingError: somebody does, or the process may not.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            raise ServingError(
                f"port {port} of {address} cannot be used ({error.strerror}). Stop what uses it, "
                f"or choose another: PORT={port + 1 if port < 65535 else 8000}"
            ) from error


def serve(
    address: str,
    port: int,
    capacity: Capacity,
    *,
    hang_up: Callable[["SiteServer"], None],
    longest_end: int,
    application: str = APPLICATION,
) -> None:
    """Serve until SIGINT or SIGTERM; requests that have begun are answered to their end.

    To be called in the main thread. While it serves, no handler of these signals and of SIGHUP
    runs: they could come while the server looks at its own state, and be lost or stop it for
    ever. A thread waits for them instead, and workers do not see them at all.

    Args:
        address: the IP address to listen at.
        port: its port.
        capacity: how many workers and threads.
        hang_up: what SIGHUP means; called with the server in a thread of its own.
        longest_end: seconds after which a worker that does not end is killed.
        application: what to serve: module and name, with a colon between.
    """
    server = SiteServer(
        application,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=capacity.workers,
        blocking_threads=capacity.threads,
        # A proxy in front speaks HTTP/1.1 to it; browsers speak HTTP/2 over TLS only.
        http=HTTPModes.http1,
        backlog=1024,
        # Connections that a worker holds, idle ones too: half of what most systems let it open.
        backpressure=512,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=longest_end,
    )
    logging.getLogger("_granian").addFilter(_is_of_use)
    if multiprocessing.get_start_method() != "fork":
        # Starting it later would let the signals through again.
        resource_tracker.ensure_running()
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {*_ASKED, _BE_REPLACED})
    try:
        Thread(target=_obey, args=(server, hang_up), daemon=True).start()
        server.serve(target_loader=load_in_worker)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


class SiteServer(MPServer):
    """Granian, which loses no request when it replaces a worker.

    The parent listens: on Linux once for each worker, between which the kernel divides those who
    connect (socket(7), SO_REUSEPORT), elsewhere once for all. A worker hands its place on to its
    successor. Were the sockets the workers' own, one that ends would take those down with it who
    wait to be let in there; with one for all, whoever connects at the same moment may all be let
    in by the worker that wakes first. A worker that is to be replaced closes each connection with
    an answer some seconds before it ends: when it ends it closes the rest, and whoever is just
    asking there gets no answer.
    """

    def _init_shared_socket(self) -> None:
        spec = SocketSpec(self.bind_addr, self.bind_port, self.backlog)
        self._ssp = None
        self._listening: list[tuple[SocketHolder, socket.socket]] = []
        for _ in range(self.workers if sys.platform == "linux" else 1):
            holder = spec.build()
            listening = socket.socket(fileno=holder.get_fd())
            listening.set_inheritable(True)
            self._listening.append((holder, listening))

    def _drop_shared_socket(self) -> None:
        for _, listening in self._listening:
            listening.close()

    def _spawn_worker(self, idx: int, *given: Any, **named: Any) -> Any:
        self._shd: Any
        self._shd, self._sso = self._listening[idx % len(self._listening)]
        return super()._spawn_worker(idx, *given, **named)

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        for index in workers:
            former = self.wrks[index].inner
            if former.is_alive():
                os.kill(former.pid, _BE_REPLACED)
            super()._respawn_workers([index], spawn_target, target_loader, delay)

    def shutdown(self, exit_code: int = 0) -> None:
        """End all workers; one that heard of the end before is no failure."""
        if self.interrupt_signal:
            self.interrupt_children.clear()
        super().shutdown(exit_code)  # type: ignore[no-untyped-call]  # of a package without types

    def end(self) -> None:
        """End, gracefully; does not return."""
        while True:
            # Again and again: its loop forgets what it is told while it looks at something else.
            self.interrupt_signal = True
            self.main_loop_interrupt.set()
            time.sleep(_SAY_AGAIN_AFTER)

    def replace_workers(self) -> None:
        """Start each worker anew, one after the other; returns when that has begun."""
        self.reload_signal = True
        while self.reload_signal:
            self.main_loop_interrupt.set()
            time.sleep(_SAY_AGAIN_AFTER)


def _obey(server: SiteServer, hang_up: Callable[[SiteServer], None]) -> None:
    """Do what signals to the process ask for."""
    while True:
        if signal.sigwait(_ASKED) == signal.SIGHUP:
            hang_up(server)
        else:
            server.end()


def load_in_worker(target: str) -> Application:
    """Return the application; called by the server in each worker.

    The parent alone decides what a closed terminal and Ctrl-C mean, which all processes of a
    group are told of. A worker ends when the parent asks, or is gone.

    Args:
        target: module and name, with a colon between.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {*_ASKED, _BE_REPLACED})
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # until the server sets its own
    module, _, name = target.partition(":")
    application = LastAnswers(getattr(importlib.import_module(module), name))
    Thread(target=_obey_parent, args=(application,), daemon=True).start()
    # Without its parent a worker would hold the port, and nobody could stop it with Ctrl-C.
    Thread(target=_end_with_parent, daemon=True).start()
    # What is there now stays; looking through it for garbage again and again would hold answers up.
    gc.collect()
    gc.freeze()
    return application


def _obey_parent(application: "LastAnswers") -> None:
    """Do what the parent asks of a worker by signals, which no handler in it ever sees."""
    while signal.sigwait({signal.SIGTERM, _BE_REPLACED}) == _BE_REPLACED:
        application.begin()
    # The server's own handler, once: it loses what comes before the server has started, and what
    # comes a second time keeps it from ending.
    while not callable(handler := signal.getsignal(signal.SIGTERM)):
        time.sleep(_SAY_AGAIN_AFTER)
    time.sleep(max(0.0, application.made_at + _STARTED_AFTER - time.monotonic()))
    handler(signal.SIGTERM, None)


class LastAnswers:
    """A WSGI application around another, which closes connections once it has begun to.

    Attributes:
        made_at: `time.monotonic()` when it was.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._has_begun = False
        self.made_at = time.monotonic()

    def begin(self) -> None:
        """Close each connection with its next answer (RFC 9112, 9.6)."""
        self._has_begun = True

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._has_begun:
            return self._application(environ, start_response)

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, [*headers, ("Connection", "close")], *rest)

        return self._application(environ, start)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _is_of_use(record: logging.LogRecord) -> bool:
    """Whether a message of the server tells an operator something."""
    # Threads wait for the database most of their time; `Capacity` bounds them.
    return "Python threads" not in record.getMessage()
