"""Whether an answer may show what it shows."""

import pytest

from tests.bench.soak.history import GRACE, History, mark, marks


@pytest.fixture
def history():
    """A title that said 0 from 0 to 10 s, then 1 until 20 s, then was hidden."""
    history = History()
    for number, begun, is_shown in [(0, -1, True), (1, 9.9, True), (2, 19.9, False)]:
        history.begin("e0", number, begun, is_shown=is_shown).done = begun + 0.1
    return history


def judged(history, seen, asked, answered=None):
    return history.judge("e0", seen, asked, answered or asked + 0.01, "/")


@pytest.mark.parametrize(
    ("seen", "asked"),
    [
        (0, 5),
        (1, 15),
        (None, 25),
        (0, 9.95),
        (1, 9.95),
        (0, 10 + GRACE / 2),
        (1, 10),
        (None, 19.95),
    ],
)
def test_what_is_or_was_just_now(history, seen, asked):
    assert judged(history, seen, asked)
    assert not history.stale


@pytest.mark.parametrize(
    ("seen", "asked"),
    [(0, 10 + 2 * GRACE), (None, 5), (1, 5), (1, 20 + 2 * GRACE), (0, 25), (7, 15)],
)
def test_what_was_before_or_never(history, seen, asked):
    assert not judged(history, seen, asked)
    assert len(history.stale) == 1


def test_what_comes_while_the_answer_is_made(history):
    assert judged(history, 0, asked=5, answered=10.5)
    assert judged(history, 1, asked=5, answered=10.5)
    assert not judged(history, None, asked=5, answered=10.5)


def test_a_commit_that_has_not_returned(history):
    history.begin("e0", 3, 30)
    assert judged(history, None, asked=35)
    assert judged(history, 3, asked=35)


def test_how_late_a_former_state_was_shown(history):
    judged(history, 0, asked=10.03)
    assert history.worst_lag == pytest.approx(0.03)
    judged(history, 1, asked=10.04)
    assert history.worst_lag == pytest.approx(0.03)


def test_how_late_was_too_late(history):
    assert not judged(history, 0, asked=10.5)
    assert history.worst_lag == pytest.approx(0.5)


def test_what_is_true_again_is_not_late(history):
    history.begin("e0", 0, 29.9).done = 30
    assert judged(history, 0, asked=31)
    assert history.worst_lag == 0


def test_what_nobody_writes_to_is_not_judged(history):
    assert history.judge("x0", 5, 1, 2, "/")
    assert not history.stale


def test_marks_are_found_again():
    text = f"<h1>Soak {mark('e0', 12)}</h1> {mark('c0', 3)} {mark('e0', 13)} mark-e0"
    assert marks(text.encode()) == {"e0": {12, 13}, "c0": {3}}
