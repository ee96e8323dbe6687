"""A finished response: its bytes in each encoding, and what is said of them (RFC 9110, 9111)."""

import gzip
from collections.abc import Mapping
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from typing import Any

import brotli

from blog.page_cache.entity_tags import digest_in, digest_of
from blog.page_cache.requests import Asked

Headers = list[tuple[str, str]]

IDENTITY, GZIP, BROTLI = "", "gzip", "br"
WORTH_COMPRESSING = 256  # bytes; below that headers weigh more
_OVERHEAD, _FORM_OVERHEAD = 5000, 1500
"""Bytes of an answer, and of a form more, besides the bodies: objects and headers."""
_FROM_MEMORY = [("X-Cache", "HIT"), ("Server-Timing", "cache;desc=HIT")]

_REPEATED = {"cache-control", "content-location", "expires", "vary", "etag"}
# Of another connection, or said anew.
_NOT_KEPT = {"content-length", "etag", "last-modified", "date", "connection", "server"}
FOR_OTHERS = "public, max-age=0, stale-if-error=86400"
"""Browsers and caches between may keep a page, but ask each time whether it is still so; if nobody
answers, they may show it for a day (RFC 5861)."""


class Form:
    """An answer in one encoding, ready to be sent.

    Attributes:
        headers: as they are sent with the body.
        hit_headers, unchanged_headers: the same, and those of a 304, from memory.
        body: one chunk, as WSGI wants it.
    """

    __slots__ = ("body", "etag", "headers", "hit_headers", "unchanged_headers")

    def __init__(self, answer: "Answer", encoding: str, body: bytes) -> None:
        # Another encoding is another representation (RFC 9110, 8.8.3.3).
        self.etag = f'"{answer.digest}{encoding and "-" + encoding}"'
        self.body = [body]
        self.headers = [
            *answer.headers,
            ("ETag", self.etag),
            ("Content-Length", str(len(body))),
        ]
        if answer.last_modified:
            self.headers.append(("Last-Modified", answer.last_modified))
        if encoding:
            self.headers.append(("Content-Encoding", encoding))
        self.hit_headers = self.headers + _FROM_MEMORY
        self.unchanged_headers = repeated(self.headers) + _FROM_MEMORY


class Answer:
    """A response that may be given to every reader who asks the same.

    Attributes:
        generation: when its making began, as `Freshness` counts.
        is_passing: as its page was declared.
        fingerprint: of all that it shows, None if its page does not say.
        made_at: seconds since the epoch at which its making began.
        status: as WSGI has it: `200 OK`.
        headers: without those that differ from one encoding to another.
        digest: of the body, as the response tagged itself or by SHA-256; part of the entity tags.
        last_modified: since when the page has been as it is, as far as this process knows; `""`
            while a date, which has no fractions of seconds, could also be that of another text.
        size: bytes of memory that it takes, about.
        charged: those that its store counts.
    """

    __slots__ = (
        "charged", "digest", "fingerprint", "forms", "generation", "headers", "is_compressible",
        "is_passing", "last_modified", "made_at", "since", "size", "status",
    )  # fmt: skip

    def __init__(
        self,
        asked: Asked,
        generation: int,
        made_at: float,
        status: str,
        headers: Headers,
        body: bytes,
        *,
        is_passing: bool = False,
        fingerprint: int | None = None,
    ) -> None:
        self.generation = generation
        self.fingerprint = fingerprint
        self.made_at = made_at
        self.status = status
        self.is_passing = is_passing
        named = {name.lower(): value for name, value in headers}
        self.is_compressible = len(body) >= WORTH_COMPRESSING and _is_text(
            named.get("content-type", "")
        )
        self.headers = [(name, value) for name, value in headers if name.lower() not in _NOT_KEPT]
        if "cache-control" not in named:
            self.headers.append(("Cache-Control", FOR_OTHERS))
        if self.is_compressible:
            self.headers = _varying(self.headers)
        self.digest = digest_in(named.get("etag", "")) or digest_of(body)
        self.since: int | None = None
        self.last_modified = ""
        self.size = _OVERHEAD + len(asked.path) + len(asked.query) + len(body)
        self.charged = 0
        self.forms: dict[str, Form] = {IDENTITY: Form(self, IDENTITY, body)}

    def date(self, since: int) -> None:
        """Say since when (seconds since the epoch) it has been so."""
        self.since = since
        self.last_modified = formatdate(since, usegmt=True)
        self.forms = {
            encoding: Form(self, encoding, form.body[0]) for encoding, form in self.forms.items()
        }

    def form(self, encoding: str) -> Form:
        """Return it in an encoding, or as it is if that makes it no smaller.

        It is compressed at the first asking.
        """
        if not self.is_compressible:
            return self.forms[IDENTITY]
        form = self.forms.get(encoding)
        if form is None:
            plain = self.forms[IDENTITY].body[0]
            body = _compressed(plain, encoding)
            if len(body) >= len(plain):
                self.is_compressible = False
                return self.forms[IDENTITY]
            form = self.forms[encoding] = Form(self, encoding, body)
            self.size += _FORM_OVERHEAD + len(body)
        return form


def _compressed(body: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        compressed: bytes = brotli.compress(body, quality=5, mode=brotli.MODE_TEXT)
        return compressed
    return gzip.compress(body, compresslevel=6, mtime=0)


def _is_text(content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith("text/") or kind.endswith(("/json", "+json", "/xml", "+xml"))


def _varying(headers: Headers) -> Headers:
    """Return headers that say that the answer depends on `Accept-Encoding`, too."""
    vary = [value for name, value in headers if name.lower() == "vary"]
    rest = [(name, value) for name, value in headers if name.lower() != "vary"]
    return [*rest, ("Vary", ", ".join([*vary, "Accept-Encoding"]))]


@lru_cache(maxsize=1024)
def best_encoding(accepted: str) -> str:
    """Return the encoding for an `Accept-Encoding` (RFC 9110, 12.5.3): the smallest acceptable.

    Where a client likes several equally, as all browsers do, Brotli comes before gzip; where it
    gives weights, the highest wins. What is not named is not used, apart from no encoding at all.
    """
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        weights[name] = weight
    gzip_weight = max(weights.get("gzip", 0.0), weights.get("x-gzip", 0.0))
    star = weights.get("*", 0.0)
    candidates = [
        (weights.get("br", star), 2, BROTLI),
        (gzip_weight if {"gzip", "x-gzip"} & weights.keys() else star, 1, GZIP),
        (weights.get("identity", 0.0), 0, IDENTITY),
    ]
    weight, _rank, encoding = max(candidates)
    return encoding if weight > 0 else IDENTITY


def is_unchanged(form: Form, answer: Answer, environ: Mapping[str, Any]) -> bool:
    """Whether the client has this very form already (RFC 9110, 13.2.2).

    Conditions count for a page only, not for what leads elsewhere or is not there (13.2.1). A date
    alone is proof only if it is the one that was given with the answer: another process may have
    given a later one with another text.
    """
    if answer.status[:3] != "200":
        return False
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        if tags == form.etag:
            return True
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return not known.isdisjoint({form.etag, "*"})
    date = environ.get("HTTP_IF_MODIFIED_SINCE")
    return date is not None and answer.since is not None and _moment(date) == answer.since


def repeated(headers: Headers) -> Headers:
    """Return those of a 200's headers that a 304 repeats (RFC 9110, 15.4.5)."""
    return [header for header in headers if header[0].lower() in _REPEATED]


def _moment(date: str) -> float | None:
    try:
        return parsedate_to_datetime(date).timestamp()
    except (TypeError, ValueError):
        return None
