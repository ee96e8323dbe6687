"""One making of a page at a time: whoever asks for it meanwhile waits for the same."""

from collections.abc import Hashable
from threading import Event, Lock

from blog.page_cache.answers import Answer


class Flight:
    """The making of one page, under way in one thread."""

    def __init__(self) -> None:
        self._landed = Event()
        self.answer: Answer | None = None

    def wait(self) -> Answer | None:
        """Wait for the end; return the answer, None if it is not one that can be shared."""
        self._landed.wait()
        return self.answer

    def land(self) -> None:
        self._landed.set()


class Flights:
    """The pages that are being made in this process."""

    def __init__(self) -> None:
        self._flights: dict[Hashable, Flight] = {}
        self._lock = Lock()

    def join(self, key: Hashable) -> tuple[Flight, bool]:
        """Return the flight under `key`, and whether it was begun by this very call.

        Who begins one must `end` it, whatever happens.
        """
        with self._lock:
            flight = self._flights.get(key)
            if flight is not None:
                return flight, False
            flight = self._flights[key] = Flight()
            return flight, True

    def end(self, key: Hashable, answer: Answer | None) -> None:
        """Hand the answer to all who wait for it."""
        with self._lock:
            flight = self._flights.pop(key)
        flight.answer = answer
        flight.land()
