"""What uses which file: articles as their cover or in their text, authors as their picture.

The models of both lie above this room, so they are reached by the names of their relations.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from blog.media.models import MediaFile

_RELATIONS = ("posts", "covered_posts")


def posts_using(media_files: Iterable[MediaFile]) -> dict[int, set[int]]:
    """Return the keys of the articles that use each file, by the file's key; two queries."""
    pks = [media_file.pk for media_file in media_files]
    used: dict[int, set[int]] = defaultdict(set)
    for relation in _RELATIONS:
        files = MediaFile.objects.filter(pk__in=pks, **{f"{relation}__isnull": False})
        for media_file, post in files.values_list("pk", relation):
            used[media_file].add(post)
    return used


def authors_using(media_files: Iterable[MediaFile]) -> dict[int, list[tuple[int, str]]]:
    """Return key and name of the authors whose picture each file is, by its key; one query."""
    pks = [media_file.pk for media_file in media_files]
    pictured: dict[int, list[tuple[int, str]]] = defaultdict(list)
    files = MediaFile.objects.filter(pk__in=pks, pictured_authors__isnull=False)
    rows = files.values_list("pk", "pictured_authors", "pictured_authors__name")
    for media_file, author, name in rows.order_by("pictured_authors"):
        pictured[media_file].append((author, name))
    return pictured


def is_used() -> Q:
    """Return the condition that some article or author uses a file."""
    shown = MediaFile.posts.through._default_manager.filter(mediafile=OuterRef("pk"))
    covering = MediaFile.covered_posts.rel.related_model._default_manager.filter(
        cover=OuterRef("pk")
    )
    pictured = MediaFile.pictured_authors.rel.related_model._default_manager.filter(
        avatar=OuterRef("pk")
    )
    return Q(Exists(shown)) | Q(Exists(covering)) | Q(Exists(pictured))
