"""Writes of every kind, chosen by chance; each is noted before and after its commit."""

import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from blog.authors.models import Author
from blog.categories.models import Category
from blog.posts.models import Post, PostTag
from tests.bench.soak.articles import SLOTS, Articles, new, of_tag
from tests.bench.soak.history import History, State, mark

AHEAD = 2
"""Seconds after which a scheduled article appears."""


class UndoneError(Exception):
    """Undoes a transaction on purpose."""


class Writer:
    """Writes to the articles, one write after the other.

    Attributes:
        done: how many of each kind.
    """

    def __init__(self, articles: Articles, history: History, seed: int) -> None:
        self._articles = articles
        self._history = history
        self._chance = Random(seed)  # noqa: S311  # the same writes each time
        self._number = 0
        self._busy: dict[str, float] = {}
        self._is_shown = dict.fromkeys(articles.toggled, True)
        self._slots: dict[str, int | None] = {f"d{slot}": None for slot in range(SLOTS)}
        self._is_tagged = dict.fromkeys(articles.retagged, False)
        self.done: Counter[str] = Counter()
        now = time.monotonic()
        for subject in articles.subjects():
            history.begin(subject, 0, now).done = now
        for subject in [*self._slots, *map(of_tag, articles.retagged)]:
            history.begin(subject, 0, now, is_shown=False).done = now
        self._kinds: list[Callable[[], None]] = [
            self.edit, self.edit_by_sql, self.toggle, self.schedule, self.create_or_delete,
            self.retag, self.rename_category, self.rename_author, self.roll_back,
        ]  # fmt: skip

    def write(self) -> None:
        """Do one of them."""
        kind = self._chance.choice(self._kinds)
        self._number += 1
        kind()
        self.done[kind.__name__] += 1

    def _begun(self, subject: str, *, is_shown: bool = True) -> State:
        return self._history.begin(subject, self._number, time.monotonic(), is_shown=is_shown)

    def edit(self) -> None:
        subject, pk = self._chance.choice([*self._articles.edited.items()])
        with transaction.atomic():
            post = Post.objects.select_for_update().get(pk=pk)
            post.title = f"Soak {mark(subject, self._number)}"
            post.save()
            post.record_revision(by=None)
            state = self._begun(subject)
        state.done = time.monotonic()

    def edit_by_sql(self) -> None:
        subject, pk = self._chance.choice([*self._articles.edited.items()])
        state = self._begun(subject)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE posts_post SET title = %s WHERE id = %s",
                [f"Soak {mark(subject, self._number)}", pk],
            )
        state.done = time.monotonic()

    def toggle(self) -> None:
        """Publish or unpublish."""
        subject = self._free(self._articles.toggled)
        if subject is None:
            return
        shows = not self._is_shown[subject]
        post = Post.objects.get(pk=self._articles.toggled[subject])
        post.title = f"Soak {mark(subject, self._number)}"
        if shows:
            post.publish(timezone.now(), at=timezone.now() - timedelta(seconds=1))
        else:
            post.unpublish()
        state = self._begun(subject, is_shown=shows)
        post.save()
        state.done = time.monotonic()
        self._is_shown[subject] = shows

    def schedule(self) -> None:
        """Hide an article until a moment in two seconds at most."""
        subject = self._free(self._articles.toggled)
        if subject is None:
            return
        post = Post.objects.get(pk=self._articles.toggled[subject])
        post.title = f"Soak {mark(subject, self._number)}"
        at = (timezone.now() + timedelta(seconds=AHEAD)).replace(microsecond=0)
        post.publish(timezone.now(), at=at)
        post.updated_at = at
        hidden = self._begun(subject, is_shown=False)
        appears = time.monotonic() + (at - timezone.now()).total_seconds()
        shown = self._history.begin(subject, self._number, appears - 0.001)
        shown.done = appears + 0.001  # both clocks are read one after the other
        post.save()
        hidden.done = time.monotonic()
        self._is_shown[subject] = True
        self._busy[subject] = appears + 0.2

    def create_or_delete(self) -> None:
        subject = self._chance.choice([*self._slots])
        pk = self._slots[subject]
        if pk is None:
            post = new(subject, self._number, timezone.now() - timedelta(seconds=1))
            state = self._begun(subject)
            post.save()
            state.done = time.monotonic()
            self._slots[subject] = post.pk
            return
        state = self._begun(subject, is_shown=False)
        Post.objects.get(pk=pk).delete()
        state.done = time.monotonic()
        self._slots[subject] = None

    def retag(self) -> None:
        subject, pk = self._chance.choice([*self._articles.retagged.items()])
        carries = not self._is_tagged[subject]
        state = self._history.begin(of_tag(subject), 0, time.monotonic(), is_shown=carries)
        if carries:
            PostTag.objects.create(content_object_id=pk, tag_id=self._articles.tag)
        else:
            PostTag.objects.filter(content_object=pk, tag=self._articles.tag).delete()
        state.done = time.monotonic()
        self._is_tagged[subject] = carries

    def rename_category(self) -> None:
        state = self._begun("c0")
        Category.objects.filter(pk=self._articles.category).update(name=mark("c0", self._number))
        state.done = time.monotonic()

    def rename_author(self) -> None:
        author = Author.objects.get(pk=self._articles.author)
        author.name = mark("b0", self._number)
        state = self._begun("b0")
        author.save()
        state.done = time.monotonic()

    def roll_back(self) -> None:
        """Write, and take it back: its number must never be seen."""
        subject, pk = self._chance.choice([*self._articles.edited.items()])
        title = f"Soak {mark(subject, self._number)}"
        try:
            with transaction.atomic():
                Post.objects.filter(pk=pk).update(title=title)
                raise UndoneError
        except UndoneError:
            return

    def _free(self, subjects: dict[str, int]) -> str | None:
        """Return one of the subjects that waits for no moment."""
        now = time.monotonic()
        free = [subject for subject in subjects if self._busy.get(subject, 0) <= now]
        return self._chance.choice(free) if free else None
