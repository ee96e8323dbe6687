"""A connection that knows without asking whether the server has hung up.

Django's health check of a connection that is kept (`CONN_HEALTH_CHECKS`) asks the server something
before the first query of each request: a round trip, as long as many of a page's statements take.
A server that ends says so to the operating system, where it can be seen at once.
"""

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's connection to PostgreSQL, whose health check sends nothing if nothing came."""

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
