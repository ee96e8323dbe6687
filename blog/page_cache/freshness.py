"""Whether what was made before is still what would be made now.

Each change of what pages show begins a new generation. A page carries the generation at which its
making *began*, so that one that was being made while something changed is never taken for the
new. A generation also ends by itself at the next moment at which time alone changes a page.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock

NEVER = float("inf")


class Freshness:
    """The present generation of one process, moved by whoever hears of changes.

    Attributes:
        generation: grows with each change; nothing of a former one may be called fresh.
        is_proven: whether changes are being heard of. While they are not, nothing is known to be
            fresh.
        ends_at: seconds since the epoch at which the generation ends by itself; 0 while that has
            not been looked up.
        changed_at: seconds since the epoch at which it began.
    """

    def __init__(
        self,
        next_change: Callable[[datetime], datetime | None],
        clock: Callable[[], float] = time.time,
    ) -> None:
        """
        Args:
            next_change: returns the first moment after another at which a page changes without
                anybody writing to the database, None if there is none.
            clock: returns seconds since the epoch.
        """
        self._next_change = next_change
        self._clock = clock
        self._lock = Lock()
        self.generation = 0
        self.is_proven = False
        self.ends_at = 0.0
        self.changed_at = clock()

    def change(self) -> None:
        """Begin a new generation: something was written."""
        with self._lock:
            self._begin()

    def prove(self) -> None:
        """Changes are heard of from now on; what happened before is not known."""
        with self._lock:
            self._begin()
            self.is_proven = True

    def lose(self) -> None:
        """Changes are not heard of any more."""
        with self._lock:
            self._begin()
            self.is_proven = False

    def _begin(self) -> None:
        self.generation += 1
        self.ends_at = 0.0
        self.changed_at = self._clock()

    def is_current(self, generation: int) -> bool:
        """Whether what began in `generation` is fresh at this moment."""
        return self.is_proven and generation == self.generation and self._clock() < self.ends_at

    def begin(self) -> int:
        """Return the generation in which a page that is about to be made belongs.

        Looks up when it ends, once a generation.

        Raises:
            django.db.Error: the look-up failed.
        """
        while True:
            generation, ends_at = self.generation, self.ends_at
            now = self._clock()
            if now < ends_at:
                return generation
            if ends_at:
                with self._lock:
                    if self.generation == generation:
                        self._begin()
                continue
            moment = self._next_change(datetime.fromtimestamp(now, UTC))
            with self._lock:
                if self.generation == generation:
                    self.ends_at = moment.timestamp() if moment else NEVER
