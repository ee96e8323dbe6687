"""Smaller copies: only where they save something, and as the picture looks."""

import io

import pytest
from PIL import Image

from blog.media.encoding import encode
from tests.media.pictures import animation, opened, photograph, picture


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_gets_narrower_ones(format_name):
    encoded = encode("a", photograph(format_name, (1300, 650), quality=95))
    assert [copy.width for copy in encoded.copies] == [480, 800, 1200]
    for copy in encoded.copies:
        shown = opened(copy.content)
        assert shown.format == "WEBP"
        assert shown.size == (copy.width, copy.width // 2)
        assert len(copy.content) < len(encoded.content)


@pytest.mark.parametrize(
    "content",
    [
        photograph(size=(480, 480)),
        picture("PNG", (1000, 700)),
        animation("GIF", size=(1000, 700)),
    ],
    ids=["narrow", "light", "animated"],
)
def test_others_get_none(content):
    assert encode("a", content).copies == ()


def test_a_copy_as_heavy_as_the_picture_is_left_out():
    # One pixel in two: flat areas compress to nothing, their shrunken blend does not.
    image = Image.effect_noise((1000, 700), 100).convert("1").resize((2000, 1400)).convert("P")
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    encoded = encode("a.png", file.getvalue())
    assert all(len(copy.content) < len(encoded.content) for copy in encoded.copies)
    assert [copy.width for copy in encoded.copies] != [480, 800, 1200, 1600]


def test_a_copy_is_upright_and_transparent_where_the_picture_is():
    grain = Image.effect_noise((900, 600), 80)
    image = Image.merge("RGBA", [grain, grain, grain, Image.new("L", grain.size, 255)])
    image.paste((0, 0, 0, 0), (0, 0, 450, 600))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "PNG", exif=exif)
    (copy,) = encode("a.png", file.getvalue()).copies
    shown = opened(copy.content)
    assert shown.size == (480, 720)
    assert shown.getpixel((240, 100))[3] == 0
    assert shown.getpixel((240, 600))[3] == 255


def test_a_picture_in_16_bits_of_grey_keeps_its_shades():
    image = Image.linear_gradient("L").resize((900, 900))
    noisy = Image.blend(image, Image.effect_noise((900, 900), 40), 0.2)
    deep = Image.frombytes("I;16", noisy.size, bytes(b for v in noisy.tobytes() for b in (7, v)))
    file = io.BytesIO()
    deep.save(file, "PNG")
    encoded = encode("a.png", file.getvalue())
    shown = opened(encoded.copies[0].content).convert("L")
    assert shown.getpixel((240, 10)) < 60
    assert shown.getpixel((240, 470)) > 190
