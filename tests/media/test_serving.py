"""Serving stored files: as what they are, and nothing else that lies there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from blog.media.models import MediaFile
from tests.media.pictures import opened, photograph, picture

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
    stored = MediaFile.objects.store("page.html", picture(format_name))
    answer = client.get(stored.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(stored.size)
    assert opened(b"".join(answer)).format == format_name
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


def test_copies_are_served_beside_their_picture(client):
    stored = MediaFile.objects.store("a.jpg", photograph(size=(900, 600)))
    assert [width for _address, width in stored.sources()] == [480, 800]
    for address, width in stored.sources():
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/webp"
        assert opened(b"".join(answer)).width == width
    etags = {client.get(one)["ETag"] for one in [stored.url, *dict(stored.sources())]}
    assert len(etags) == 3


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf"),
        ("a.csv", b"a,b\n1,2\n", "text/csv; charset=utf-8"),
        ("a.txt", b"<script>alert(1)</script>", "text/plain; charset=utf-8"),
        ("a.json", b"{}", "application/json"),
        ("a.ipynb", b'{"cells": []}', "application/x-ipynb+json"),
        ("a.bib", b"@book{a}", "application/x-bibtex; charset=utf-8"),
    ],
)
def test_an_attachment_is_only_ever_a_download(name, content, content_type, client):
    stored = MediaFile.objects.store_attachment(name, content)
    answer = client.get(stored.url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == content_type
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox"
    assert b"".join(answer) == content


@pytest.mark.parametrize(
    ("name", "disposition"),
    [
        ("数据.csv", "attachment; filename*=utf-8''%E6%95%B0%E6%8D%AE.csv"),
        ("../../etc/a.csv", 'attachment; filename="a.csv"'),
        ("..\\a.csv", 'attachment; filename="a.csv"'),
        ('a".csv', 'attachment; filename="a\\".csv"'),
        ("a\r\nSet-Cookie: x=1.csv", 'attachment; filename="aSet-Cookie: x=1.csv"'),
        ("a\u202evsc.exe", 'attachment; filename="avsc.exe.csv"'),
        ("\n", 'attachment; filename="file.csv"'),
    ],
)
def test_a_download_has_its_name_and_no_other_ending(name, disposition, client):
    stored = MediaFile.objects.store_attachment("a.csv", b"1")
    MediaFile.objects.update(original_name=name)
    answer = client.get(stored.url)
    assert answer["Content-Disposition"] == disposition
    assert "Set-Cookie" not in answer


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
        f"01/{STEM}.html",
        f"01/{STEM}-480.webp",
        f"01/{STEM}-480.png",
        f"01/{STEM}-481.webp",
        f"01/{STEM}-480-480.webp",
        f"01/{STEM}.png%0a",
        f"01/{STEM}",
    ],
)
def test_any_other_path_is_not_found(path, client):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "name", ["secret.png", "notes.html", f"01/{STEM}.html", f"01/{STEM}-481.webp"]
)
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
