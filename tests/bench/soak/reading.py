"""Readers: each asks one worker for one page after the other, and looks at what it is told."""

import http.client
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from threading import Event, Thread

from tests.bench.answers import Answer
from tests.bench.readers import Connection
from tests.bench.soak.articles import RETAGGED, page_of
from tests.bench.soak.history import History, marks

TAG_PAGE, CATEGORY_PAGE, AUTHOR_PAGE = "/tags/soak/", "/categories/soak/", "/authors/soak/"


@dataclass
class Reader:
    """One reader, in a thread of its own.

    Attributes:
        answered: how many answers of each status and each `X-Cache`.
        times: seconds from asking until an answer had been read.
        errors: connections that failed, and answers above 499, a sentence each.
    """

    connection: Connection
    history: History
    subjects: list[str]
    seed: int
    answered: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def start(self, stopped: Event) -> Thread:
        """Read until `stopped`."""
        thread = Thread(target=self._run, args=(stopped,), daemon=True)
        thread.start()
        return thread

    def _run(self, stopped: Event) -> None:
        chance = Random(self.seed)  # noqa: S311  # the same pages each time
        articles = [subject for subject in self.subjects if subject[0] in "evgd"]
        common = ["/", "/", TAG_PAGE, CATEGORY_PAGE, AUTHOR_PAGE, "/feed.atom", "/categories/"]
        while not stopped.is_set():
            subject = chance.choice(articles)
            own = chance.random() < 0.5
            self.read(page_of(subject) if own else chance.choice(common), subject if own else "")

    def read(self, path: str, subject: str = "") -> Answer | None:
        """Ask for a page; judge what it shows.

        Args:
            path: of the page.
            subject: the one whose article's page it is: it must be there if it is shown.
        """
        asked = time.monotonic()
        try:
            answer = self.connection.get(path)
        except (OSError, http.client.HTTPException) as error:
            self.errors.append(f"{path}: {error!r}")
            return None
        answered = time.monotonic()
        self.times.append(answered - asked)
        cached = answer.header("X-Cache")
        self.answered[f"{answer.status} {cached}"] += 1
        if answer.status >= 500:
            self.errors.append(f"{path}: {answer.status}")
        elif cached != "STALE":
            self._judge(answer, path, subject, asked, answered)
        return answer

    def _judge(
        self, answer: Answer, path: str, subject: str, asked: float, answered: float
    ) -> None:
        found = marks(answer.body) if answer.status == 200 else {}
        where = (
            f"{path} ({answer.status} {answer.header('X-Cache')}, worker {self.connection.worker})"
        )
        for name, numbers in found.items():
            for number in numbers:
                self.history.judge(name, number, asked, answered, where)
        if subject and subject not in found:
            self.history.judge(subject, None, asked, answered, where)
        if path == TAG_PAGE:
            for number in range(RETAGGED):
                seen = 0 if f"g{number}" in found else None
                self.history.judge(f"t{number}", seen, asked, answered, where)
