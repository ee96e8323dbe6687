"""A WSGI application for tests of the server: which process answers, and how long that takes."""

import os
import time
from threading import Event

slow_has_begun = Event()


def application(environ, start_response):
    """Answer with the number of the process; `/slow` after a second, `/begun` once it is asked."""
    if environ["PATH_INFO"] == "/slow":
        slow_has_begun.set()
        time.sleep(1)
    if environ["PATH_INFO"] == "/begun":
        slow_has_begun.wait()
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
