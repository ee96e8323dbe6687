"""Storing pictures: once by content, and nothing that is no picture."""

import re
import struct
import zlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from blog.media import models
from blog.media.models import MediaFile, RefusedUpload
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_storage(settings):
    # A changed setting makes a new storage, with nothing in it.
    settings.STORAGES = {**settings.STORAGES}


def store(content, name="figure.png"):
    return MediaFile.objects.store(name, content)


@pytest.mark.parametrize(
    ("format_name", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("AVIF", "avif")],
)
def test_a_picture_is_stored_by_its_content_whatever_it_is_called(format_name, ending):
    content = picture(format_name)
    stored = store(content, "../../old name.exe")
    assert re.fullmatch(rf"[0-9a-f]{{2}}/[0-9a-f]{{32}}\.{ending}", stored.path)
    assert (stored.width, stored.height, stored.size) == (30, 20, len(content))
    assert stored.original_name == "../../old name.exe"
    assert stored.url == f"/media/{stored.path}"
    with default_storage.open(stored.path) as file:
        assert file.read() == content


def test_the_same_bytes_are_stored_once():
    first, second = store(picture(), "one.png"), store(picture(), "two.png")
    assert first == second
    assert second.original_name == "one.png"
    assert store(picture(size=(31, 20))) != first
    assert MediaFile.objects.count() == 2


def test_a_lost_or_half_written_file_is_written_again():
    content = picture()
    stored = store(content)
    for damage in [None, content[:40]]:
        default_storage.delete(stored.path)
        if damage:
            default_storage.save(stored.path, ContentFile(damage))
        assert store(content).path == stored.path
        with default_storage.open(stored.path) as file:
            assert file.read() == content


def png_that_claims(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = b""
    for kind, data in [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]:
        chunks += struct.pack(">I", len(data)) + kind + data
        chunks += struct.pack(">I", zlib.crc32(kind + data))
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not a pict"),
        (b"<!doctype html><script>alert(1)</script>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"GIF89a<script>alert(1)</script>", "broken|not a picture"),
        (picture("BMP"), "not a picture"),
        (picture("TIFF"), "not a picture"),
        (png_that_claims(8000, 8000), "8000×8000 pixels; at most 50,000,000"),
        (png_that_claims(100_000, 100_000), "too many pixels; at most 50,000,000"),
    ],
)
def test_what_is_no_safe_picture_is_refused_with_a_sentence(content, reason):
    with pytest.raises(RefusedUpload, match=rf"^figure\.png .*({reason})") as caught:
        store(content)
    assert str(caught.value).endswith(".")
    assert not MediaFile.objects.exists()


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_truncated_picture_is_refused(format_name, share):
    content = picture(format_name, (300, 200))
    with pytest.raises(RefusedUpload, match=r"^figure\.png "):
        store(content[: int(len(content) * share)])


def test_too_many_bytes_are_refused_before_they_are_read(monkeypatch):
    monkeypatch.setattr(models, "LARGEST_FILE", 100)
    with pytest.raises(RefusedUpload, match=r"bytes; at most 100 are stored"):
        store(picture())


def test_a_phones_picture_of_several_is_a_jpeg():
    content = picture("MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])
    assert store(content).path.endswith(".jpg")


@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30))])
def test_width_and_height_are_those_that_a_browser_shows(orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = store(picture("JPEG", exif=exif))
    assert (stored.width, stored.height) == size


def test_a_name_of_any_bytes_is_storable():
    name = b"\xb5\xb9\xc5\xc5\0.png".decode("utf-8", "surrogateescape")
    stored = store(picture(), "x" * 300 + name)
    stored.refresh_from_db()
    assert stored.original_name.endswith(".png")
    assert len(stored.original_name) == 200
