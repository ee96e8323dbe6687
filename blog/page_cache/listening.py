"""Hearing from the database that something changed (PostgreSQL manual, LISTEN and NOTIFY).

Each process has a connection of its own for it. A thread waits at it; besides, whoever serves a
page looks first whether anything has arrived, so that a busy process does not answer with what was
true before because its waiting thread had no turn yet.
"""

import logging
import select
import time
from threading import Event, Lock, Thread

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import Error

from blog.page_cache.freshness import Freshness

CHANNEL = "page_cache"
LOOK_EVERY = 0.002
"""Seconds for which whoever serves a page trusts the last look."""
TRUSTED_FOR = 0.005
"""Seconds after which whoever serves a page waits for a look that somebody else is taking."""
HEARTBEAT = 2.0
"""Seconds of silence after which the connection is tried. A server that vanished without a word is
noticed after as long again (`tcp_user_timeout`)."""
WAIT_AT_MOST = 0.25
"""Seconds after which the thread sees that it is to stop."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
"""Seconds between two tries to connect: twice as long each time."""

_log = logging.getLogger(__name__)


class Listener:
    """Moves a `Freshness` when the database tells of a change; reconnects when it is cut off.

    Attributes:
        look_at: `time.monotonic()` from which on `look` is due.
        last_heard: what came with the last notification; `""` from the triggers.
    """

    def __init__(self, freshness: Freshness, alias: str = DEFAULT_DB_ALIAS) -> None:
        self._freshness = freshness
        self._alias = alias
        self._connection: psycopg.Connection | None = None
        self._lock = Lock()
        self._stopped = Event()
        self._thread: Thread | None = None
        self._looked_at = 0.0  # `time.monotonic()` at which the last look began
        self.look_at = 0.0
        self.last_heard = ""

    def start(self) -> None:
        """Begin to listen, in a thread of its own; once in each process."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="page-cache-listener", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Cut the connection and wait for the thread to end."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def look(self) -> None:
        """Take in what has arrived.

        Waits for nothing but for somebody else's look that takes long: while the connection is
        tried out on a busy machine, pages would be called fresh that are not.
        """
        now = time.monotonic()
        self.look_at = now + LOOK_EVERY
        is_mine = self._lock.acquire(blocking=False)
        if not is_mine and now - self._looked_at >= TRUSTED_FOR:
            is_mine = self._lock.acquire(timeout=HEARTBEAT)
        if not is_mine:
            return
        try:
            if self._connection is not None:
                self._take_in(self._connection)
        finally:
            self._lock.release()

    def _take_in(self, connection: psycopg.Connection) -> None:
        """Read what the socket holds; under the lock. The thread sees to a broken connection."""
        self._looked_at = time.monotonic()
        try:
            connection.pgconn.consume_input()
            notices = [*iter(connection.pgconn.notifies, None)]
        except psycopg.Error:
            # Nothing is proven from this moment on, whenever the thread gets to see it.
            self._forget(connection)
            return
        if notices:
            self._hear(notices[-1].extra.decode())

    def _hear(self, payload: str) -> None:
        self._freshness.change()
        self.last_heard = payload

    def _forget(self, connection: psycopg.Connection) -> None:
        self._connection = None
        self._freshness.lose()
        connection.close()

    def _run(self) -> None:
        pause = SHORTEST_PAUSE
        while not self._stopped.is_set():
            try:
                self._connect()
            except (psycopg.Error, Error, OSError) as error:
                if pause == SHORTEST_PAUSE:
                    _log.warning("Changes are not heard of: %s", str(error).strip())
                self._stopped.wait(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
                continue
            pause = SHORTEST_PAUSE
            self._listen()
        with self._lock:
            if self._connection is not None:
                self._forget(self._connection)

    def _connect(self) -> None:
        # A connection of the same kind as all others of the settings, but never given to a request.
        wrapper = connections[self._alias].copy()
        params = wrapper.get_connection_params()
        if not str(params.get("host", "")).startswith("/"):
            params |= {
                "keepalives_idle": 5,
                "keepalives_interval": 1,
                "keepalives_count": 3,
                "tcp_user_timeout": int(HEARTBEAT * 1000),
            }
        connection = wrapper.get_new_connection(params)
        connection.autocommit = True
        # While it listens already, what came before is given up; so nothing falls between.
        connection.execute(f"LISTEN {CHANNEL}")
        # What arrives with the answer to another question.
        connection.add_notify_handler(lambda notice: self._hear(notice.payload))
        with self._lock:
            self._connection = connection
            self._freshness.prove()

    def _listen(self) -> None:
        """Wait for what arrives until the connection is lost or the listener stopped."""
        spoke_at = time.monotonic()
        while not self._stopped.is_set():
            connection = self._connection
            if connection is None:
                return
            has_arrived = _wait(connection)
            with self._lock:
                if self._connection is None:
                    return
                if has_arrived:
                    self._take_in(connection)
                elif time.monotonic() - spoke_at > HEARTBEAT:
                    spoke_at = time.monotonic()
                    self._try_out(connection)

    def _try_out(self, connection: psycopg.Connection) -> None:
        """Ask something, so that a connection to nobody is noticed; under the lock."""
        try:
            connection.execute("SELECT 1")
        except psycopg.Error:
            self._forget(connection)


def _wait(connection: psycopg.Connection) -> bool:
    """Wait a moment for something to arrive; return whether it has."""
    # Not `select`: a server with many clients has numbers of files that it cannot take.
    waiting = select.poll()
    try:
        waiting.register(connection.fileno(), select.POLLIN)
        return bool(waiting.poll(WAIT_AT_MOST * 1000))
    except (OSError, psycopg.Error):
        return True  # closed meanwhile: looking tells
