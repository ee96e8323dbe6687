"""Pictures in front of Django: the same answer as Django's own, and gone when they are deleted."""

import pytest
from django.core.files.storage import FileSystemStorage, storages

from blog.media.models import MediaFile
from config.media_files import MediaFiles
from tests.config.test_static_files import asked
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def layer(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert isinstance(storages["default"], FileSystemStorage)

    def pass_on(_environ, start_response):
        start_response("200 OK", [])
        return [b"passed on"]

    return MediaFiles(pass_on)


def test_a_picture_is_answered_as_django_does(layer, client, django_assert_num_queries):
    stored = MediaFile.objects.store("a.png", picture())
    django = client.get(stored.url)
    with django_assert_num_queries(0):
        status, headers, body = asked(layer, stored.url, accept_encoding="br")
    assert (status, body) == ("200 OK", b"".join(django))
    assert headers == {name: django[name] for name in headers}
    assert headers.keys() == {
        "Content-Type", "Content-Length", "Content-Security-Policy", "Cache-Control", "ETag",
        "X-Content-Type-Options",
    }  # fmt: skip
    assert "sandbox" in headers["Content-Security-Policy"]
    again = asked(layer, stored.url, if_none_match=headers["ETag"])
    assert (again[0], again[2]) == ("304 Not Modified", b"")
    assert asked(layer, stored.url, "HEAD") == (status, headers, b"")


def test_a_deleted_picture_is_gone_with_the_next_request(layer):
    stored = MediaFile.objects.store("a.png", picture())
    assert asked(layer, stored.url)[2] != b"passed on"
    storages["default"].delete(stored.path)
    assert asked(layer, stored.url)[2] == b"passed on"


def test_downloads_and_all_that_is_no_stored_picture_are_left_to_django(layer, tmp_path):
    stored = MediaFile.objects.store_attachment("a.csv", b"1")
    (tmp_path / "a.png").write_bytes(b"x")
    picture_url = MediaFile.objects.store("a.png", picture()).url
    for path in (stored.url, "/media/a.png", "/media/../a.png", "/media/", "/", picture_url + "/"):
        assert asked(layer, path)[2] == b"passed on"
    assert asked(layer, picture_url, "POST")[2] == b"passed on"


def test_pictures_that_do_not_lie_in_a_folder_are_left_to_django(layer, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    stored = MediaFile.objects.store("a.png", picture())
    assert asked(layer, stored.url)[2] == b"passed on"
