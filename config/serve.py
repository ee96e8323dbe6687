"""`python -m config.serve`: the site on the internet, once everything it needs is there.

SIGHUP replaces the workers one after the other by new ones, with the code as it lies there then,
if that can be served; SIGTERM ends. docs/deploy.md says how to run it.
"""

import ipaddress
import multiprocessing
import os
import subprocess
import sys
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import Storage
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from config import env
from config.serving import (
    Capacity,
    ServingError,
    SiteServer,
    allowed_connections,
    require_free_port,
    serve,
)

CHECK = "--check"
MOST_WORKERS = 4
"""By default, however many processors there are: each takes its own memory and connections."""
LONGEST_CHECK = 120  # seconds
LONGEST_END = 30
"""Seconds; as long may an upload on a slow line take that was begun before the end."""


def main(arguments: list[str]) -> int:
    """Serve the site, or only see whether it can be served (`--check`).

    Returns:
        The process's exit status; 1 after a sentence on standard error that says why not.
    """
    if arguments not in ([], [CHECK]):
        print(f"usage: python -m config.serve [{CHECK}]", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    try:
        django.setup()
        capacity = Capacity.from_environment(min(os.cpu_count() or 1, MOST_WORKERS))
        address, port = _host(), env.integer("PORT", 8000, low=1, high=65535)
        _require_all(capacity)
        if arguments == [CHECK]:
            return 0
        require_free_port(address, port)
        # Each worker begins as an interpreter of its own, with the code of its time.
        multiprocessing.set_start_method("spawn")
        print(
            f"Serving on http://{f'[{address}]' if ':' in address else address}:{port} with "
            f"{capacity.workers} workers of {capacity.threads} threads.",
            flush=True,
        )
        serve(address, port, capacity, hang_up=_replace_workers, longest_end=LONGEST_END)
    except (ServingError, ImproperlyConfigured) as error:
        print(f"downlink: {error}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"downlink: the database cannot be used: {str(error).strip()}", file=sys.stderr)
        return 1
    return 0


def _host() -> str:
    """Return the address to listen at.

    Raises:
        SettingError: HOST is no IP address.
    """
    host = env.text("HOST", "127.0.0.1")
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        raise env.SettingError(
            f"HOST is {host!r}; it must be an IP address to listen at, such as 127.0.0.1 or ::"
        ) from None


def _require_all(capacity: Capacity) -> None:
    """See that the site can be served as it is.

    Raises:
        ServingError: the database's tables are not this version's, or static files are missing,
            or there are too few connections; the message says what to do.
        django.db.Error: the database cannot be asked.
    """
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise ServingError(
            f"the database lacks {len(missing)} migrations of this version ({missing[0][0]} is "
            "the first). Run: python manage.py migrate"
        )
    for finder in get_finders():
        for name, source in finder.list([]):
            if not _is_collected(name, source):
                raise ServingError(
                    f"static files of this version have not been collected ({name} is missing or "
                    f"older in {settings.STATIC_ROOT}). Run: python manage.py collectstatic "
                    "--no-input"
                )
    capacity.require_connections(allowed_connections())
    connections.close_all()


def _is_collected(name: str, source: Storage) -> bool:
    """Whether a static file lies in its place as it is now, also under its hashed name."""
    collected: Any = staticfiles_storage
    stored = collected.hashed_files.get(name)
    if stored is None or not collected.exists(stored) or not collected.exists(name):
        return False
    return bool(collected.get_modified_time(name) >= source.get_modified_time(name))


def _replace_workers(server: SiteServer) -> None:
    """Replace the workers, if what lies there now can be served; else leave them as they are."""
    try:
        subprocess.run(
            [sys.executable, "-m", "config.serve", CHECK], check=True, timeout=LONGEST_CHECK
        )
    except (subprocess.SubprocessError, OSError):
        # The check has said why on standard error.
        print("downlink: not reloaded; the workers go on as they are.", file=sys.stderr, flush=True)
        return
    print("Replacing the workers, one after the other.", flush=True)
    server.replace_workers()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
