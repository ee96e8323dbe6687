"""`make run`: everything that a site on one's own machine needs, by one command.

Starts the database, brings its tables up to date, loads the sample articles into a new one,
collects the static files, and serves until Ctrl-C; then stops all that it started.
"""

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.utils import DatabaseError, OperationalError

from config.embedded_postgres import EmbeddedPostgresError, running_for_settings

ADDRESS = "127.0.0.1"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OWNER = "admin"


class StartError(Exception):
    """The site cannot be served; the message says why and what to do."""


def main() -> int:
    """Serve the site; return the process's exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    # Asked to end before the server listens to signals itself, end as after Ctrl-C.
    signal.signal(signal.SIGTERM, _end)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGHUP, _end)
    try:
        django.setup()
        from django.conf import settings

        _require_free_port(settings.PORT)
        print("Starting the database …", flush=True)
        with running_for_settings():
            _prepare()
            _announce(f"http://{ADDRESS}:{settings.PORT}", _owners_link())
            # The server's workers begin as copies of this process, open connections included.
            connections.close_all()
            _serve(settings.PORT, settings.STATIC_ROOT)
    except (StartError, EmbeddedPostgresError, ImproperlyConfigured) as error:
        print(f"downlink: {error}", file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"downlink: {_database_problem(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _database_problem(error: DatabaseError) -> str:
    """Return what is wrong with the database, and what to do."""
    # Of a connection that failed there is no code of the server's, or one of class 08, or the
    # server's word that it ends (PostgreSQL manual, appendix A).
    code = getattr(error.__cause__, "sqlstate", None) or "08000"
    if isinstance(error, OperationalError) and code.startswith(("08", "57P")):
        return f"the database cannot be reached: {error}".strip()
    return (
        f"the database refused what starting asked of it ({code}): {str(error).strip()}\n"
        "No article is lost. See that it has room and that its user owns its tables; "
        "if so, please report this sentence."
    )


def _end(signal_number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _require_free_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise StartError(
                f"port {port} of {ADDRESS} cannot be used ({error.strerror}). Stop what uses it, "
                f"or choose another: make run PORT={port + 1 if port < 65535 else 8000}"
            ) from error


def _prepare() -> None:
    call_command("migrate", verbosity=0)
    from accounts.models import User
    from blog.posts.models import Post

    # All or nothing: an interrupted first start begins again.
    with transaction.atomic():
        if not User.objects.exists():
            if not Post.objects.exists():
                print("Loading the sample articles …", flush=True)
                call_command("import_posts", str(SAMPLES), format="plain", verbosity=0)
            User.objects.create_superuser(OWNER)
    _refresh_renderings()
    call_command("collectstatic", interactive=False, verbosity=0)


def _refresh_renderings() -> None:
    """Derive anew what a former version of the project derived; the source decides, not it."""
    from blog.posts.rerendering import outdated

    if not outdated().exists():
        return
    print("Rendering the articles as this version does …", flush=True)
    try:
        call_command("rerender_posts", verbosity=0)
    except CommandError as error:
        print(f"downlink: {error}", file=sys.stderr)


def _owners_link() -> str | None:
    from accounts.login_links import login_path
    from accounts.models import User

    owner = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    return login_path(owner) if owner else None


def _announce(site_url: str, link: str | None) -> None:
    print(f"\n  The blog:   {site_url}/")
    if link:
        print(f"  The admin:  {site_url}{link}")
        print("              (logs in once, within 30 minutes; make login makes another)")
    print("\n  Ctrl-C stops it; the data stays.\n", flush=True)


def _serve(port: int, static_root: Path) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "config.wsgi:application",
        address=ADDRESS,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.warning,
        static_path_route=["/static"],
        static_path_mount=[static_root],
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    )
    hang_up = signal.getsignal(signal.SIGHUP)
    # The server would take a closed terminal for a wish to reload.
    server.on_startup(
        lambda: signal.signal(
            signal.SIGHUP,
            signal.SIG_IGN if hang_up == signal.SIG_IGN else server.signal_handler_interrupt,
        )
    )
    server.serve(target_loader=_load_in_worker)


def _load_in_worker(target: str) -> Callable[..., Any]:
    # A closed terminal tells all processes of its group; the parent alone decides what follows.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # Without its parent a worker would hold the port, and nobody could stop it with Ctrl-C.
    Thread(target=_end_with_parent, daemon=True).start()
    from config.wsgi import application

    return application


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
