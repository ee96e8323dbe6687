#!/usr/bin/env python
"""Django's command line, with the bundled PostgreSQL running while a command needs it."""

import os
import sys

from config.embedded_postgres import EmbeddedPostgresError, running_for_settings

WITHOUT_DATABASE = {"collectstatic", "compilemessages", "makemessages", "help", "version"}


def main() -> int:
    """Run one command.

    Returns:
        The process's exit status; 1 after a sentence on standard error when a setting is
        missing, or the database cannot run or be reached; 130 after Ctrl-C.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    needs_database = len(sys.argv) > 1 and sys.argv[1] not in WITHOUT_DATABASE
    try:
        if needs_database:
            with running_for_settings():
                execute_from_command_line(sys.argv)
        else:
            execute_from_command_line(sys.argv)
    except (EmbeddedPostgresError, ImproperlyConfigured) as error:
        print(f"downlink: {error}", file=sys.stderr)
        return 1
    except OperationalError as error:
        # A server that answers gives its faults a code; the rest never reached one.
        if getattr(error.__cause__, "sqlstate", None):
            raise
        print(f"downlink: the database cannot be reached: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
