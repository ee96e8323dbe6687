"""Colour profiles: pictures are stored in sRGB, which every screen is told to expect."""

import io

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_CONVERTED = {"RGB": "RGB", "RGBA": "RGBA", "CMYK": "RGB"}


def in_srgb(picture: Image.Image) -> tuple[Image.Image, bytes | None]:
    """Return the picture in sRGB.

    Returns:
        The picture, and the profile (ICC.1:2022) that must go with it because its colours could
        not be converted; None for one that needs none.
    """
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture, None
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own):
            return picture, None
        if picture.mode not in _CONVERTED:
            return picture, profile
        converted = ImageCms.profileToProfile(
            picture, own, _SRGB, outputMode=_CONVERTED[picture.mode]
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        # For another kind of picture than this one, or none at all.
        return picture, None if picture.mode == "CMYK" else profile
    return converted or picture, None
