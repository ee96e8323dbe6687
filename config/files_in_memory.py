"""Files answered from memory, for the layers in front of Django (PEP 3333, RFC 9110).

A file is read at the first asking. What is too big for memory is read from the disk each time.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple
from wsgiref.util import FileWrapper

from blog.page_cache.answers import BROTLI, GZIP, IDENTITY, Headers, best_encoding, repeated

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LARGEST_IN_MEMORY = 1024 * 1024
"""Bytes of a file; a larger one is sent from the disk."""
_CHUNK = 128 * 1024
_OVERHEAD = 2000
"""Bytes of memory that a file takes besides its content."""
COMPRESSED_ENDINGS = {BROTLI: ".br", GZIP: ".gz"}


class Found(NamedTuple):
    """Where a file lies, and what is said of it.

    Attributes:
        path: on the disk.
        headers: those of every answer with it, without length and entity tag.
        tag: names its content, as an entity tag without quotes; None if it may change, so that
            date and size stand for the content.
        is_compressed: whether compressed forms may lie beside it.
        can_go: whether each answer must look whether it is still there as it was.
    """

    path: Path
    headers: Headers
    tag: str | None
    is_compressed: bool
    can_go: bool


class _Form:
    """A file in one encoding, ready to be sent."""

    __slots__ = ("body", "etag", "headers", "path", "unchanged_headers")

    def __init__(self, headers: Headers, tag: str, encoding: str, path: Path, size: int) -> None:
        self.path = path
        self.etag = f'"{tag}{encoding and "-" + encoding}"'
        self.headers = [*headers, ("ETag", self.etag), ("Content-Length", str(size))]
        if encoding:
            self.headers.append(("Content-Encoding", encoding))
        self.unchanged_headers = repeated(self.headers)
        self.body = [path.read_bytes()] if size <= LARGEST_IN_MEMORY else None
        if self.body and len(self.body[0]) != size:
            raise FileNotFoundError(path)  # replaced at this moment


class KeptFile:
    """A file in all its encodings.

    Attributes:
        size: bytes of memory that it takes, about.
    """

    __slots__ = ("_forms", "_looked_at", "_stamp", "size")

    def __init__(self, found: Found) -> None:
        """Read a file.

        Raises:
            OSError: it cannot be read, or is none.
        """
        self._stamp = _stamp(found.path)
        self._looked_at = str(found.path) if found.can_go else None
        tag = found.tag or "-".join(f"{number:x}" for number in self._stamp)
        encodings = {IDENTITY: found.path}
        if found.is_compressed:
            for encoding, ending in COMPRESSED_ENDINGS.items():
                beside = found.path.with_name(found.path.name + ending)
                if beside.is_file():
                    encodings[encoding] = beside
        headers = found.headers
        if len(encodings) > 1:
            headers = [*headers, ("Vary", "Accept-Encoding")]
        self._forms = {
            encoding: _Form(headers, tag, encoding, path, _stamp(path)[1])
            for encoding, path in encodings.items()
        }
        self.size = _OVERHEAD + sum(
            len(form.body[0]) for form in self._forms.values() if form.body is not None
        )

    def is_current(self) -> bool:
        """Whether the file lies there as it did when it was read."""
        if self._looked_at is None:
            return True
        try:
            return _stamp(self._looked_at) == self._stamp
        except OSError:
            return False

    def answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a GET or HEAD.

        Raises:
            OSError: it is not kept in memory, and gone.
        """
        forms = self._forms
        form = forms[IDENTITY]
        if len(forms) > 1:
            form = forms.get(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")), form)
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None and _names(tags, form.etag):
            start_response("304 Not Modified", form.unchanged_headers)
            return []
        if environ["REQUEST_METHOD"] == "HEAD":
            start_response("200 OK", form.headers)
            return []
        body: Iterable[bytes] | None = form.body
        if body is None:
            body = FileWrapper(form.path.open("rb"), _CHUNK)
        start_response("200 OK", form.headers)
        return body


class FilesInMemory:
    """Files by the path of their address, the least recently asked for given up when too many."""

    def __init__(self, find: Callable[[str], Found | None], limit: int) -> None:
        """
        Args:
            find: returns the file for the path of an address (as WSGI has it); None if there
                is none.
            limit: bytes that all files in memory may take together.
        """
        self._find = find
        self._limit = limit
        self._kept: OrderedDict[str, KeptFile] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, path: str) -> KeptFile | None:
        """Return the file for the path of an address; None if there is none."""
        file = self._kept.get(path)
        if file is not None and file.is_current():
            with suppress(KeyError):  # given up since
                self._kept.move_to_end(path)
            return file
        return self._read(path)

    def _read(self, path: str) -> KeptFile | None:
        found = self._find(path)
        try:
            file = None if found is None else KeptFile(found)
        except (OSError, ValueError):  # no such file, a folder; a name that cannot be one
            file = None
        with self._lock:
            former = self._kept.pop(path, None)
            if former is not None:
                self.size -= former.size
            if file is not None and file.size <= self._limit:
                self._kept[path] = file
                self.size += file.size
                while self.size > self._limit:
                    _path, given_up = self._kept.popitem(last=False)
                    self.size -= given_up.size
        return file


def _stamp(path: Path | str) -> tuple[int, int]:
    """Return when a file was written (nanoseconds) and its size in bytes."""
    status = os.stat(path)  # noqa: PTH116  # at each answer with a picture: a Path is slower
    return status.st_mtime_ns, status.st_size


def _names(tags: str, etag: str) -> bool:
    """Whether an `If-None-Match` names an entity tag (RFC 9110, 13.1.2)."""
    if tags == etag:
        return True
    known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
    return not known.isdisjoint({etag, "*"})


def plain_answer(
    start_response: StartResponse,
    environ: Mapping[str, Any],
    status: str,
    text: str,
    headers: Headers,
) -> Iterable[bytes]:
    """Answer with a line of text."""
    body = text.encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            *headers,
        ],
    )
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
