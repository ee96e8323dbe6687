"""The steps of starting and stopping the bundled PostgreSQL in its folder."""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
from psycopg import sql

from config.postgres_installation import (
    EmbeddedPostgresError,
    account_for,
    installation,
    permits,
    shared_folder,
)

DATABASE = ROLE = "downlink"
PORT = 5432  # only a part of the socket's name; nothing listens on a network
LONGEST_START = 60  # seconds, the recovery after a crash included


class Server:
    """One folder's server, as the user that may run it.

    Making one makes the folders, private to that user, where it can reach them.

    Raises:
        EmbeddedPostgresError: they cannot be made or reached.
    """

    def __init__(self, folder: Path, socket_folder: Path, options: Mapping[str, str]) -> None:
        """
        Args:
            folder: where the server keeps its files.
            socket_folder: where its socket is.
            options: server settings beyond PostgreSQL's defaults.
        """
        self.account = account_for(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.is_dir():
            if self.account and not permits(self.account, "-x", folder.parent):
                _relocate(folder)
            else:
                folder.mkdir(mode=0o700, exist_ok=True)
        self.folder = folder.resolve()
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.options = options
        self._keep_private(self.folder)
        if not permits(self.account, "-x", self.folder):
            raise EmbeddedPostgresError(
                f"the user {self.account.name if self.account else 'of this process'}, who runs "
                f"the bundled PostgreSQL, cannot enter {self.folder}. Set DATA_DIR to a folder "
                "below one that everybody may enter, or set DATABASE_URL."
            )
        self.installation = installation(self.account)
        self._make_socket_folder(socket_folder)
        self.socket_folder = socket_folder.resolve()

    def _keep_private(self, folder: Path) -> None:
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def _make_socket_folder(self, folder: Path) -> None:
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            owners = {os.geteuid(), self.account.uid if self.account else os.geteuid()}
            if folder.is_symlink() or folder.lstat().st_uid not in owners:
                raise EmbeddedPostgresError(
                    f"{folder} belongs to another user. Remove it, or set DATA_DIR to a shorter "
                    "path of plain letters."
                ) from None
        self._keep_private(folder)

    def start(self) -> None:
        """Start the server unless it runs already; initialise the data folder once.

        Raises:
            EmbeddedPostgresError: it cannot be set up or started.
        """
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._require_own_version()
        if self._postmaster() is None:
            # A killed server leaves this behind, and its number may be another process's by now.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            self._launch()
        else:
            # Started by somebody who was killed, perhaps a moment ago.
            self._wait_for_answer()
        self._create_database()

    def stop(self) -> None:
        """Stop the server, letting it write everything out; a server already gone is fine.

        Raises:
            EmbeddedPostgresError: it runs on.
        """
        process = self._postmaster()
        if process is None:
            return
        stopped = self._program("pg_ctl", "stop", "--wait", "--mode=fast", "--pgdata=data")
        if stopped.returncode and self._postmaster() == process:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL (process {process}) does not stop; {self.log} may say "
                f"why. {stopped.stderr.strip()}"
            )

    def _initialise(self) -> None:
        # Made aside and renamed, so that an interrupted start leaves no half a cluster.
        draft = self.folder / "data.new"
        if draft.exists():
            shutil.rmtree(draft)
        unsynced = ["--no-sync"] if self.options.get("fsync") == "off" else []
        made = self._program(
            "initdb", f"--pgdata={draft.name}", f"--username={ROLE}", "--auth=trust",
            "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
            "--locale=C", "--data-checksums", "--no-instructions", *unsynced,
        )  # fmt: skip
        if made.returncode:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL could not set up {self.data}: {made.stderr.strip()}"
            )
        draft.rename(self.data)

    def _require_own_version(self) -> None:
        major = (self.data / "PG_VERSION").read_text().strip()
        asked = self._program("postgres", "--version")
        if asked.returncode:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL does not run on this machine: {asked.stderr.strip()} "
                "Set DATABASE_URL to a PostgreSQL server of your own."
            )
        ours = asked.stdout.split()[-1].split(".")[0]
        if major != ours:
            raise EmbeddedPostgresError(
                f"{self.folder} was made by PostgreSQL {major}, and the bundled server is "
                f"version {ours}. Dump it with that version's pg_dump and load it into a new one."
            )

    def _launch(self) -> None:
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "port": str(PORT),
            **self.options,
        }
        # Relative to the folder it runs in: pg_ctl hands paths to a shell.
        started = self._program(
            "pg_ctl", "start", "--wait", f"--timeout={LONGEST_START}", "--pgdata=data",
            f"--log={self.log.name}",
            "--options=" + " ".join(f"-c {name}='{value}'" for name, value in options.items()),
        )  # fmt: skip
        if started.returncode:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL did not start. {self._end_of_log()}"
            )

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        while self._program("pg_isready", f"--host={self.socket_folder}").returncode:
            if self._postmaster() is None or time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"the bundled PostgreSQL runs but does not answer. {self._end_of_log()}"
                )
            time.sleep(0.05)

    def _create_database(self) -> None:
        try:
            with psycopg.connect(
                host=str(self.socket_folder), port=PORT, user=ROLE, dbname="postgres",
                autocommit=True,
            ) as connection:  # fmt: skip
                found = connection.execute(
                    "SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]
                )
                if found.fetchone() is None:
                    connection.execute(
                        sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE))
                    )
        except psycopg.Error as error:
            raise EmbeddedPostgresError(
                f"the bundled PostgreSQL refuses to serve: {error} {self._end_of_log()}"
            ) from error

    def _postmaster(self) -> int | None:
        """Return the process of the running server, if it is one and not merely a number."""
        try:
            process = abs(int((self.data / "postmaster.pid").read_text().split("\n")[0]))
        except (FileNotFoundError, ValueError):
            return None
        if Path("/proc/self").exists():
            # Only a living server of this very folder works in it; a zombie works nowhere.
            lives = permits(self.account, f"/proc/{process}/cwd", "-ef", self.data)
        else:
            lives = self._program("pg_ctl", "status", "--pgdata=data").returncode == 0
        return process if lives else None

    def _program(self, name: str, *arguments: str) -> CompletedProcess[str]:
        return self.installation.program(name, *arguments, folder=self.folder)

    def _end_of_log(self) -> str:
        try:
            lines = self.log.read_text(errors="replace").splitlines()
        except OSError as error:
            return f"{self.log} cannot be read: {error.strerror}"
        return f"The end of {self.log}:\n" + "\n".join(lines[-5:])


def _relocate(folder: Path) -> None:
    # Opening up the parents for everybody would be worse than a folder elsewhere.
    elsewhere = Path(tempfile.mkdtemp(prefix="postgres-", dir=shared_folder()))
    try:
        folder.symlink_to(elsewhere)
    except FileExistsError:
        elsewhere.rmdir()
        if not folder.is_dir():  # else another process was first
            raise EmbeddedPostgresError(
                f"{folder} leads to {folder.readlink()}, which is gone. Bring it back, or "
                f"remove {folder} to begin with an empty database."
            ) from None
