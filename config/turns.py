"""Requests that take turns at the processor, as long as none of them is slow.

Python runs one thread of a process at a time, so pages that are made beside each other are ready
later, and each finds the processor's caches full of the others. Who is slow, waiting for the
database or for its client, is not waited for: threads are there for these.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Final

from config.files_in_memory import Application, Environ, StartResponse

PATIENCE: Final = 0.03
"""Seconds to wait for one's turn: twenty pages are made in them."""


class Turns:
    """A WSGI application (PEP 3333) that lets another answer one request at a time, if it can.

    A request that has waited for `patience` seconds is answered beside the one before it, and those
    that come later take turns with it.
    """

    def __init__(self, application: Application, patience: float = PATIENCE) -> None:
        """
        Args:
            application: answers.
            patience: seconds.
        """
        self._application = application
        self.patience = patience
        self._turn = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        turn = self._turn
        if not turn.acquire(timeout=self.patience):
            turn = self._instead_of(turn)
        try:
            return self._application(environ, start_response)
        finally:
            turn.release()

    def _instead_of(self, taken: Lock) -> Lock:
        """Return a turn of one's own, which is everybody's from now on."""
        own = Lock()
        own.acquire()
        # Where two are impatient at once, one of them takes its turn alone.
        if self._turn is taken:
            self._turn = own
        return own
