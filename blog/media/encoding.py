"""Opening a picture that somebody sent, and encoding it anew.

What is stored is made here from the decoded pixels: no metadata (Exif with its places, XMP,
comments, thumbnails), nothing that rode along behind the picture's end. The turn that Exif asks
for is applied first and colours are brought to sRGB. Quality stays: a JPEG keeps its tables, a
lossless WebP stays lossless. Animations keep their frames (`blog.media.containers`).
"""

import io
import itertools
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop
from PIL import Image, ImageOps, JpegImagePlugin, UnidentifiedImageError

from blog.media import limits
from blog.media.colours import in_srgb
from blog.media.containers import bare_gif, bare_png, bare_webp, webp_chunks
from blog.media.copies import Copy, copies_of
from blog.media.refusals import RefusedUpload, TooLarge

# A phone's JPEG with further pictures behind the first; a browser shows the first.
_SHOWN_AS = {"MPO": "JPEG"}
# What Pillow's readers raise for a file that is not as it should be.
_UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, RuntimeError, EOFError, LookupError, struct.error,
    zlib.error,
)  # fmt: skip
_BARE = {"PNG": bare_png, "WEBP": bare_webp, "GIF": bare_gif}
_JPEG_WITHOUT_TABLES = {"quality": 90}
_AVIF = {"quality": 85, "speed": 8}
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs"}

EMPTY = gettext_noop("%(name)s is empty.")
TOO_MANY_BYTES = gettext_noop("%(name)s is %(size)s MB large; a file has at most %(limit)s MB.")
TOO_MANY_PIXELS = gettext_noop(
    "%(name)s has too many pixels; a picture has at most %(limit)s million. "
    "Make it smaller and upload it again."
)
TOO_MANY_PIXELS_COUNTED = gettext_noop(
    "%(name)s has %(width)s×%(height)s pixels; a picture has at most %(limit)s million. "
    "Make it smaller and upload it again."
)
TOO_LONG = gettext_noop(
    "%(name)s is too long an animation; it has at most %(frames)s frames and "
    "%(limit)s million pixels in all. A video on a video site shows more."
)
NO_PICTURE = gettext_noop(
    "%(name)s is not a picture: whatever its name says, its content cannot be read as JPEG, PNG, "
    "WebP, AVIF or GIF."
)
SVG = gettext_noop(
    "%(name)s is an SVG, which can carry scripts that would run in a reader's browser, so it is "
    "not stored. Export it as PNG or WebP and upload that."
)
HEIC = gettext_noop(
    "%(name)s is a HEIC picture, which most browsers do not show. Save it as JPEG and upload that."
)
ANIMATED_AVIF = gettext_noop(
    "%(name)s is an animated AVIF, which is not stored. Save it as WebP or GIF and upload that."
)
BROKEN = gettext_noop("%(name)s is a broken or incomplete picture (%(reason)s).")


class NoPicture(RefusedUpload):
    """A file that is no picture of a known format."""


@dataclass(frozen=True, slots=True)
class StorableFile:
    """A file as it may be stored; width and height are pixels, None for what is no picture."""

    content: bytes
    ending: str
    width: int | None = None
    height: int | None = None
    copies: tuple[Copy, ...] = ()


def check_size(name: str, size: int) -> None:
    """Raise RefusedUpload for a file of no bytes, TooLarge for one of too many."""
    if not size:
        raise RefusedUpload(EMPTY, name=name)
    if size > limits.LARGEST_FILE:
        raise TooLarge(
            TOO_MANY_BYTES, name=name, size=megabytes(size), limit=megabytes(limits.LARGEST_FILE)
        )


def encode(name: str, content: bytes) -> StorableFile:
    """Return the picture as it may be stored, with its smaller copies.

    Args:
        name: what the file is called; for messages only.
        content: the file's bytes.

    Raises:
        RefusedUpload: it is no picture of a known format, broken, or too large.
    """
    check_size(name, len(content))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=list(limits.PICTURE_ENDINGS)) as image:
                return _encoded(name, content, image)
    except RefusedUpload:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedUpload(TOO_MANY_PIXELS, name=name, limit=_MILLIONS) from error
    except UnidentifiedImageError as error:
        raise NoPicture(_what_it_is(name, content), name=name) from error
    except _UNREADABLE as error:
        raise RefusedUpload(BROKEN, name=name, reason=str(error)) from error


_MILLIONS = limits.LARGEST_PICTURE // 1_000_000


def _encoded(name: str, content: bytes, image: Image.Image) -> StorableFile:
    format_name = _SHOWN_AS.get(image.format or "", image.format or "")
    ending = limits.PICTURE_ENDINGS[format_name]
    width, height = image.size
    if width * height > limits.LARGEST_PICTURE:
        raise RefusedUpload(
            TOO_MANY_PIXELS_COUNTED, name=name, width=width, height=height, limit=_MILLIONS
        )
    if image.format != "MPO" and getattr(image, "is_animated", False):
        if format_name == "AVIF":
            raise RefusedUpload(ANIMATED_AVIF, name=name)
        _decode_frames(name, image)
        return StorableFile(_BARE[format_name](content), ending, width, height)
    # Opening reads the header only; the rest may be missing or broken.
    image.load()
    options = _options(format_name, content, image)
    picture = ImageOps.exif_transpose(image)
    picture, profile = in_srgb(picture)
    if format_name == "GIF":
        stored = bare_gif(content)
    else:
        stored = _saved(picture, format_name, profile, options)
    copies = copies_of(picture, profile, sharp=format_name == "PNG", lighter_than=len(stored))
    return StorableFile(stored, ending, *picture.size, copies)


def _decode_frames(name: str, image: Image.Image) -> None:
    """Decode every frame, for the last may be broken as well as the first."""
    pixels = 0
    for number in itertools.count():
        try:
            image.seek(number)
        except EOFError:
            return
        frame = image.width * image.height  # a GIF's frame may reach beyond the first
        pixels += frame
        if (
            number >= limits.MOST_FRAMES
            or frame > limits.LARGEST_PICTURE
            or pixels > limits.LARGEST_ANIMATION
        ):
            raise RefusedUpload(
                TOO_LONG,
                name=name,
                frames=limits.MOST_FRAMES,
                limit=limits.LARGEST_ANIMATION // 1_000_000,
            )
        image.load()


def _options(format_name: str, content: bytes, image: Image.Image) -> dict[str, Any]:
    """Return how to save the picture so that it looks as it does."""
    if format_name == "JPEG":
        tables = getattr(image, "quantization", None)
        if image.mode == "CMYK" or not tables:
            return {"progressive": True, **_JPEG_WITHOUT_TABLES}
        sampling = JpegImagePlugin.get_sampling(image) if image.mode == "RGB" else -1
        return {"progressive": True, "qtables": tables, "subsampling": sampling}
    if format_name == "WEBP":
        if any(kind == b"VP8L" for kind, _data in webp_chunks(content)):
            return {"lossless": True, "exact": True}
        return {"quality": 90}
    return _AVIF if format_name == "AVIF" else {}


def _saved(
    picture: Image.Image, format_name: str, profile: bytes | None, options: dict[str, Any]
) -> bytes:
    if format_name == "JPEG" and picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGB")
    # Savers look here for what they were not told: profiles, comments, thumbnails.
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None else {"transparency": transparency}
    file = io.BytesIO()
    picture.save(file, format_name, icc_profile=profile, **options)
    return file.getvalue()


def _what_it_is(name: str, content: bytes) -> str:
    """Return the template that says what to do with a file that is no picture."""
    beginning = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    says_svg = limits.ending_of(name) in {"svg", "svgz"}
    if says_svg or beginning.startswith(b"<svg") or b"<svg" in beginning.partition(b"<?xml")[2]:
        return SVG
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    return NO_PICTURE


def megabytes(size: int) -> str:
    """Return a number of bytes in MB, for messages."""
    return f"{size / 1024**2:.1f}".removesuffix(".0")
