"""Bringing what is derived from stored sources up to the present version of the project."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from blog.markup import RENDERING_VERSION, MarkupError
from blog.posts.models import Post
from blog.posts.models.derived import DERIVED_FIELDS, SEARCH_FIELDS
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
    save derived; one whose source the pipeline now refuses keeps its rendering and is found by
    that; one that the database refuses keeps all that it has.

    Raises:
        django.db.DatabaseError: the connection has failed.
    """
    after = 0
    while batch := list(outdated().filter(pk__gt=after).order_by("pk")[:BATCH]):
        for post in batch:
            try:
                with transaction.atomic():
                    why = _rerender(post)
            except DatabaseError as error:
                if not connection.is_usable():
                    raise
                why = _("The database refuses it: %(reason)s") % {"reason": str(error).strip()}
            yield Rerendered(post.slug, why)
        after = batch[-1].pk


def _rerender(post: Post) -> str:
    """Derive anew what is outdated of one post, and store it; return why that cannot be."""
    # A save that came in between has derived everything itself.
    unchanged = outdated().filter(pk=post.pk, rendering_digest=post.rendering_digest)
    try:
        post.refresh_derived()
    except MarkupError as error:
        post.refresh_words()
        unchanged.update(**{name: getattr(post, name) for name in SEARCH_FIELDS})
        return translated(error.message)
    if unchanged.update(**{name: getattr(post, name) for name in DERIVED_FIELDS}):
        post.store_targets()
    relate(post.pk)
    return ""
