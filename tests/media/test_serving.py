"""Serving stored pictures: as the pictures they are, and nothing else that lies there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from blog.media.models import MediaFile
from tests.media.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("format_name", "content_type"),
    [
        ("JPEG", "image/jpeg"),
        ("PNG", "image/png"),
        ("WEBP", "image/webp"),
        ("GIF", "image/gif"),
        ("AVIF", "image/avif"),
    ],
)
def test_a_picture_is_served_by_the_type_of_its_content(format_name, content_type, client):
    content = picture(format_name)
    answer = client.get(MediaFile.objects.store("page.html", content).url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(content))
    assert b"".join(answer) == content
    assert "page.html" not in str(answer.headers)


def test_a_picture_may_be_kept_for_ever_and_costs_no_query(client, django_assert_num_queries):
    address = MediaFile.objects.store("a.png", picture()).url
    with django_assert_num_queries(0):
        answer = client.get(address)
    directives = set(answer["Cache-Control"].split(", "))
    assert directives == {"public", "max-age=31536000", "immutable"}
    assert not answer.cookies
    again = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_picture_is_for_reading_only(client):
    address = MediaFile.objects.store("a.png", picture()).url
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


STEM = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "path",
    [
        f"01/{STEM}.png",
        "unknown.png",
        "",
        "01/",
        "..",
        f"../01/{STEM}.png",
        "../../../../etc/passwd",
        "%2e%2e/%2e%2e/etc/passwd.png",
        "/etc/passwd.png",
        "//etc/passwd.png",
        "..\\..\\secret.png",
        "%5c%5cserver%5cshare.png",
        "a%00b.png",
        "x" * 5000 + ".png",
        f"01/{STEM}.PNG",
        f"01/{STEM}.svg",
        f"01/{STEM}.png%0a",
        f"01/{STEM}",
    ],
)
def test_any_other_path_is_not_found(path, client):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize("name", ["secret.png", "notes.html", f"01/{STEM}.html"])
def test_what_else_lies_in_the_storage_is_not_served(name, client):
    default_storage.save(name, ContentFile(b"<script>alert(1)</script>"))
    assert default_storage.exists(name)
    assert client.get(f"/media/{name}").status_code == 404


def test_a_link_out_of_the_folder_leads_nowhere(client, tmp_path, settings):
    media = tmp_path / "media"
    media.mkdir()
    (tmp_path / "secret.png").write_bytes(picture())
    (media / "secret.png").symlink_to(tmp_path / "secret.png")
    (media / "out").symlink_to(tmp_path)
    settings.MEDIA_ROOT = media
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    assert client.get("/media/secret.png").status_code == 404
    assert client.get("/media/out/secret.png").status_code == 404
    stored = MediaFile.objects.store("a.png", picture())
    assert (media / stored.path).is_file()
    answer = client.get(stored.url)
    assert answer.status_code == 200
    answer.close()
