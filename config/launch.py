"""`make run`: everything that a site on one's own machine needs, by one command.

Starts the database, brings its tables up to date, loads the sample articles into a new one,
collects the static files, and serves until Ctrl-C; then stops all that it started.
"""

import os
import signal
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connections, transaction
from django.db.utils import DatabaseError, OperationalError

from config.embedded_postgres import EmbeddedPostgresError, running_for_settings
from config.serving import (
    Capacity,
    ServingError,
    SiteServer,
    allowed_connections,
    require_free_port,
    serve,
)

ADDRESS = "127.0.0.1"
SAMPLES = Path(__file__).resolve().parent.parent / "samples"
OWNER = "admin"
LONGEST_END = 10  # seconds


def main() -> int:
    """Serve the site; return the process's exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    # Asked to end before the server listens to signals itself, end as after Ctrl-C.
    signal.signal(signal.SIGTERM, _end)
    outlives_terminal = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN  # as under nohup
    if not outlives_terminal:
        signal.signal(signal.SIGHUP, _end)
    try:
        django.setup()
        from django.conf import settings

        capacity = Capacity.from_environment(workers=1)
        require_free_port(ADDRESS, settings.PORT)
        print("Starting the database …", flush=True)
        with running_for_settings():
            _prepare()
            capacity.require_connections(allowed_connections())
            _announce(f"http://{ADDRESS}:{settings.PORT}", _owners_link())
            # The server's workers begin as copies of this process, open connections included.
            connections.close_all()
            serve(
                ADDRESS,
                settings.PORT,
                capacity,
                hang_up=_ignore if outlives_terminal else SiteServer.end,
                longest_end=LONGEST_END,
            )
    except (ServingError, EmbeddedPostgresError, ImproperlyConfigured) as error:
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


def _ignore(server: SiteServer) -> None:
    """Go on without the terminal."""


if __name__ == "__main__":
    sys.exit(main())
