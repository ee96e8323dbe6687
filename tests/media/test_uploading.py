"""The editor's address for uploads: who may, what it answers, and what it never keeps."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from blog.markup import render
from blog.media import limits
from blog.media.models import MediaFile
from blog.media.upload_handler import BoundedUploadHandler
from blog.media.uploading import markdown_for
from tests.factories import make_user
from tests.media.pictures import photograph, picture, png_that_claims

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/media/mediafile/upload/"


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    settings.STORAGES = {**settings.STORAGES}
    settings.FILE_UPLOAD_HANDLERS = ["blog.media.upload_handler.BoundedUploadHandler"]
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)


@pytest.fixture
def temporary(settings):
    """Return how many bytes lie in temporary files."""
    folder = Path(settings.FILE_UPLOAD_TEMP_DIR)
    return lambda: sum(path.stat().st_size for path in folder.iterdir())


@pytest.fixture
def uploader(client):
    """A browser of somebody with the least of roles."""
    user = make_user("uploader", role="contributor")
    client.force_login(user)
    client.user = user
    return client


def send(client, content, name="figure.png", **headers):
    file = SimpleUploadedFile(name, content, content_type="text/html")
    return client.post(ADDRESS, {"file": file}, headers=headers)


def test_a_picture_comes_back_as_markdown(uploader):
    answer = send(uploader, photograph(size=(900, 600)), "图 1.jpg")
    stored = MediaFile.objects.get()
    assert answer.status_code == 200
    assert answer.json() == {
        "url": stored.url,
        "name": "图 1.jpg",
        "kind": "picture",
        "width": 900,
        "height": 600,
        "alt": "",
        "markdown": f"![]({stored.url})",
    }
    assert "no-store" in answer["Cache-Control"]
    assert stored.uploaded_by == uploader.user


def test_a_file_comes_back_as_a_link(uploader):
    answer = send(uploader, b"a,b", "my [data] v_1_2.csv").json()
    stored = MediaFile.objects.get()
    assert (answer["kind"], answer["width"], answer["height"]) == ("file", None, None)
    assert answer["markdown"] == rf"[my \[data\] v_1_2.csv]({stored.url})"


def test_the_alternative_text_of_a_known_picture_is_proposed(uploader):
    send(uploader, picture())
    MediaFile.objects.update(alt="A [grey] slope")
    answer = send(uploader, picture()).json()
    assert answer["alt"] == "A [grey] slope"
    assert answer["markdown"].startswith(r"![A \[grey\] slope](/media/")
    assert MediaFile.objects.count() == 1


@pytest.mark.parametrize(
    "name",
    [
        "a.csv", "[x](javascript:alert(1)).csv", "a*b*_c_ `d` $e$ ~~f~~ | g.csv", "<b>&amp;#!.csv",
        "back\\slash\\.csv", "![pic](x).csv", "two\nlines.csv", "snake_case_name.csv", "]]]((.csv",
        "https://example.org/a.csv", "$x_1$ $$y$$.csv",
    ],
)  # fmt: skip
def test_a_files_name_is_text_in_the_article_whatever_it_is(name):
    stored = MediaFile(original_name=name, kind="file", path="ab/c.csv")
    rendered = render(markdown_for(stored))
    (link,) = rendered.links
    assert (link.address, link.text) == ("/media/ab/c.csv", " ".join(name.split()))
    assert not rendered.formulas
    assert not rendered.images


def test_nobody_is_asked_to_log_in_again(client):
    answer = send(client, picture())
    assert answer.status_code == 401
    assert answer.json()["login"] is True
    assert answer.json()["error"].endswith(".")
    assert not MediaFile.objects.exists()


@pytest.mark.parametrize("role", ["", "contributor"])
def test_a_login_without_the_right_is_refused(role, client, settings):
    settings.ROLE_PERMISSIONS = {"contributor": ["media.view_mediafile"]}
    client.force_login(make_user(role=role))
    answer = send(client, picture())
    assert answer.status_code == 403
    assert answer.json() == {"error": "You may not upload files here."}
    assert not MediaFile.objects.exists()


def test_another_site_cannot_make_somebody_upload(uploader):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(uploader.user)
    assert send(strict, picture()).status_code == 403
    assert not MediaFile.objects.exists()


def test_only_post(uploader):
    assert uploader.get(ADDRESS).status_code == 405


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bomb.png", png_that_claims(30_000, 30_000), "too many pixels; .* 50 million"),
        ("page.png", b"<!doctype html><script>alert(1)</script>", "is not a picture"),
        ("drawing.svg", b"<svg><script>alert(1)</script></svg>", "SVG.*scripts.*Export it"),
        ("cut.png", picture()[:60], "broken or incomplete"),
        ("empty.png", b"", "is empty"),
        ("tool.exe", b"MZ\x90\0", "of a kind that is not stored"),
        ("page.html", b"<p>", "of a kind that is not stored"),
        ("paper.pdf", b"<p>", "content is not that of a .pdf"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(name, content, reason, uploader, temporary):
    answer = send(uploader, content, name)
    assert answer.status_code == 400
    assert re.search(rf"^{name} .*{reason}", answer.json()["error"])
    assert not MediaFile.objects.exists()
    assert temporary() == 0


def test_the_refusal_is_in_the_users_language(uploader, monkeypatch):
    monkeypatch.setattr("blog.media.refusals.gettext", lambda template: f"译:{template}")
    assert send(uploader, b"").json() == {"error": "译:figure.png is empty."}


def test_no_file_is_a_clear_answer(uploader):
    assert uploader.post(ADDRESS, {"other": "x"}).status_code == 400
    answer = uploader.post(ADDRESS, {"file": "not a file"})
    assert answer.status_code == 400
    assert answer.json() == {"error": "No file came with the request."}
    assert uploader.post(ADDRESS, b"{}", content_type="application/json").status_code == 400


def test_a_picture_of_60_mb_is_read_but_not_kept(uploader, temporary):
    answer = send(uploader, bytes(60 * 1024 * 1024), "large.png")
    assert answer.status_code == 413
    assert answer.json() == {"error": "large.png is too large; a file has at most 20 MB."}
    assert not MediaFile.objects.exists()
    assert temporary() == 0


class Endless:
    """A request's body that has no end, and says how much of it was read."""

    def __init__(self):
        self.read_bytes = 0
        self._head = (
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        ).encode()

    def read(self, size=65536):
        head, self._head = self._head[:size], self._head[size:]
        content = head or bytes(size)
        self.read_bytes += len(content)
        return content

    readline = read


def test_a_body_without_end_is_cut_off_and_never_fills_the_disk(uploader, temporary, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST_FILE", 1_000_000)
    monkeypatch.setattr(limits, "LARGEST_REQUEST", 3_000_000)
    body = Endless()
    most = 0
    receive = BoundedUploadHandler.receive_data_chunk

    def watched(*args):
        nonlocal most
        try:
            return receive(*args)
        finally:
            most = max(most, temporary())

    monkeypatch.setattr(BoundedUploadHandler, "receive_data_chunk", watched)
    answer = uploader.generic(
        "POST",
        ADDRESS,
        **{
            "wsgi.input": body,
            "CONTENT_LENGTH": str(10 * 1024**3),
            "CONTENT_TYPE": MULTIPART_CONTENT,
        },
    )
    assert answer.status_code == 413
    assert answer.json()["error"].startswith("The files are too large together; at most 2.9 MB")
    assert body.read_bytes < 4_000_000
    assert 0 < most <= 1_000_000
    assert temporary() == 0


def test_temporary_files_are_gone_after_a_success(uploader, temporary):
    assert send(uploader, picture()).status_code == 200
    assert temporary() == 0


def test_other_forms_still_arrive_whole(client):
    make_user("ada", role="author")
    answer = client.post("/admin/login/", {"username": "ada", "password": "password"})
    assert answer.status_code == 302


def test_the_editor_knows_the_limits():
    known = limits.upload_limits()
    assert known["bytes"] == 20 * 1024 * 1024
    accepted = known["accept"].split(",")
    assert "image/avif" in accepted
    assert ".ipynb" in accepted
    assert not any("svg" in one for one in accepted)
