"""What is stored: how large it may be, and which formats."""

from typing import Final, TypedDict

LARGEST_FILE: Final = 20 * 1024 * 1024
"""Bytes of one file."""

LARGEST_REQUEST: Final = 100 * 1024 * 1024
"""Bytes of files in one request; reading stops there."""

LARGEST_PICTURE: Final = 50_000_000
"""Pixels; more is a decompression bomb or a poster."""

LARGEST_ANIMATION: Final = 250_000_000
"""Pixels of all frames together."""

MOST_FRAMES: Final = 2000

PICTURE_ENDINGS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif"}
"""Pillow's format → the ending of the stored file."""

PICTURE_TYPES: Final = {ending: f"image/{name.lower()}" for name, ending in PICTURE_ENDINGS.items()}
"""Ending of a stored picture → its media type."""

ATTACHMENT_TYPES: Final = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
    "ipynb": "application/x-ipynb+json",
    "bib": "application/x-bibtex; charset=utf-8",
}
"""Ending of a file that is handed out for download → its media type."""

COPY_WIDTHS: Final = (480, 800, 1200, 1600)
"""Pixels; how wide the smaller copies of a picture are."""

LIGHTEST_WITH_COPIES: Final = 30_000
"""Bytes; a lighter picture is sent whole to everybody."""


class UploadLimits(TypedDict):
    """What a page must know before it sends a file.

    `bytes` is the largest size of one file, `accept` what a file chooser offers, as the attribute
    of that name lists it.
    """

    bytes: int
    accept: str


def upload_limits() -> UploadLimits:
    """Return the limits of an upload as a page needs them."""
    offered = [*PICTURE_TYPES.values(), *(f".{ending}" for ending in ATTACHMENT_TYPES)]
    return {"bytes": LARGEST_FILE, "accept": ",".join(offered)}


def ending_of(name: str) -> str:
    """Return what follows the last full stop of a file's name, in lower case, or ``""``."""
    return name.rpartition(".")[2].lower() if "." in name else ""
