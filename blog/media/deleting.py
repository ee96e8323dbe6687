"""Deleting files that no article uses, with all that lies in the storage."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from blog.media.models import MediaFile
from blog.media.usage import posts_using


def delete_unused(media_files: Iterable[MediaFile]) -> list[MediaFile]:
    """Delete the files that no article uses.

    The files leave the storage when the transaction has succeeded, so that a failure loses none.

    Returns:
        Those that were kept because an article uses them.
    """
    with transaction.atomic():
        # Locked, so that no article can begin to use one between the question and the answer.
        locked = list(
            MediaFile.objects.select_for_update()
            .filter(pk__in=[media_file.pk for media_file in media_files])
            .order_by("pk")
        )
        used = posts_using(locked)
        unused = [media_file for media_file in locked if not used.get(media_file.pk)]
        MediaFile.objects.filter(pk__in=[media_file.pk for media_file in unused]).delete()
        paths = {media_file.path: media_file.stored_paths() for media_file in unused}
        transaction.on_commit(lambda: _remove(paths), robust=True)
    return [media_file for media_file in locked if used.get(media_file.pk)]


def _remove(paths: dict[str, list[str]]) -> None:
    # Somebody may have uploaded the same picture again meanwhile.
    back = set(MediaFile.objects.filter(path__in=paths).values_list("path", flat=True))
    for path, stored in paths.items():
        if path not in back:
            for one in stored:
                default_storage.delete(one)
