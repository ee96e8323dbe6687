"""Static files in front of Django: from memory, already compressed, to be kept for ever.

`collectstatic` writes them and their compressed forms (`config.static_storage`).
docs/decisions/0024-serving.md says why neither the HTTP server nor Django serves them.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from django.conf import settings

from blog.page_cache.answers import Headers
from blog.site.lifetimes import ONE_YEAR
from config.files_in_memory import (
    Application,
    Environ,
    FilesInMemory,
    Found,
    StartResponse,
    plain_answer,
)

MANIFEST = "staticfiles.json"
LIMIT = 32 * 1024 * 1024
"""Bytes of memory for static files, in each process; all of them together take a third of it."""
ONE_MINUTE: Final = 60

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}
"""By the ending of a name. Not the system's list, which differs from machine to machine."""

_PATH = re.compile(r"(?:[\w~@+-][\w.~@+-]*/)*[\w~@+-][\w.~@+-]*", re.ASCII)
"""What the names of static files are made of: no part begins with a dot."""
_HASHED = re.compile(r"\.([0-9a-f]{12})(?:\.[^./]+)?\Z")
"""How a name ends that the storage has put a hash of the content into."""


class StaticFiles:
    """A WSGI application that answers for static files, and leaves the rest to another.

    What `collectstatic` has listed is served by its own name and by the hashed one; besides, every
    hashed name that lies there: while workers of two versions serve, or a reader holds an older
    page, names of both are asked for.
    """

    def __init__(
        self,
        application: Application,
        *,
        root: Path | None = None,
        prefix: str | None = None,
        limit: int = LIMIT,
    ) -> None:
        """
        Args:
            application: answers to all other addresses.
            root: the folder of the collected files; by default STATIC_ROOT.
            prefix: how their addresses begin; by default STATIC_URL.
            limit: bytes of memory for all of them together.
        """
        self._application = application
        self._root = Path(root or settings.STATIC_ROOT)
        self._prefix: str = prefix or settings.STATIC_URL
        self._files = FilesInMemory(self._find, limit)
        self._listed: frozenset[str] | None = None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path: str = environ["PATH_INFO"]
        if not path.startswith(self._prefix):
            return self._application(environ, start_response)
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return plain_answer(
                start_response,
                environ,
                "405 Method Not Allowed",
                "files are for reading\n",
                [("Allow", "GET, HEAD")],
            )
        file = self._files.get(path)
        if file is not None:
            try:
                return file.answer(environ, start_response)
            except OSError:
                pass  # too big for memory, and gone since
        return plain_answer(start_response, environ, "404 Not Found", "no such file\n", [])

    def _find(self, address: str) -> Found | None:
        name = address.removeprefix(self._prefix)
        if not _PATH.fullmatch(name):
            return None
        path = self._root / name
        if name in self._originals():
            shortly = f"public, max-age={ONE_MINUTE}"
            return Found(path, _headers(name, shortly), None, is_compressed=False, can_go=True)
        hashed = _HASHED.search(name)
        if hashed is None:
            return None
        forever = f"public, max-age={ONE_YEAR}, immutable"
        return Found(path, _headers(name, forever), hashed[1], is_compressed=True, can_go=False)

    def _originals(self) -> frozenset[str]:
        """Return the names of all files as they are without hashes."""
        if self._listed is None:
            try:
                manifest = json.loads((self._root / MANIFEST).read_text(encoding="utf-8"))
            except FileNotFoundError:
                return frozenset()  # nothing has been collected yet
            self._listed = frozenset(manifest["paths"])
        return self._listed


def _headers(name: str, cache_control: str) -> Headers:
    ending = name.rpartition(".")[2].lower()
    return [
        ("Content-Type", MEDIA_TYPES.get(ending, "application/octet-stream")),
        ("Cache-Control", cache_control),
        ("X-Content-Type-Options", "nosniff"),
    ]
