"""What a WSGI application (PEP 3333) answers to one request, and whether others may have it too."""

from collections.abc import Callable, Iterable
from typing import Any

from blog.page_cache.answers import Answer, Headers

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

_KEPT_STATUSES = {"200", "301", "404"}
_KNOWN_VARIATIONS = {"cookie", "accept-encoding"}


class Made:
    """What the application answered to one request."""

    status: str
    headers: Headers
    seconds: float
    is_outage: bool
    answer: Answer | None = None
    """The same as it was kept, if readers may share it."""

    def __init__(self, application: Application, environ: Environ) -> None:
        """Ask the application; its answer is read to the end."""
        chunks = application(environ, self._start)
        try:
            self.body = b"".join(chunks)
        finally:
            close = getattr(chunks, "close", None)
            if close is not None:
                close()

    def _start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    def can_be_shared(self) -> bool:
        """Whether it may be given to every reader."""
        if self.is_outage or self.status[:3] not in _KEPT_STATUSES:
            return False
        for name, value in self.headers:
            match name.lower():
                case "set-cookie" | "content-encoding":
                    return False
                # To another protocol or host: of the host that this request named.
                case "location" if not value.startswith("/") or value.startswith("//"):
                    return False
                case "cache-control" if _words(value) & {"private", "no-store"}:
                    return False
                case "vary" if _words(value) - _KNOWN_VARIATIONS:
                    return False
        return True


def _words(value: str) -> set[str]:
    """Return the words of a header that is a list."""
    return {word.strip().lower() for word in value.split(",")}
