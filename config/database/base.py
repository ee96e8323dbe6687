"""Connections that threads share, and that know without asking whether the server has hung up.

Django's health check of a connection that is kept (`CONN_HEALTH_CHECKS`) asks the server something
before the first query of each request: a round trip, as long as many of a page's statements take.
A server that ends says so to the operating system, where it can be seen at once.

A connection that is kept (`CONN_MAX_AGE`) is not its thread's between requests, but waits for the
next request in any of them (`config.database.idle`).
"""

import select
import time
from collections import defaultdict

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

from config.database.idle import IdleConnections

# By alias and database: the same alias leads to another one in tests.
_idle: defaultdict[tuple[str, str], IdleConnections] = defaultdict(IdleConnections)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to PostgreSQL, which between requests is any thread's.

    Its health check sends nothing if nothing came.
    """

    def connect(self) -> None:
        """Take the connection that was used last, or open one if none is at rest and usable."""
        while (kept := self._at_rest().take()) is not None:
            # As Django sets what it opens.
            self.in_atomic_block = self.needs_rollback = False
            self.savepoint_ids, self.atomic_blocks, self.run_on_commit = [], [], []
            self.closed_in_transaction = self.errors_occurred = False
            self.health_check_enabled = self.settings_dict["CONN_HEALTH_CHECKS"]
            self.health_check_done = self.autocommit = True
            self.connection, self.close_at = kept
            is_in_time = self.close_at is None or time.monotonic() < self.close_at
            if is_in_time and self.is_usable():
                return
            self.close()
        super().connect()

    def close_if_unusable_or_obsolete(self) -> None:
        """End a request: what Django would keep for this thread is any thread's from now on."""
        super().close_if_unusable_or_obsolete()
        connection = self.connection
        if connection is None or not self.autocommit or self.allow_thread_sharing:
            return
        if connection.info.transaction_status == TransactionStatus.IDLE:
            self.connection = None
            self._at_rest().put(connection, self.close_at)

    def _at_rest(self) -> IdleConnections:
        return _idle[self.alias, self.settings_dict["NAME"]]

    def is_usable(self) -> bool:
        """Return whether statements can be sent.

        After an error, within a transaction, or if something arrived that nobody had asked for (the
        end of the connection, or a notice), the server is asked, as Django does. One that vanished
        without a word is not noticed, where Django would wait for the operating system to give it
        up.
        """
        connection = self.connection
        if connection is None or connection.closed or self.errors_occurred:
            return super().is_usable()
        if connection.info.transaction_status != TransactionStatus.IDLE:
            return super().is_usable()
        arrived = select.poll()
        arrived.register(connection.fileno(), select.POLLIN)
        return super().is_usable() if arrived.poll(0) else True
