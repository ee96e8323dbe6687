"""What lies around an article: its neighbours, its kin, its translations, its series."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, F, FloatField, Q, Value
from django.db.models.functions import Cast

from blog.posts.models import Post
from blog.posts.querysets import PostQuerySet

MOST_RELATED = 4
"""Articles recommended below one."""

_LINK = (
    "title", "slug", "language", "published_at", "reading_minutes", "series_position",
    "canonical_url",
)  # fmt: skip


@dataclass
class Surroundings:
    """Articles that readers of another can go to; all of them visible, none with its text.

    `previous` and `next` are by date of publication, older and newer. The parts of a series are in
    their order; `series_place` counts from 1 among those that readers see, and is None for an
    article that they do not see.
    """

    previous: Post | None = None
    next: Post | None = None
    related: list[Post] = field(default_factory=list)
    translations: list[Post] = field(default_factory=list)
    series_parts: list[Post] = field(default_factory=list)
    series_place: int | None = None
    series_previous: Post | None = None
    series_next: Post | None = None


def surroundings_of(post: Post, now: datetime) -> Surroundings:
    """Return what lies around the article for who reads it at `now`; one query."""
    found: dict[str, list[Post]] = defaultdict(list)
    visible = Post.objects.published(now)
    first, *others = _searches(post, visible)
    # A union keeps no order of its own.
    for link in first.union(*others, all=True).order_by("place", "pk"):  # type: ignore[misc]  # annotated
        found[link.kind].append(link)  # type: ignore[attr-defined]  # annotated
    around = Surroundings(
        previous=next(iter(found["previous"]), None),
        next=next(iter(found["next"]), None),
        related=found["related"],
        translations=found["translation"],
        series_parts=found["part"],
    )
    if post in around.series_parts:
        index = around.series_parts.index(post)
        around.series_place = index + 1
        around.series_previous = around.series_parts[index - 1] if index else None
        around.series_next = next(iter(around.series_parts[index + 1 :]), None)
    return around


def _searches(post: Post, visible: PostQuerySet) -> list[PostQuerySet]:
    """Return a query for each kind of neighbour that there may be, with the same columns."""
    related = visible.filter(related_from__post=post.pk).order_by("-related_from__score", "pk")
    original = post.original_id
    kin = visible.filter(Q(pk=original) | Q(translation_of=original)).exclude(pk=post.pk)
    searches = [
        _as("related", related.annotate(place=-F("related_from__score"))[:MOST_RELATED]),
        _as("translation", kin.annotate(place=Cast(Value(0), FloatField()))),
    ]
    if post.published_at:
        at = post.published_at
        older = visible.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=post.pk))
        newer = visible.filter(Q(published_at__gt=at) | Q(published_at=at, pk__gt=post.pk))
        nowhere = Cast(Value(0), FloatField())
        searches += [
            _as("previous", older.newest_first().annotate(place=nowhere)[:1]),
            _as("next", newer.order_by("published_at", "pk").annotate(place=nowhere)[:1]),
        ]
    if post.series_id:
        parts = visible.filter(series=post.series_id)
        searches.append(_as("part", parts.annotate(place=Cast(F("series_position"), FloatField()))))
    return searches


def _as(kind: str, posts: PostQuerySet) -> PostQuerySet:
    return posts.annotate(kind=Value(kind, CharField())).only(*_LINK)
