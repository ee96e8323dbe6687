"""Rewriting an animation's container with nothing but what shows it.

Encoding an animation anew would cost colours and much time, so its frames stay as they were
encoded. Their files are made of blocks, and only blocks that are known to be needed are taken
over: metadata, comments, thumbnails and whatever somebody put behind the end are left out.

Formats: GIF89a (W3C, 1990); PNG, third edition (W3C, 2025), which includes animation; WebP
(RFC 9649). Each function takes a file that Pillow could decode, and raises ValueError when its
blocks do not add up.
"""

import struct
from collections.abc import Iterator

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT",
    b"sRGB", b"gAMA", b"cHRM", b"iCCP",
}  # fmt: skip

_WEBP_KEPT = {b"VP8X", b"ICCP", b"ANIM", b"ANMF"}
_WEBP_FRAME_KEPT = {b"ALPH", b"VP8 ", b"VP8L"}
_WEBP_METADATA = 0b1100  # the flags of VP8X that announce Exif and XMP
_WEBP_FRAME_HEADER = 16  # bytes of ANMF before its chunks

_GIF_EXTENSION, _GIF_IMAGE, _GIF_TRAILER = 0x21, 0x2C, 0x3B
_GIF_TIMING, _GIF_APPLICATION = 0xF9, 0xFF
_GIF_LOOPS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}


def bare_png(content: bytes) -> bytes:
    """Return the PNG with the chunks of its frames and colours only."""
    kept = [_PNG_SIGNATURE]
    place = len(_PNG_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        if place + 12 > len(content):
            raise ValueError("a chunk is missing")
        length, kind = struct.unpack_from(">I4s", content, place)
        end = place + 12 + length
        if end > len(content):
            raise ValueError("a chunk is cut off")
        if kind in _PNG_KEPT:
            kept.append(content[place:end])
        place = end
    return b"".join(kept)


def bare_webp(content: bytes) -> bytes:
    """Return the animated WebP with its frames and colour profile only."""
    kept = [
        _riff_chunk(kind, _bare_webp_data(kind, data))
        for kind, data in webp_chunks(content)
        if kind in _WEBP_KEPT
    ]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _bare_webp_data(kind: bytes, data: bytes) -> bytes:
    if kind == b"VP8X":
        return bytes([data[0] & ~_WEBP_METADATA]) + data[1:]
    if kind == b"ANMF":
        header, inner = data[:_WEBP_FRAME_HEADER], data[_WEBP_FRAME_HEADER:]
        return header + b"".join(
            _riff_chunk(*chunk) for chunk in _riff(inner) if chunk[0] in _WEBP_FRAME_KEPT
        )
    return data


def webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the data of each chunk of a WebP file."""
    (length,) = struct.unpack_from("<I", content, 4)
    return _riff(content[12 : 8 + length])


def _riff(chunks: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(chunks):
        kind, length = struct.unpack_from("<4sI", chunks, place)
        data = chunks[place + 8 : place + 8 + length]
        if len(data) < max(length, 1):
            raise ValueError("a chunk is cut off")
        yield kind, data
        place += 8 + length + length % 2


def _riff_chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def bare_gif(content: bytes) -> bytes:
    """Return the GIF with its frames, their timing and how often they repeat."""
    place = 13 + _gif_colours(content[10])
    kept = [content[:place]]
    while place < len(content) and content[place] != _GIF_TRAILER:
        start = place
        if content[place] == _GIF_IMAGE:
            place += 10
            place = _gif_sub_blocks_end(content, place + _gif_colours(content[place - 1]) + 1)
            kept.append(content[start:place])
        elif content[place] == _GIF_EXTENSION:
            label, name = content[place + 1], content[place + 3 : place + 14]
            place = _gif_sub_blocks_end(content, place + 2)
            if label == _GIF_TIMING or (label == _GIF_APPLICATION and name in _GIF_LOOPS):
                kept.append(content[start:place])
        else:
            raise ValueError("a block of an unknown kind")
    return b"".join(kept) + bytes([_GIF_TRAILER])


def _gif_colours(flags: int) -> int:
    """Return the bytes of the table of colours that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _gif_sub_blocks_end(content: bytes, place: int) -> int:
    while place < len(content) and content[place]:
        place += 1 + content[place]
    if place >= len(content):
        raise ValueError("a block is cut off")
    return place + 1
