"""What was true when: whether what a reader saw may have been shown to that reader.

A *subject* is something that readers can see: an article's title, a category's name, whether an
article carries a tag. Its states follow each other; each is a whole number that grows, written into
the text as a mark that readers find again, or absence.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from threading import Lock

GRACE = 0.05
"""Seconds after a commit in which a former state may still be shown."""

_MARK = re.compile(rb"\bmark-([a-z]+\d+)-(\d+)\b")


def mark(subject: str, number: int) -> str:
    """Return what stands in a text for a state of a subject."""
    return f"mark-{subject}-{number}"


def marks(body: bytes) -> dict[str, set[int]]:
    """Return the states that an answer shows, by subject."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for subject, number in _MARK.findall(body):
        found[subject.decode()].add(int(number))
    return found


@dataclass
class State:
    """One state of a subject.

    Attributes:
        number: what its mark says.
        is_shown: whether readers see it; else they see nothing of the subject.
        begun: when its commit was asked for (seconds of a clock that never goes back).
        done: when the commit had returned; infinite until then.
    """

    number: int
    is_shown: bool
    begun: float
    done: float = inf

    def is_as(self, seen: int | None) -> bool:
        """Whether it looks so: the number of a mark, or none."""
        return seen == (self.number if self.is_shown else None)

    def described(self, since: float) -> str:
        """Return it in words, with times from a moment on."""
        what = self.number if self.is_shown else "nothing"
        return f"{what} ({self.begun - since:+.3f} to {self.done - since:+.3f})"


@dataclass
class History:
    """The states of all subjects; many threads may write and ask at a time.

    Attributes:
        worst_lag: the longest that a former state was shown to who asked after the commit of the
            next, in seconds.
        stale: what was shown too late, one sentence each.
    """

    worst_lag: float = 0.0
    stale: list[str] = field(default_factory=list)
    _states: dict[str, list[State]] = field(default_factory=lambda: defaultdict(list))
    _lock: Lock = field(default_factory=Lock)

    def begin(self, subject: str, number: int, begun: float, *, is_shown: bool = True) -> State:
        """Note that a state is about to be committed; the writer sets `done` afterwards."""
        state = State(number, is_shown, begun)
        with self._lock:
            self._states[subject].append(state)
        return state

    def judge(
        self, subject: str, seen: int | None, asked: float, answered: float, where: str
    ) -> bool:
        """Say whether an answer may show what it shows; if not, it is noted.

        Args:
            subject: what was looked for.
            seen: the number of the state that was found, None if there was no mark.
            asked, answered: when the request was begun, and when its answer had been read.
            where: the page, for the note.
        """
        with self._lock:
            states = [*self._states[subject]]
        if not states:
            return True
        ends = [following.done for following in states[1:]] + [inf]
        # States end in the order in which they began, so those that had ended come first.
        first = bisect_left(ends, asked - GRACE)
        allowed = [state for state in states[first:] if state.begun <= answered]
        fitting = [state for state in allowed if state.is_as(seen)]
        with self._lock:
            # The last one of what was true before that looks so.
            former = [at for at in range(first + 1) if states[at].is_as(seen)]
            is_former = former and (not fitting or fitting == [states[first]])
            if is_former and ends[former[-1]] < asked:
                self.worst_lag = max(self.worst_lag, asked - ends[former[-1]])
            if not fitting:
                near = ", ".join(state.described(asked) for state in states[-4:])
                self.stale.append(
                    f"{where}: {subject} was {seen}, answered after {answered - asked:.3f} s; "
                    f"the last states, in seconds since it was asked for: {near}"
                )
        return bool(fitting)
