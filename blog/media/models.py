"""Pictures that articles show and files that they hand out, stored once by content."""

import hashlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from blog.media.attachments import attachment
from blog.media.copies import COPY_ENDING
from blog.media.encoding import StorableFile, encode
from blog.media.refusals import RefusedUpload

if TYPE_CHECKING:
    from accounts.models import User

__all__ = ["MediaFile", "MediaFileQuerySet", "RefusedUpload"]

LONGEST_NAME = 200  # characters


class MediaFileQuerySet(models.QuerySet["MediaFile"]):
    def store(self, name: str, content: bytes, *, by: "User | None" = None) -> "MediaFile":
        """Store a picture unless the same one is stored already.

        Args:
            name: the file's name where it came from; kept to be found by, never used as a path.
            content: the file's bytes.
            by: who sent it, None for a command.

        Returns:
            The stored picture's row.

        Raises:
            RefusedUpload: it is no picture of a known format, or too large.
        """
        return self._store(MediaFile.Kind.PICTURE, encode, name, content, by)

    def store_attachment(
        self, name: str, content: bytes, *, by: "User | None" = None
    ) -> "MediaFile":
        """Store a file for download, as `store` does a picture.

        Raises:
            RefusedUpload: it is of no kind that is stored, or not what its name says.
        """
        return self._store(MediaFile.Kind.ATTACHMENT, attachment, name, content, by)

    def _store(
        self,
        kind: str,
        prepare: Callable[[str, bytes], StorableFile],
        name: str,
        content: bytes,
        by: "User | None",
    ) -> "MediaFile":
        digest = hashlib.sha256(content).hexdigest()
        known = self._made_of(digest)
        if known and known.is_intact():
            return known
        file = prepare(name, content)
        stored_digest = hashlib.sha256(file.content).hexdigest()
        known = known or self._made_of(digest, stored_digest)
        if known:
            known.restore(file)
            return known
        new = MediaFile(
            kind=kind,
            sha256=stored_digest,
            original_sha256=digest,
            path=f"{stored_digest[:2]}/{stored_digest[2:34]}.{file.ending}",
            original_name=_storable(name),
            width=file.width,
            height=file.height,
            uploaded_by=by,
        )
        # The files first: a row never stands for less than it says.
        new.write(file)
        self.bulk_create([new], ignore_conflicts=True)
        # Another request may have been faster with the same picture; its row is as good.
        return self.filter(models.Q(sha256=stored_digest) | models.Q(original_sha256=digest))[0]

    def _made_of(self, *digests: str) -> "MediaFile | None":
        made_of = models.Q(original_sha256__in=digests) | models.Q(sha256__in=digests)
        return self.filter(made_of).order_by("pk").first()


class MediaFile(models.Model):
    """One stored file. Its path is made from its content when it is stored, and never changes.

    A picture's copies lie beside it, their width in their names.
    """

    class Kind(models.TextChoices):
        PICTURE = "picture", _("picture")
        ATTACHMENT = "file", _("file")

    kind = models.CharField(
        _("kind"), max_length=10, choices=Kind, default=Kind.PICTURE, editable=False
    )
    sha256 = models.CharField(
        _("SHA-256"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("Of the bytes that were stored first; the path is made from it."),
    )
    original_sha256 = models.CharField(
        _("SHA-256 of the original"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("Of the bytes that were sent, by which the same file is known again."),
    )
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    original_name = models.CharField(_("original name"), max_length=LONGEST_NAME)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_(
            "What the picture shows, for those who do not see it. Proposed when the same picture "
            "is put into an article again."
        ),
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    copies = models.JSONField(
        _("smaller copies"),
        default=list,
        editable=False,
        help_text=_("Width in pixels and bytes of each."),
    )
    created_at = models.DateTimeField(_("stored"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        related_name="+",
        null=True,
        editable=False,
    )

    objects = MediaFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("media file")
        verbose_name_plural = _("media files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="file", width__isnull=True, height__isnull=True)
                | models.Q(kind="picture", width__isnull=False, height__isnull=False),
                name="mediafile_picture_has_size",
            ),
        ]
        indexes = [
            # The admin's list
            models.Index(fields=["-created_at", "-id"], name="mediafile_newest"),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def url(self) -> str:
        """The file's address on this site."""
        return default_storage.url(self.path)

    @property
    def is_picture(self) -> bool:
        return self.kind == self.Kind.PICTURE

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Return the address and the width in pixels of each smaller copy, narrowest first."""
        return tuple((default_storage.url(self._copy_path(w)), w) for w, _bytes in self.copies)

    @property
    def thumbnail_url(self) -> str:
        """The address of the lightest picture of it."""
        sources = self.sources()
        return sources[0][0] if sources else self.url

    # What lies in the storage

    def is_intact(self) -> bool:
        """Whether each of its files is there, with as many bytes as were written."""
        return all(
            default_storage.exists(path) and default_storage.size(path) == size
            for path, size in self._files()
        )

    def write(self, file: StorableFile) -> None:
        """Put `file` and its copies into the storage, and note what is there. Not saved."""
        self.size = len(file.content)
        self.copies = [[copy.width, len(copy.content)] for copy in file.copies]
        _put(self.path, file.content)
        for copy in file.copies:
            _put(self._copy_path(copy.width), copy.content)

    def restore(self, file: StorableFile) -> None:
        """Write again what was lost or only half written; save what is known of it."""
        self.write(file)
        self.save(update_fields=["size", "copies"])

    def stored_paths(self) -> list[str]:
        """Return the names of its files in the storage."""
        return [path for path, _size in self._files()]

    def _files(self) -> Iterator[tuple[str, int]]:
        yield self.path, self.size
        for width, size in self.copies:
            yield self._copy_path(width), size

    def _copy_path(self, width: int) -> str:
        return f"{self.path.rpartition('.')[0]}-{width}.{COPY_ENDING}"


def _put(path: str, content: bytes) -> None:
    if default_storage.exists(path):
        if default_storage.size(path) == len(content):
            return
        default_storage.delete(path)  # half of it, from an interrupted run
    written = default_storage.save(path, ContentFile(content))
    if written != path:
        # Another process wrote the same just now, and this became a second one.
        default_storage.delete(written)


def _storable(name: str) -> str:
    # A file name may be bytes of any kind; a column holds UTF-8 without NUL.
    return name.encode("utf-8", "replace").decode().replace("\0", "")[-LONGEST_NAME:]
