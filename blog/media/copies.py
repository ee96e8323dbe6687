"""Smaller copies of a picture, for a browser to choose from by the width it shows."""

import io
from dataclasses import dataclass

from PIL import Image

from blog.media.limits import COPY_WIDTHS, LIGHTEST_WITH_COPIES

COPY_ENDING = "webp"
_QUALITY = 80
_SHARP_QUALITY = 90  # for drawings and screenshots, where blurred edges show


@dataclass(frozen=True, slots=True)
class Copy:
    """A smaller copy: its width in pixels, and its bytes as WebP."""

    width: int
    content: bytes


def copies_of(
    picture: Image.Image, profile: bytes | None, *, sharp: bool, lighter_than: int
) -> tuple[Copy, ...]:
    """Return the copies of a still picture, narrowest first.

    Args:
        picture: decoded and upright.
        profile: the colour profile that goes with it, if it is not in sRGB.
        sharp: whether it is more likely drawn than photographed.
        lighter_than: bytes of the original; a copy as heavy as that is left out.
    """
    if lighter_than < LIGHTEST_WITH_COPIES:
        return ()
    copies = []
    shown = _plain(picture)
    for width in sorted((one for one in COPY_WIDTHS if one < picture.width), reverse=True):
        # From the last one, not from the original: as good to the eye and much faster.
        height = max(1, round(picture.height * width / picture.width))
        shown = shown.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
        file = io.BytesIO()
        quality = _SHARP_QUALITY if sharp else _QUALITY
        shown.save(file, "WEBP", quality=quality, icc_profile=profile)
        if file.tell() < lighter_than:
            copies.append(Copy(width, file.getvalue()))
    return tuple(reversed(copies))


def _plain(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode that can be scaled smoothly."""
    if picture.mode == "I;16":
        # Grey in 16 bits, the lower byte first: the upper one is what a screen shows.
        return Image.frombytes("L", picture.size, picture.tobytes()[1::2]).convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
