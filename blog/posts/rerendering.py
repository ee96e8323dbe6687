"""Bringing what is derived from stored sources up to the present version of the project."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from blog.markup import RENDERING_VERSION, MarkupError
from blog.posts.models import Post
from blog.posts.models.derived import DERIVED_FIELDS
from blog.posts.problem_messages import translated
from blog.posts.relating import relate
from blog.search.vectors import SEARCH_VERSION

BATCH = 100  # posts read at once


@dataclass(frozen=True)
class Rerendered:
    """What became of one post; `error` says why its old rendering stays."""

    slug: str
    error: str = ""


def outdated() -> QuerySet[Post]:
    """The posts that an older version rendered, or made findable."""
    return Post.objects.filter(
        Q(rendering_version__lt=RENDERING_VERSION) | Q(search_version__lt=SEARCH_VERSION)
    )


def rerender() -> Iterator[Rerendered]:
    """Derive anew what is outdated of every post, in batches, yielding each as it is done.

    Neither its dates nor its revisions change. A post that is saved meanwhile keeps what that
    save derived; one whose source the pipeline now refuses keeps what it has.
    """
    after = 0
    while batch := list(outdated().filter(pk__gt=after).order_by("pk")[:BATCH]):
        for post in batch:
            before = post.rendering_digest
            try:
                post.refresh_derived()
            except MarkupError as error:
                yield Rerendered(post.slug, translated(error.message))
                continue
            fresh = {name: getattr(post, name) for name in DERIVED_FIELDS}
            with transaction.atomic():
                # A save that came in between has derived everything itself.
                if outdated().filter(pk=post.pk, rendering_digest=before).update(**fresh):
                    post.store_targets()
            relate(post.pk)
            yield Rerendered(post.slug)
        after = batch[-1].pk
