"""Pictures made for the tests."""

import io
import struct
import zlib
from typing import Any

from PIL import Image


def picture(format_name: str = "PNG", size: tuple[int, int] = (30, 20), **options: Any) -> bytes:
    """The bytes of a small picture with enough detail to have something to truncate."""
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, format_name, **options)
    return file.getvalue()


def photograph(format_name: str = "JPEG", size: tuple[int, int] = (2000, 1500), **options) -> bytes:
    """The bytes of a picture heavy enough to be worth smaller copies."""
    grain = Image.effect_noise((size[0] // 4, size[1] // 4), 50).resize(size)
    file = io.BytesIO()
    Image.merge("RGB", [grain, grain.transpose(Image.Transpose.ROTATE_180), grain]).save(
        file, format_name, **options
    )
    return file.getvalue()


def animation(format_name: str, frames: int = 3, size: tuple[int, int] = (30, 20)) -> bytes:
    """The bytes of an animation of frames of one colour each, red to blue."""
    shades = [round(255 * number / max(1, frames - 1)) for number in range(frames)]
    first, *others = [Image.new("RGB", size, (255 - shade, 20, shade)) for shade in shades]
    file = io.BytesIO()
    first.save(file, format_name, save_all=True, append_images=others, duration=70, loop=0)
    return file.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A small PNG whose header announces a picture of any size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        png_chunk(kind, data)
        for kind, data in [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def opened(content: bytes) -> Image.Image:
    """The decoded picture."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image
