"""Encoding anew: nothing but the picture is left, and it looks as before."""

import io
import struct

import pytest
from PIL import ExifTags, Image, ImageChops, ImageCms, ImageStat, PngImagePlugin

from blog.media import limits
from blog.media.encoding import encode
from blog.media.refusals import RefusedUpload, TooLarge
from tests.media.pictures import (
    animation,
    opened,
    photograph,
    picture,
    png_chunk,
    png_that_claims,
)

SECRET = b"48.8584 N 2.2945 E"


def exif(orientation=1):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.ImageDescription] = SECRET.decode()
    return tags


def difference(one, other):
    return max(ImageStat.Stat(ImageChops.difference(one.convert("RGB"), other.convert("RGB"))).mean)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_metadata_are_gone(format_name):
    xmp = b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    content = picture(format_name, exif=exif(), **({} if format_name == "PNG" else {"xmp": xmp}))
    assert SECRET in content
    stored = encode("a", content).content
    assert SECRET not in stored
    image = opened(stored)
    assert not image.getexif()
    assert not {"exif", "xmp", "comment"} & image.info.keys()


def test_comments_are_gone():
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    for content in [
        picture("PNG", pnginfo=text),
        picture("JPEG", comment=SECRET),
        picture("GIF", comment=SECRET),
    ]:
        assert SECRET in content
        assert SECRET not in encode("a", content).content


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_what_rides_behind_the_end_is_gone(format_name):
    stored = encode("a", picture(format_name) + b"<script>alert(1)</script>").content
    assert b"script" not in stored
    assert opened(stored).size == (30, 20)


@pytest.mark.parametrize("format_name", ["GIF", "PNG", "WEBP"])
def test_an_animation_keeps_its_frames_and_loses_the_rest(format_name):
    content = animation(format_name)
    if format_name == "PNG":
        content = content[:33] + png_chunk(b"tEXt", b"Comment\0" + SECRET) + content[33:]
    elif format_name == "GIF":
        comment = b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0"
        content = content[:-1] + comment + b"\x3b"
    else:
        content += b"EXIF" + struct.pack("<I", len(SECRET)) + SECRET
        content = content[:4] + struct.pack("<I", len(content) - 8) + content[8:]
        flags = content.index(b"VP8X") + 8
        content = content[:flags] + bytes([content[flags] | 8]) + content[flags + 1 :]
    assert SECRET in content
    before, encoded = opened(content), encode("a", content + b"<script>")
    after = opened(encoded.content)
    assert SECRET not in encoded.content
    assert b"script" not in encoded.content
    assert encoded.copies == ()
    assert (encoded.width, encoded.height) == (30, 20)
    assert after.n_frames == 3
    assert after.info.get("loop") == 0
    for number in range(3):
        before.seek(number)
        after.seek(number)
        assert difference(before, after) == 0
        assert after.info["duration"] == 70


def test_an_animation_without_its_last_byte_is_taken():
    assert opened(encode("a.gif", animation("GIF")[:-1]).content).n_frames == 3


@pytest.mark.parametrize("format_name", ["GIF", "PNG", "WEBP"])
def test_an_animation_cut_off_in_its_last_frame_is_refused(format_name):
    content = animation(format_name, frames=4, size=(300, 200))
    with pytest.raises(RefusedUpload, match="broken or incomplete"):
        encode("a", content[: int(len(content) * 0.85)])


@pytest.mark.parametrize("format_name", ["GIF", "PNG", "WEBP"])
def test_an_animation_of_too_many_frames_or_pixels_is_refused(format_name, monkeypatch):
    content = animation(format_name, frames=5)
    monkeypatch.setattr(limits, "MOST_FRAMES", 5)
    encode("a", content)
    monkeypatch.setattr(limits, "MOST_FRAMES", 4)
    with pytest.raises(RefusedUpload, match="at most 4 frames"):
        encode("a", content)
    monkeypatch.setattr(limits, "MOST_FRAMES", 5)
    monkeypatch.setattr(limits, "LARGEST_ANIMATION", 30 * 20 * 5 - 1)
    with pytest.raises(RefusedUpload, match="too long an animation"):
        encode("a", content)


def test_an_animated_avif_is_refused_with_a_way_out():
    with pytest.raises(RefusedUpload, match=r"animated AVIF.*WebP or GIF"):
        encode("a.avif", animation("AVIF"))


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "corner"), [(1, (0, 0)), (3, (1, 1)), (6, (1, 0)), (8, (0, 1))]
)
def test_the_turn_that_a_camera_noted_is_applied(format_name, orientation, corner):
    image = Image.new("RGB", (60, 40), "white")
    image.paste("black", (0, 0, 16, 16))
    file = io.BytesIO()
    image.save(file, format_name, exif=exif(orientation))
    encoded = encode("a", file.getvalue())
    upright = opened(encoded.content).convert("L")
    assert upright.size == (encoded.width, encoded.height)
    assert upright.size == ((40, 60) if orientation in {6, 8} else (60, 40))
    shown = corner[0] * (upright.width - 9) + 4, corner[1] * (upright.height - 9) + 4
    assert upright.getpixel(shown) < 60


@pytest.mark.parametrize("quality", [50, 95])
@pytest.mark.parametrize("subsampling", [0, 2])
def test_a_jpeg_keeps_its_quality(quality, subsampling):
    content = photograph(size=(400, 300), quality=quality, subsampling=subsampling)
    encoded = encode("a.jpg", content).content
    assert opened(encoded).quantization == opened(content).quantization
    assert difference(opened(content).convert("L"), opened(encoded).convert("L")) < 1.5
    assert len(encoded) < 1.1 * len(content)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_looks_exactly_as_before(mode):
    image = Image.linear_gradient("L").resize((40, 30))
    if mode == "I;16":
        image = image.convert("I").point(lambda value: value * 257).convert("I;16")
    else:
        image = image.convert(mode)
    file = io.BytesIO()
    image.save(file, "PNG")
    stored = opened(encode("a.png", file.getvalue()).content)
    assert stored.mode == mode
    assert stored.tobytes() == image.tobytes()


def test_a_colour_that_means_transparent_still_does():
    file = io.BytesIO()
    image = Image.new("RGB", (20, 20), (1, 2, 3))
    image.save(file, "PNG", transparency=(1, 2, 3))
    stored = opened(encode("a.png", file.getvalue()).content)
    assert stored.convert("RGBA").getpixel((0, 0))[3] == 0


def test_a_lossless_webp_stays_lossless():
    content = photograph("WEBP", (200, 150), lossless=True)
    stored = encode("a.webp", content).content
    assert difference(opened(content), opened(stored)) == 0
    lossy = photograph("WEBP", (200, 150), quality=60)
    assert len(encode("a.webp", lossy).content) < len(stored)


def test_a_printers_colours_become_a_screens():
    file = io.BytesIO()
    Image.new("CMYK", (20, 20), (0, 255, 255, 0)).save(file, "JPEG")
    stored = opened(encode("a.jpg", file.getvalue()).content)
    assert stored.mode == "RGB"
    red, green, blue = stored.getpixel((10, 10))
    assert red > 200
    assert green < 60
    assert blue < 60


def profile_with_red_and_blue_exchanged():
    """A profile whose red is the blue of sRGB: its tag table (ICC.1) names them the other way."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exchanged = srgb.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    return exchanged.replace("sRGB".encode("utf-16-be"), "else".encode("utf-16-be"))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_other_colours_become_srgb(mode):
    file = io.BytesIO()
    image = Image.new(mode, (20, 20), "red")
    image.save(file, "PNG", icc_profile=profile_with_red_and_blue_exchanged())
    stored = opened(encode("a.png", file.getvalue()).content)
    assert "icc_profile" not in stored.info
    assert stored.mode == mode
    assert difference(stored, Image.new("RGB", (20, 20), "blue")) < 3


def test_srgb_itself_changes_nothing():
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    stored = opened(encode("a.png", picture("PNG", icc_profile=srgb)).content)
    assert "icc_profile" not in stored.info
    assert difference(stored, opened(picture("PNG"))) == 0


def test_colours_that_cannot_be_converted_keep_their_profile():
    file = io.BytesIO()
    profile = profile_with_red_and_blue_exchanged()
    Image.linear_gradient("L").convert("P").save(file, "PNG", icc_profile=profile)
    assert opened(encode("a.png", file.getvalue()).content).info["icc_profile"] == profile


def test_a_profile_that_is_none_does_no_harm():
    stored = encode("a.jpg", picture("JPEG", icc_profile=b"not a profile"))
    assert (stored.width, stored.height) == (30, 20)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.png", b"", "is empty"),
        ("a.png", b"<!doctype html><script>alert(1)</script>", "not a picture: whatever its name"),
        ("a.png", b"GIF89a<script>alert(1)</script>", "broken|not a picture"),
        ("a.jpg", b"\xff\xd8\xff\xe0<?php system($_GET['c']); ?>", "broken|not a picture"),
        ("a.bmp", picture("BMP"), "not a picture"),
        ("a.png", b"\0\0\0\x18ftypheic" + b"\0" * 50, "HEIC.*JPEG"),
        ("a.png", png_that_claims(8000, 8000), "8000×8000 pixels; .* at most 50 million"),
        ("a.png", png_that_claims(30_000, 30_000), "too many pixels; .* at most 50 million"),
    ],
)
def test_what_is_no_safe_picture_is_refused_with_a_sentence(name, content, reason):
    with pytest.raises(RefusedUpload, match=rf"^{name} .*({reason})") as caught:
        encode(name, content)
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("a.png", b"\xef\xbb\xbf\n<SVG onload=alert(1)>"),
        ("a.png", b"<?xml version='1.0'?><!-- x --><svg/>"),
        ("a.svgz", b"\x1f\x8b\x08\0"),
    ],
)
def test_an_svg_is_refused_with_the_reason_and_a_way_out(name, content):
    with pytest.raises(RefusedUpload, match=r"scripts.*Export it as PNG or WebP"):
        encode(name, content)


def test_too_many_bytes_are_refused_unread(monkeypatch):
    monkeypatch.setattr(Image, "open", None)
    with pytest.raises(TooLarge, match=r"is 20\.1 MB large; a file has at most 20 MB"):
        encode("a.png", bytes(20 * 1024 * 1024 + 100_000))


def test_a_refusal_is_told_in_the_readers_language(monkeypatch):
    monkeypatch.setattr("blog.media.refusals.gettext", lambda template: f"译:{template}")
    with pytest.raises(RefusedUpload) as caught:
        encode("图.png", b"")
    assert caught.value.sentence == "译:图.png is empty."
    assert str(caught.value) == "图.png is empty."
