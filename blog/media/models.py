"""Pictures that articles show, stored once by content."""

import hashlib
import io
import struct
import warnings

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, UnidentifiedImageError

# Pillow's format → the ending of the stored file. What is not here cannot be served safely as a
# picture: an SVG can carry scripts.
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
# A phone's JPEG with further pictures behind the first; a browser shows the first.
_SHOWN_AS = {"MPO": "JPEG"}
_LYING = {5, 6, 7, 8}  # Exif orientations that a browser shows turned by a quarter
# What Pillow's readers raise for a file that is not as it should be.
_UNREADABLE = (OSError, SyntaxError, ValueError, RuntimeError, EOFError, LookupError, struct.error)
LARGEST_FILE = 20 * 1024 * 1024  # bytes
LARGEST_PICTURE = 50_000_000  # pixels; more is a decompression bomb or a poster


class RefusedUpload(ValueError):  # noqa: N818  # a refusal is an answer, not a fault
    """A file that is not stored; the message says why."""


class MediaFileQuerySet(models.QuerySet["MediaFile"]):
    def store(self, name: str, content: bytes) -> "MediaFile":
        """Store a picture unless the same bytes are stored already.

        Args:
            name: the file's name where it came from; kept to be found by, never used as a path.
            content: the file's bytes.

        Returns:
            The stored file's row.

        Raises:
            RefusedUpload: it is no picture of a known format, or too large.
        """
        digest = hashlib.sha256(content).hexdigest()
        stored = self.filter(sha256=digest).first()
        if stored is None:
            format_name, width, height = _inspected(name, content)
            path = f"{digest[:2]}/{digest[2:34]}.{ENDINGS[format_name]}"
            stored, _created = self.get_or_create(
                sha256=digest,
                defaults={
                    "path": path,
                    "original_name": _storable(name),
                    "width": width,
                    "height": height,
                    "size": len(content),
                },
            )
        stored._keep(content)
        return stored


class MediaFile(models.Model):
    """One stored picture. Its path is made from its content, so that it never changes."""

    sha256 = models.CharField(_("SHA-256"), max_length=64, unique=True, editable=False)
    path = models.CharField(_("path"), max_length=100, unique=True, editable=False)
    original_name = models.CharField(_("original name"), max_length=200)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    size = models.PositiveIntegerField(_("bytes"), editable=False)
    created_at = models.DateTimeField(_("stored"), auto_now_add=True)

    objects = MediaFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("media file")
        verbose_name_plural = _("media files")

    def __str__(self) -> str:
        return self.original_name

    @property
    def url(self) -> str:
        """The picture's address on this site."""
        return default_storage.url(self.path)

    def _keep(self, content: bytes) -> None:
        if default_storage.exists(self.path):
            if default_storage.size(self.path) == len(content):
                return
            default_storage.delete(self.path)  # half of it, from an interrupted run
        default_storage.save(self.path, ContentFile(content))


def _storable(name: str) -> str:
    # A file name may be bytes of any kind; a column holds UTF-8 without NUL.
    return name.encode("utf-8", "replace").decode().replace("\0", "")[-200:]


def _inspected(name: str, content: bytes) -> tuple[str, int, int]:
    if len(content) > LARGEST_FILE:
        raise RefusedUpload(
            f"{name} has {len(content):,} bytes; at most {LARGEST_FILE:,} are stored."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=list(ENDINGS)) as image:
                width, height = image.size
                if width * height > LARGEST_PICTURE:
                    raise RefusedUpload(
                        f"{name} has {width}×{height} pixels; "
                        f"at most {LARGEST_PICTURE:,} are stored."
                    )
                # Opening reads the header only; the rest may be missing or broken.
                image.load()
                format_name = image.format or ""
                turned = image.getexif().get(ExifTags.Base.Orientation) in _LYING
    except RefusedUpload:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedUpload(
            f"{name} has too many pixels; at most {LARGEST_PICTURE:,} are stored."
        ) from error
    except UnidentifiedImageError as error:
        raise RefusedUpload(
            f"{name} is not a picture that can be read as JPEG, PNG, WebP, GIF or AVIF."
        ) from error
    except _UNREADABLE as error:
        raise RefusedUpload(f"{name} is a broken or incomplete picture ({error}).") from error
    if turned:
        width, height = height, width
    return _SHOWN_AS.get(format_name, format_name), width, height
