"""Which articles are close to each other: found when one is saved, not while a reader waits.

Two articles are close by the tags they share (the rarer a tag, the more it says), by their
category, and by the words that both are about (`subject_vector`). What is stored is one-sided:
each article has its own closest ones, and a new article takes its place among those of others.
"""

from collections.abc import Iterator, Sequence
from math import log, sqrt

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction
from django.db.models import BooleanField, Count, F, Func
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

from blog.posts.models import Post, PostTag, RelatedPost
from blog.posts.querysets import PostQuerySet
from blog.search.vectors import quoted

KEPT = 12
"""Related articles stored for each: more than a page shows, as some may be hidden later."""

_SAME_CATEGORY = 0.4
_WORDS = 3.0
_OTHER_LANGUAGE = 0.6
_FAR = 0.25
"""Articles of a lower score have too little in common to be recommended."""

_PER_TAG, _PER_CATEGORY, _BY_WORDS = 60, 40, 120
"""How many articles are looked at, the newest of each kind: the work is bounded."""
_TAGS_ASKED = 12
_COMMON = 2_000
_LOCK = 5_201_314_001  # one at a time, so that two lists never wait for each other

type Described = tuple[int, int | None, str, frozenset[str]]
"""An article's number, its category's, its language, and the words that it is about."""


def relate(pk: int) -> None:
    """Find the closest articles of one anew, and its place among those of the others.

    An article that is not published, or that has gone, is taken out of all of them.
    """
    with transaction.atomic():
        hold_related()
        post = Post.objects.filter(pk=pk, status=Post.Status.PUBLISHED).only("pk").first()
        scores = _scores(pk) if post else {}
        RelatedPost.objects.filter(models.Q(post=pk) | models.Q(other=pk)).delete()
        # Locked, so that none goes before what points at it is stored.
        there = Post.objects.filter(pk__in=scores).select_for_update(no_key=True).order_by("pk")
        scores = {other: scores[other] for other in there.values_list("pk", flat=True)}
        closest = sorted(scores, key=lambda other: (-scores[other], other))[: 3 * KEPT]
        pairs = [(pk, other) for other in closest[:KEPT]] + [(other, pk) for other in closest]
        RelatedPost.objects.bulk_create(
            RelatedPost(post_id=one, other_id=other, score=scores[other if one == pk else one])
            for one, other in pairs
        )
        _drop_the_farthest(closest)


def hold_related() -> None:
    """Keep all others from changing related articles until the transaction ends.

    Who deletes articles takes it before their rows: `relate` goes the other way, from what points
    at an article to the article, and the database would break one of the two off.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def relate_all() -> Iterator[int]:
    """Do the same for every published article, yielding its number."""
    after = 0
    published = Post.objects.filter(status=Post.Status.PUBLISHED).order_by("pk")
    while pks := list(published.filter(pk__gt=after).values_list("pk", flat=True)[:500]):
        for pk in pks:
            relate(pk)
            yield pk
        after = pks[-1]


def _scores(pk: int) -> dict[int, float]:
    """Return the score of each article that is close to one."""
    post = _described(Post.objects.filter(pk=pk))[0]
    tags = _tags_worth(pk)
    candidates = _candidates(post, [*tags])
    # An article's translations have a place of their own on its page.
    original = Post.objects.filter(pk=pk).values_list("translation_of", flat=True).get() or pk
    others = Post.objects.filter(pk__in=candidates, status=Post.Status.PUBLISHED).exclude(
        models.Q(pk__in=[pk, original]) | models.Q(translation_of=original)
    )
    shared: dict[int, float] = {}
    carried = PostTag.objects.filter(content_object__in=candidates, tag__in=tags)
    for other, tag in carried.values_list("content_object", "tag"):
        shared[other] = shared.get(other, 0.0) + tags[tag]
    scores = {}
    for other in _described(others):
        score = shared.get(other[0], 0.0) + _closeness(post, other)
        if score >= _FAR:
            scores[other[0]] = round(score, 4)
    return scores


def _closeness(one: Described, other: Described) -> float:
    _pk, category, language, words = one
    _other, other_category, other_language, other_words = other
    score = _SAME_CATEGORY if category and category == other_category else 0.0
    if words and other_words:
        # The cosine of two sets (Otsuka–Ochiai coefficient).
        score += _WORDS * len(words & other_words) / sqrt(len(words) * len(other_words))
    return score if language == other_language else score * _OTHER_LANGUAGE


def _tags_worth(pk: int) -> dict[int, float]:
    """Return what each tag of the article says of what it is about: 1 down to 0."""
    own = PostTag.objects.filter(content_object=pk).values("tag")
    counts = (
        PostTag.objects.filter(tag__in=own)
        .values_list("tag")
        .annotate(carried=Count("pk"))
        .order_by("carried", "tag")
    )
    return {tag: 1 / (1 + log(carried)) for tag, carried in counts[:_TAGS_ASKED]}


def _candidates(post: Described, tags: Sequence[int]) -> set[int]:
    pk, category, _language, words = post
    found: set[int] = set()
    for tag in tags:
        carried = PostTag.objects.filter(tag=tag).order_by("-content_object")
        found |= set(carried.values_list("content_object", flat=True)[:_PER_TAG])
    if category:
        same = Post.objects.filter(category=category, status=Post.Status.PUBLISHED).latest_first()
        found |= set(same.values_list("pk", flat=True)[:_PER_CATEGORY])
    if words:
        found |= set(_about(words).values_list("pk", flat=True)[:_BY_WORDS])
    return found - {pk}


def _about(words: frozenset[str]) -> PostQuerySet:
    """Return the published articles that are about some of these words, about most of them first.

    Words of which very many articles are about tell nothing apart, so they find none.
    """
    telling = sorted(words - _common_words())
    any_of = " | ".join(map(quoted, telling))
    # Django has no words for a query that is written in lexemes.
    matches = RawSQL("posts_post.subject_vector @@ %s::tsquery", [any_of], BooleanField())
    closeness = RawSQL("ts_rank(posts_post.subject_vector, %s::tsquery)", [any_of])
    published = Post.objects.filter(matches, status=Post.Status.PUBLISHED)
    return published.annotate(closeness=closeness).order_by("-closeness", "-pk")


def _common_words() -> frozenset[str]:
    """Return the words that more than `_COMMON` articles are about, as the planner knows them.

    PostgreSQL manual, view pg_stats: most_common_elems and most_common_elem_freqs.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT word FROM pg_stats, pg_class, unnest(
                most_common_elems::text::text[], most_common_elem_freqs
            ) AS known (word, share)
            WHERE schemaname = current_schema() AND tablename = 'posts_post'
                AND attname = 'subject_vector' AND pg_class.oid = 'posts_post'::regclass
                AND share * reltuples > %s
            """,
            [_COMMON],
        )
        return frozenset(word for (word,) in cursor.fetchall())


def _described(posts: PostQuerySet) -> list[Described]:
    words = Func(
        F("subject_vector"),
        function="tsvector_to_array",
        output_field=ArrayField(models.TextField()),
    )
    rows = posts.values_list("pk", "category", "language", words)
    return [(pk, category, language, frozenset(of or ())) for pk, category, language, of in rows]


def _drop_the_farthest(posts: Sequence[int]) -> None:
    """Keep only the closest of each of these articles."""
    ranked = RelatedPost.objects.filter(post__in=posts).annotate(
        rank=models.Window(
            RowNumber(),
            partition_by=F("post"),
            order_by=[F("score").desc(), F("other").asc()],
        )
    )
    far = list(ranked.filter(rank__gt=KEPT).values_list("pk", flat=True))
    RelatedPost.objects.filter(pk__in=far).delete()
