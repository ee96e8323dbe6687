"""The page cache as a WSGI application (PEP 3333) around another."""

import logging
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.db import Error, close_old_connections
from django.urls import Resolver404, resolve
from django.utils.module_loading import import_string

from blog.page_cache.answers import (
    Answer,
    Form,
    Headers,
    best_encoding,
    is_unchanged,
    repeated,
)
from blog.page_cache.declaring import (
    FINGERPRINT,
    FORMER,
    IS_AS_BEFORE,
    Declaration,
    declaration_of,
)
from blog.page_cache.flights import Flights
from blog.page_cache.freshness import Freshness
from blog.page_cache.listening import Listener
from blog.page_cache.made import Application, Environ, Made, StartResponse
from blog.page_cache.outage import UNREACHABLE, unavailable
from blog.page_cache.requests import Asked, Key, Requests, reduced, shared_environ
from blog.page_cache.store import Store

PASSING_SHARE = 8
"""What anybody can make any number of gets one part in so many of the memory."""
TRY_AGAIN_AFTER = 0.25
"""Seconds for which the database is not tried again, once a page failed for the want of it."""
# An address that leads nowhere: whether it is a former one depends on its path alone.
_UNKNOWN = Declaration(is_passing=True)
_UNPROVEN = -1
"""The generation of what may have been old when it was made."""

_log = logging.getLogger(__name__)


def with_page_cache(application: Application) -> Application:
    """Return the application behind a page cache of its own, as the settings say.

    It listens to the database from now on; to be called in each process that serves. Without
    memory for pages (`PAGE_CACHE_MB`) the application is returned as it is.
    """
    if not settings.PAGE_CACHE_MB:
        return application
    freshness = Freshness(import_string(settings.PAGE_CACHE_NEXT_CHANGE))
    listener = Listener(freshness)
    listener.start()
    return PageCache(
        application,
        freshness=freshness,
        listener=listener,
        limit=settings.PAGE_CACHE_MB * 1024 * 1024,
    )


class PageCache:
    """Answers from memory what the application has answered since the last change.

    Every answer says in `X-Cache` how it came about: HIT from memory, MISS made just now and kept,
    BYPASS not for sharing, STALE an old one because the database cannot be reached.
    """

    def __init__(
        self,
        application: Application,
        *,
        freshness: Freshness,
        listener: Listener,
        limit: int,
    ) -> None:
        """
        Args:
            application: makes the pages; Django's.
            freshness: says what is current.
            listener: moves it.
            limit: bytes of memory for all kept pages together.
        """
        self._application = application
        self._requests = Requests()
        self._freshness = freshness
        self._listener = listener
        self._pages = Store(limit - limit // PASSING_SHARE)
        self._passing = Store(limit // PASSING_SHARE)
        self._flights = Flights()
        self._down_until = 0.0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        # What is done here for an answer from memory is what a reader waits for most often.
        key = self._requests.key(environ)
        if key is None:
            return self._pass_on(environ, start_response)
        if time.monotonic() >= self._listener.look_at:
            self._listener.look()
        answer = self._pages.get(key) or self._passing.get(key)
        if answer is not None and self._freshness.is_current(answer.generation):
            return self._give(key, answer, environ, start_response)
        asked = Asked(*key)
        declaration = _declaration(environ)
        if declaration is None or (declaration is _UNKNOWN and asked.query):
            return self._pass_on(environ, start_response)
        wanted = asked._replace(query=reduced(asked.query, declaration.query))
        if wanted != asked:
            answer = self._find(wanted)
            if answer is not None and self._freshness.is_current(answer.generation):
                return self._give(wanted, answer, environ, start_response)
        return self._make(wanted, declaration, environ, start_response)

    def _find(self, asked: Asked) -> Answer | None:
        return self._pages.get(asked) or self._passing.get(asked)

    def _form(self, key: Key, answer: Answer, environ: Environ) -> Form:
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        form = answer.forms.get(encoding)
        if form is None:
            form = answer.form(encoding)
            if answer.size != answer.charged:
                self._store(answer.is_passing).recount(key, answer)
        return form

    def _store(self, is_passing: bool) -> Store:
        return self._passing if is_passing else self._pages

    # From memory

    def _give(
        self, key: Key, answer: Answer, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what is current."""
        if answer.since is None:
            self._date(answer)
        form = answer.forms.get(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if form is None:
            form = self._form(key, answer, environ)
        if (
            "HTTP_IF_NONE_MATCH" in environ or "HTTP_IF_MODIFIED_SINCE" in environ
        ) and is_unchanged(form, answer, environ):
            start_response("304 Not Modified", form.unchanged_headers)
            return []
        start_response(answer.status, form.hit_headers)
        return form.body if environ["REQUEST_METHOD"] == "GET" else []

    def _date(self, answer: Answer) -> None:
        """Date an answer once its second can be no other text's, in no process.

        It is current, and has been since the last change. The last second is said, not this one:
        another process may have heard of the next change already.
        """
        second = int(time.time()) - 1
        if second > int(self._freshness.changed_at) and self._freshness.is_current(
            answer.generation
        ):
            answer.date(second)

    # Anew

    def _make(
        self,
        asked: Asked,
        declaration: Declaration,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Answer with what is made now, or by another thread that is making it."""
        if not self._freshness.is_proven and time.monotonic() < self._down_until:
            return self._do_without(asked, environ, start_response)
        generation = self._begin()
        if generation is None:
            # Who comes later must not share what was begun before: something may have changed.
            made = self._ask(asked, declaration, _UNPROVEN, environ)
            return self._send(asked, made, environ, start_response)
        key = (asked, generation)
        flight, is_own = self._flights.join(key)
        if is_own:
            # Another thread may have ended just now what this one had not found before.
            answer = self._find(asked)
            if answer is not None and answer.generation == generation:
                self._flights.end(key, answer)
                return self._give(asked, answer, environ, start_response)
            answer = None
            try:
                made = self._ask(asked, declaration, generation, environ)
                answer = made.answer
            finally:
                self._flights.end(key, answer)
        else:
            answer = flight.wait()
            if answer is not None:
                return self._give(asked, answer, environ, start_response)
            made = self._ask(asked, declaration, _UNPROVEN, environ)
        return self._send(asked, made, environ, start_response)

    def _begin(self) -> int | None:
        """Return the generation of what is made from now on, None if that is not known."""
        if not self._freshness.is_proven:
            return None
        try:
            return self._freshness.begin()
        except Error as error:
            _log.warning("The next change of pages cannot be looked up: %s", str(error).strip())
            close_old_connections()
            return None

    def _ask(
        self, asked: Asked, declaration: Declaration, generation: int, environ: Environ
    ) -> Made:
        """Let the application answer; keep the answer if it may be shared."""
        began_at, started = time.time(), time.perf_counter()
        shared = shared_environ(environ, asked)
        former = self._find(asked)
        if former is not None:
            shared[FORMER] = former.fingerprint
        made = Made(self._application, shared)
        made.seconds = time.perf_counter() - started
        made.is_outage = bool(shared.get(UNREACHABLE)) or (
            made.status.startswith("500") and not self._freshness.is_proven
        )
        if former is not None and shared.get(IS_AS_BEFORE):
            made.answer = former
            former.made_at = began_at
            former.generation = generation
            self._store(former.is_passing).put(asked, former)
        elif made.can_be_shared():
            made.answer = answer = Answer(
                asked,
                generation,
                began_at,
                made.status,
                made.headers,
                made.body,
                is_passing=declaration.is_passing or not made.status.startswith("200"),
                fingerprint=shared.get(FINGERPRINT),
            )
            if former is not None and former.since and former.digest == answer.digest:
                answer.date(former.since)
            store = self._store(answer.is_passing)
            if former is not None and former.is_passing != answer.is_passing:
                self._store(former.is_passing).remove(asked)
            store.put(asked, answer)
        return made

    def _send(
        self, asked: Asked, made: Made, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with what was made for this request."""
        if made.is_outage:
            self._down_until = time.monotonic() + TRY_AGAIN_AFTER
            return self._do_without(asked, environ, start_response)
        if made.answer is None:
            start_response(made.status, [*made.headers, ("X-Cache", "BYPASS")])
            return [made.body] if environ["REQUEST_METHOD"] == "GET" else []
        timing = f"cache;desc=MISS, app;dur={made.seconds * 1000:.1f}"
        return self._send_marked(
            asked,
            made.answer,
            [("X-Cache", "MISS"), ("Server-Timing", timing)],
            environ,
            start_response,
        )

    def _send_marked(
        self,
        asked: Asked,
        answer: Answer,
        marks: Headers,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        form = self._form(asked, answer, environ)
        if is_unchanged(form, answer, environ):
            start_response("304 Not Modified", repeated(form.headers) + marks)
            return []
        start_response(answer.status, form.headers + marks)
        return form.body if environ["REQUEST_METHOD"] == "GET" else []

    # Without the database

    def _do_without(
        self, asked: Asked, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer with the last copy, marked as what it is; without one, with 503."""
        answer = self._find(asked)
        if answer is not None:
            age = max(0, int(time.time() - answer.made_at))
            marks = [
                ("X-Cache", "STALE"),
                ("Server-Timing", "cache;desc=STALE"),
                ("Age", str(age)),
                ("Warning", '110 - "Response is Stale"'),  # RFC 7234, 5.5.1
            ]
            return self._send_marked(asked, answer, marks, environ, start_response)
        page = unavailable()
        headers = [*page.items(), ("Content-Length", str(len(page.content)))]
        start_response("503 Service Unavailable", [*headers, ("X-Cache", "BYPASS")])
        return [page.content] if environ["REQUEST_METHOD"] == "GET" else []

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with what the application says, whatever that is."""

        def start(status: str, headers: Headers, *rest: Any) -> Any:
            return start_response(status, [*headers, ("X-Cache", "BYPASS")], *rest)

        return self._application(environ, start)


def _declaration(environ: Environ) -> Declaration | None:
    """Return how the page that is asked for was declared, None if it was not."""
    try:
        view = resolve(get_path_info(environ)).func
    except Resolver404:
        return _UNKNOWN
    return declaration_of(view)
