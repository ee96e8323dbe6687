"""Connections that no thread uses at the moment, of which the one used last is taken first.

Threads of a server take turns, each with a part of the work only. With a connection of its own for
each, the database has a process for each, and each of these its own plans and its own memory, which
is cold when its turn comes.
"""

import time
from collections import deque

import psycopg

type Kept = tuple[psycopg.Connection, float | None]
"""A connection, and the time (`time.monotonic()`) from which on it is not to be used; None for
never."""


class IdleConnections:
    """The connections to one database; threads may take and put at the same time."""

    def __init__(self) -> None:
        self._kept: deque[Kept] = deque()

    def take(self) -> Kept | None:
        """Return the connection that was put last, None if there is none."""
        try:
            return self._kept.pop()
        except IndexError:
            return None

    def put(self, connection: psycopg.Connection, close_at: float | None) -> None:
        """Keep a connection that is at rest, and close those that have waited for too long."""
        self._kept.append((connection, close_at))
        while (longest := self._longest()) is not None:
            longest.close()

    def _longest(self) -> psycopg.Connection | None:
        """Return the connection that has waited longest, if its time is over."""
        try:
            connection, close_at = self._kept.popleft()
        except IndexError:
            return None
        if close_at is not None and close_at <= time.monotonic():
            return connection
        self._kept.appendleft((connection, close_at))
        return None
