"""Requests that take turns, and do not wait for slow ones."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event, Lock

import pytest

from config.turns import Turns

LONG = 20  # seconds, of which none are waited for


class Site:
    """An application whose requests begin and end as a test says; it counts those under way."""

    def __init__(self):
        self.began, self.may_end = {}, {}
        self.now, self.most = 0, 0
        self._lock = Lock()

    def page(self, name, *, is_slow=False):
        self.began[name], self.may_end[name] = Event(), Event()
        if not is_slow:
            self.may_end[name].set()
        return {"PATH_INFO": name}

    def __call__(self, environ, start_response):
        name = environ["PATH_INFO"]
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            self.began[name].set()
            assert self.may_end[name].wait(LONG)
            if name == "broken":
                raise ValueError(name)
            return [name.encode()]
        finally:
            with self._lock:
                self.now -= 1


@contextmanager
def asked(turns) -> Iterator:
    with ThreadPoolExecutor(16) as threads:
        yield lambda page: threads.submit(turns, page, None)


def test_one_is_answered_at_a_time():
    site = Site()
    with asked(Turns(site, LONG)) as ask:
        answers = [ask(site.page(f"{number}")) for number in range(50)]
        assert [b"".join(one.result(LONG)) for one in answers] == [
            b"%d" % number for number in range(50)
        ]
    assert site.most == 1


def test_who_comes_later_waits():
    site = Site()
    with asked(Turns(site, LONG)) as ask:
        first, second = site.page("first", is_slow=True), site.page("second")
        answers = [ask(first)]
        assert site.began["first"].wait(LONG)
        answers.append(ask(second))
        assert not site.began["second"].wait(0.1)
        site.may_end["first"].set()
        assert [one.result(LONG) for one in answers] == [[b"first"], [b"second"]]


def test_a_slow_one_is_not_waited_for():
    site = Site()
    with asked(Turns(site, 0.01)) as ask:
        slow = [ask(site.page(f"slow {number}", is_slow=True)) for number in range(5)]
        assert all(site.began[f"slow {number}"].wait(LONG) for number in range(5))
        assert ask(site.page("quick")).result(LONG) == [b"quick"]
        for number in range(5):
            site.may_end[f"slow {number}"].set()
        assert [one.result(LONG) for one in slow] == [[b"slow %d" % n] for n in range(5)]


def test_beside_a_slow_one_the_others_take_turns():
    site = Site()
    turns = Turns(site, 0.01)
    with asked(turns) as ask:
        slow = ask(site.page("slow", is_slow=True))
        assert site.began["slow"].wait(LONG)
        assert ask(site.page("impatient")).result(LONG)
        site.most, turns.patience = 0, LONG
        answers = [ask(site.page(f"{number}")) for number in range(50)]
        assert all(one.result(LONG) for one in answers)
        assert site.most == 2
        site.may_end["slow"].set()
        assert slow.result(LONG) == [b"slow"]


def test_an_error_ends_the_turn():
    site = Site()
    with asked(Turns(site, LONG)) as ask:
        with pytest.raises(ValueError, match="broken"):
            ask(site.page("broken")).result(LONG)
        assert ask(site.page("next")).result(LONG) == [b"next"]
