"""Generations: what is current, and what ends by itself."""

from datetime import UTC, datetime

import pytest

from blog.page_cache.freshness import Freshness

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC).timestamp()


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def changes():
    """When time alone changes something, in seconds after noon."""
    return []


@pytest.fixture
def asked():
    """The moments for which that was looked up."""
    return []


@pytest.fixture
def freshness(clock, changes, asked):
    def next_change(now):
        asked.append(now)
        later = [NOON + one for one in changes if NOON + one > now.timestamp()]
        return datetime.fromtimestamp(min(later), UTC) if later else None

    one = Freshness(next_change, clock)
    one.prove()
    return one


def test_what_began_in_this_generation_is_current(freshness):
    generation = freshness.begin()
    assert freshness.is_current(generation)
    freshness.change()
    assert not freshness.is_current(generation)
    assert freshness.is_current(freshness.begin())


def test_nothing_is_current_while_changes_are_not_heard_of(freshness):
    generation = freshness.begin()
    freshness.lose()
    assert not freshness.is_current(generation)
    assert not freshness.is_current(freshness.begin())
    freshness.prove()
    assert not freshness.is_current(generation), "what happened meanwhile is not known"
    assert freshness.is_current(freshness.begin())


def test_a_generation_ends_when_something_appears(freshness, clock, changes):
    changes += [60, 120]
    first = freshness.begin()
    clock.now += 59.9
    assert freshness.is_current(first)
    clock.now += 0.1
    assert not freshness.is_current(first)
    second = freshness.begin()
    assert second != first
    assert freshness.is_current(second)
    clock.now += 60
    assert not freshness.is_current(second)
    clock.now += 10**9
    assert freshness.is_current(freshness.begin()), "nothing waits any more"


def test_the_end_is_looked_up_once_a_generation(freshness, changes, asked):
    changes.append(60)
    for _ in range(3):
        freshness.begin()
    assert len(asked) == 1
    freshness.change()
    for _ in range(3):
        freshness.begin()
    assert len(asked) == 2


def test_an_end_that_was_looked_up_before_a_change_does_not_count(clock):
    found = []

    def next_change(now):
        found.append(now)
        if len(found) == 1:
            # Somebody schedules an article while it is being looked up.
            freshness.change()
            return None
        return datetime.fromtimestamp(NOON + 60, UTC)

    freshness = Freshness(next_change, clock)
    freshness.prove()
    generation = freshness.begin()
    assert len(found) == 2
    clock.now += 61
    assert not freshness.is_current(generation)
