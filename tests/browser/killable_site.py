"""The site in a process of its own over the tests' database, to be killed and started again.

`python -m tests.browser.killable_site PORT DATABASE` serves it; tests use `KillableSite`.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from typing import Any

HOST = "127.0.0.1"
_PATIENCE = 60  # seconds for a start on a busy machine


class KillableSite:
    """The site at an address that stays the same from one start to the next.

    Only tests with `transaction=True` use it: the process sees what has been committed.
    """

    def __init__(self, database: str) -> None:
        self.database = database
        self.process: subprocess.Popen[bytes] | None = None
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Serve; return when it answers."""
        self.process = subprocess.Popen(  # noqa: S603  # this module, run by this Python
            [sys.executable, "-m", __name__, str(self.port), self.database],
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        )
        deadline = time.monotonic() + _PATIENCE
        while True:
            with socket.socket() as probe:
                if probe.connect_ex((HOST, self.port)) == 0:
                    return
            status = self.process.poll()
            assert status is None, f"the site ended with status {status}"
            assert time.monotonic() < deadline, "the site does not start"
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a crash would, with what it was about to do undone."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def main(port: int, database: str) -> None:
    """Serve the site until killed."""
    import django
    from django.conf import settings

    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
    from django.core.wsgi import get_wsgi_application

    application: Any = StaticFilesHandler(get_wsgi_application())
    # A killed process must not keep the port from the next one.
    ThreadedWSGIServer.allow_reuse_address = True
    server = ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(application)
    server.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
