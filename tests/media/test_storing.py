"""Storing files: once by content, whole, and nothing that is refused."""

import hashlib
import importlib
import re

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from PIL import Image

from blog.media import models
from blog.media.models import MediaFile, RefusedUpload
from tests.factories import make_user
from tests.media.pictures import animation, opened, photograph, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_storage(settings):
    # A changed setting makes a new storage, with nothing in it.
    settings.STORAGES = {**settings.STORAGES}


def store(content, name="figure.png"):
    return MediaFile.objects.store(name, content)


def files_in_storage(folder=""):
    folders, files = default_storage.listdir(folder)
    below = (files_in_storage(f"{folder}{one}/") for one in folders)
    return sorted([*(f"{folder}{one}" for one in files), *(path for one in below for path in one)])


def bytes_of(path):
    with default_storage.open(path) as file:
        return file.read()


@pytest.mark.parametrize(
    ("format_name", "ending"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif"), ("AVIF", "avif")],
)
def test_a_picture_is_stored_by_its_content_whatever_it_is_called(format_name, ending):
    stored = store(picture(format_name), "../../old name.exe")
    assert re.fullmatch(rf"[0-9a-f]{{2}}/[0-9a-f]{{32}}\.{ending}", stored.path)
    assert (stored.kind, stored.width, stored.height) == ("picture", 30, 20)
    assert stored.original_name == "../../old name.exe"
    assert stored.url == f"/media/{stored.path}"
    content = bytes_of(stored.path)
    assert len(content) == stored.size
    assert hashlib.sha256(content).hexdigest() == stored.sha256
    assert opened(content).format == format_name


def test_the_same_picture_is_stored_once():
    first, second = store(picture(), "one.png"), store(picture(), "two.png")
    assert first == second
    assert second.original_name == "one.png"
    assert store(picture(size=(31, 20))) != first
    assert MediaFile.objects.count() == 2


def test_a_picture_that_differs_only_in_what_is_left_out_is_the_same():
    first = store(picture())
    assert store(picture(dpi=(300, 300)), "other.png") == first
    assert store(picture() + b"more") == first
    assert files_in_storage() == [first.path]


@pytest.mark.parametrize("format_name", ["JPEG", "WEBP", "AVIF"])
def test_a_stored_picture_that_comes_back_is_known(format_name):
    stored = store(photograph(format_name, (300, 200)))
    assert store(bytes_of(stored.path), "downloaded") == stored


def test_a_known_picture_costs_one_query_and_is_not_encoded_again(
    monkeypatch, django_assert_num_queries
):
    content = photograph(size=(900, 600))
    stored = store(content)
    monkeypatch.setattr(models, "encode", None)
    with django_assert_num_queries(1):
        assert store(content) == stored


def test_it_is_known_who_sent_it_first():
    ada, bob = make_user("ada"), make_user("bob")
    assert MediaFile.objects.store("a.png", picture(), by=ada).uploaded_by == ada
    assert MediaFile.objects.store("a.png", picture(), by=bob).uploaded_by == ada
    ada.delete()
    assert MediaFile.objects.get().uploaded_by is None


def test_a_lost_or_half_written_file_is_written_again():
    content = photograph(size=(900, 600))
    stored = store(content)
    whole = {path: bytes_of(path) for path in files_in_storage()}
    assert set(whole) == set(stored.stored_paths())
    assert len(whole) == 3
    for path, before in whole.items():
        for damage in [None, before[:40]]:
            default_storage.delete(path)
            if damage:
                default_storage.save(path, ContentFile(damage))
            assert store(content) == stored
            assert {one: bytes_of(one) for one in files_in_storage()} == whole


def test_a_crash_between_file_and_row_leaves_nothing_that_hinders(monkeypatch):
    content = photograph(size=(900, 600))
    with monkeypatch.context() as broken:
        broken.setattr(models.MediaFileQuerySet, "bulk_create", None)
        with pytest.raises(TypeError):
            store(content)
    assert not MediaFile.objects.exists()
    left = files_in_storage()
    stored = store(content)
    assert files_in_storage() == left == sorted(stored.stored_paths())


def test_a_crash_while_a_file_is_written_leaves_no_row(monkeypatch):
    def full(*args):
        raise OSError("No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(default_storage, "save", full)
        with pytest.raises(OSError, match="space"):
            store(picture())
    assert not MediaFile.objects.exists()
    assert store(picture()).is_intact()


def test_two_requests_at_once_make_one_row(monkeypatch):
    encode = models.encode
    faster = []

    def overtaken(name, content):
        if name == "slower.png":
            faster.append(store(content, "faster.png"))
        return encode(name, content)

    monkeypatch.setattr(models, "encode", overtaken)
    assert store(picture(), "slower.png") == faster[0]
    assert MediaFile.objects.get().original_name == "faster.png"
    assert files_in_storage() == [faster[0].path]


def test_what_is_refused_leaves_nothing():
    with pytest.raises(RefusedUpload):
        store(b"<svg/>")
    assert not MediaFile.objects.exists()
    assert files_in_storage() == []


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
@pytest.mark.parametrize("share", [0.2, 0.6, 0.9])
def test_a_truncated_picture_is_refused(format_name, share):
    content = picture(format_name, (300, 200))
    with pytest.raises(RefusedUpload, match=r"^figure\.png "):
        store(content[: int(len(content) * share)])


def test_a_phones_picture_of_several_is_a_jpeg():
    content = picture("MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])
    stored = store(content)
    assert stored.path.endswith(".jpg")
    assert opened(bytes_of(stored.path)).format == "JPEG"


@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30))])
def test_width_and_height_are_those_that_a_browser_shows(orientation, size):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = store(picture("JPEG", exif=exif))
    assert (stored.width, stored.height) == size


def test_the_thumbnail_is_the_lightest_there_is():
    assert store(photograph(size=(900, 600))).thumbnail_url.endswith("-480.webp")
    moving = store(animation("GIF"))
    assert moving.thumbnail_url == moving.url


def test_a_name_of_any_bytes_is_storable():
    name = b"\xb5\xb9\xc5\xc5\0.png".decode("utf-8", "surrogateescape")
    stored = store(picture(), "x" * 300 + name)
    stored.refresh_from_db()
    assert stored.original_name.endswith(".png")
    assert len(stored.original_name) == 200


def test_the_database_knows_that_a_picture_has_a_size():
    stored = store(picture())
    with pytest.raises(IntegrityError, match="mediafile_picture_has_size"), transaction.atomic():
        MediaFile.objects.filter(pk=stored.pk).update(width=None)
    with pytest.raises(IntegrityError, match="mediafile_picture_has_size"), transaction.atomic():
        MediaFile.objects.filter(pk=stored.pk).update(kind="file")


def test_what_was_stored_as_it_came_is_its_own_original():
    stored = store(picture())
    MediaFile.objects.update(original_sha256="")
    migration = importlib.import_module("blog.media.migrations.0002_attachments_and_copies")
    migration.know_originals(apps, None)
    stored.refresh_from_db()
    assert stored.original_sha256 == stored.sha256
