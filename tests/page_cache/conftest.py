"""The site behind a page cache that listens, without an HTTP server."""

import time
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, connections

from blog.page_cache.application import PageCache
from blog.page_cache.freshness import Freshness
from blog.page_cache.listening import Listener
from blog.posts.next_change import next_change


class Answered:
    """What came back for one request."""

    def __init__(self, status, headers, body):
        self.status = int(status[:3])
        self.headers = {name.lower(): value for name, value in headers}
        self.body = body

    @property
    def how(self):
        """How it came about: HIT, MISS, BYPASS, STALE."""
        return self.headers["x-cache"]

    @property
    def text(self):
        return self.body.decode()


class Site:
    """Asks a page cache as an HTTP server does."""

    def __init__(self, application, *, limit=8_000_000, alias="default", next_change=next_change):
        self.freshness = Freshness(next_change)
        self.listener = Listener(self.freshness, alias)
        self.cache = PageCache(
            application, freshness=self.freshness, listener=self.listener, limit=limit
        )

    def start(self):
        self.listener.start()
        self.wait(lambda: self.freshness.is_proven)
        return self

    def wait(self, is_so):
        """Wait until something is so; a fuse, not a measurement."""
        for _ in range(2000):
            if is_so():
                return
            time.sleep(0.005)
        pytest.fail("it has not come to that")

    def heard(self):
        """Let everything be heard that has been committed so far."""
        mark = uuid4().hex
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify('page_cache', %s)", [mark])
        self.wait(lambda: self.listener.last_heard == mark)

    def get(self, path="/", method="GET", **headers):
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SCRIPT_NAME": "",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": BytesIO(),
            "wsgi.version": (1, 0),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started = []
        chunks = self.cache(environ, lambda *said: started.append(said))
        body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()
        [(status, said, *_)] = started
        return Answered(status, said, body)


@pytest.fixture
def handler():
    """Django, as servers call it."""
    return WSGIHandler()


@pytest.fixture
def made():
    """How often Django was asked, and for what."""
    return []


@pytest.fixture
def site(transactional_db, handler, made):
    """The project behind a page cache; what is written is committed."""

    def counted(environ, start_response):
        made.append(environ["PATH_INFO"].encode("latin-1").decode())
        return handler(environ, start_response)

    one = Site(counted).start()
    yield one
    one.listener.stop()
    connections.close_all()
