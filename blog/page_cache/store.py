"""Answers in memory, the least recently used given up when there are too many."""

from collections import OrderedDict
from threading import Lock

from blog.page_cache.answers import Answer
from blog.page_cache.requests import Asked, Key


class Store:
    """Answers by key, bounded by the bytes that they take.

    Reading takes no lock: each step is one operation of a dictionary.
    """

    def __init__(self, limit: int) -> None:
        """
        Args:
            limit: bytes that all answers may take together. One that takes more than an eighth
                of that is not kept.
        """
        self.limit = limit
        self.size = 0
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, key: Key) -> Answer | None:
        """Return the answer kept under `key`, fresh or not."""
        answer = self._answers.get(key)
        if answer is not None:
            try:  # noqa: SIM105  # a context manager costs six times the look-up
                self._answers.move_to_end(key)
            except KeyError:  # given up since
                pass
        return answer

    def put(self, key: Asked, answer: Answer) -> None:
        """Keep an answer in place of the one before it."""
        with self._lock:
            self._remove(key)
            if answer.size <= self.limit // 8:
                self._answers[key] = answer
                self._charge(answer)
                self._make_room()

    def remove(self, key: Asked) -> None:
        """Give up what is kept under `key`, if anything is."""
        with self._lock:
            self._remove(key)

    def recount(self, key: Key, answer: Answer) -> None:
        """Take account of an answer that has grown, if it is still kept."""
        with self._lock:
            if self._answers.get(key) is answer:
                self.size -= answer.charged
                self._charge(answer)
                self._make_room()

    def _charge(self, answer: Answer) -> None:
        answer.charged = answer.size
        self.size += answer.charged

    def _remove(self, key: Asked) -> None:
        former = self._answers.pop(key, None)
        if former is not None:
            self.size -= former.charged

    def _make_room(self) -> None:
        while self.size > self.limit:
            _key, given_up = self._answers.popitem(last=False)
            self.size -= given_up.charged
