"""A WSGI application for tests of the server: which process answers, and how long that takes."""

import os
import time


def application(environ, start_response):
    """Answer with the number of the process; `/slow` after a second."""
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1)
    body = str(os.getpid()).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]
