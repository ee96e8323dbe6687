"""Deleting files that nothing uses, with all that lies in the storage."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db import transaction

from blog.media.models import MediaFile
from blog.media.usage import authors_using, posts_using


def delete_unused(media_files: Iterable[MediaFile]) -> list[MediaFile]:
    """Delete the files that no article and no author uses.

    The files leave the storage when the transaction has succeeded, so that a failure loses none.

    Returns:
        Those that were kept because they are used.
    """
    with transaction.atomic():
        # Locked, so that nothing can begin to use one between the question and the answer.
        locked = list(
            MediaFile.objects.select_for_update()
            .filter(pk__in=[media_file.pk for media_file in media_files])
            .order_by("pk")
        )
        used = posts_using(locked).keys() | authors_using(locked).keys()
        unused = [media_file for media_file in locked if media_file.pk not in used]
        MediaFile.objects.filter(pk__in=[media_file.pk for media_file in unused]).delete()
        paths = {media_file.path: media_file.stored_paths() for media_file in unused}
        transaction.on_commit(lambda: _remove(paths), robust=True)
    return [media_file for media_file in locked if media_file.pk in used]


def _remove(paths: dict[str, list[str]]) -> None:
    # Somebody may have uploaded the same picture again meanwhile.
    back = set(MediaFile.objects.filter(path__in=paths).values_list("path", flat=True))
    for path, stored in paths.items():
        if path not in back:
            for one in stored:
                default_storage.delete(one)
